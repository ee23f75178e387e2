"""What each role allows, name by name: who changes it reads it here."""

import pytest

from motcua.base.access import permissions
from motcua.base.access.roles import ROLES

ALLOWED = {
    "counter_official": "case.see case.receive case.hand_over replies.use",
    "specialist": "case.see case.process replies.use",
    "clerk": "case.see replies.use",
    "leader": "case.see case.process case.decide case.assign replies.use replies.share catalogue.review looks.see "
    "data.keep",
    "administrator": "directory.manage accounts.manage replies.use replies.share settings.manage catalogue.manage "
    "catalogue.review ledger.verify looks.see",
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_allows_this_and_no_more(role: str) -> None:
    assert ROLES[role].permissions == set(ALLOWED[role].split())


def test_names_are_stored_with_positions_and_tokens_and_never_change() -> None:
    assert list(ROLES) == list(ALLOWED)
    assert set(permissions.ALL) == {*" ".join(ALLOWED.values()).split(), "api.use"}
