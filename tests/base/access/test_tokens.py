"""API tokens: shown once, kept as a digest, ended by time, by revoking and with their account."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError

from motcua.base.access import permissions
from motcua.base.access.models import Account, ApiToken
from motcua.base.access.tokens import account_for_token, create_token, list_tokens, replace_token, revoke_token
from motcua.base.ledger import Subject
from motcua.base.ledger.queries import timeline
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import NotVisible

pytestmark = pytest.mark.django_db
USE = permissions.API_USE


@pytest.fixture
def partner() -> Account:
    return Account.objects.create_account("cong", kind="machine")


def test_text_of_a_token_is_nowhere_in_the_database(partner: Account) -> None:
    token, text = create_token(actor=SYSTEM, account=partner, name="Cổng")
    assert text.startswith("mc_") and len(text) == 46
    stored = ApiToken.objects.values().get()
    assert text not in str(stored) and text[3:] not in str(stored)
    assert account_for_token(text, USE) == partner
    assert list_tokens() == list_tokens(partner) == [token]


def test_only_the_exact_text_with_the_scope_opens(partner: Account) -> None:
    _, text = create_token(actor=SYSTEM, account=partner, name="Cổng")
    for wrong in ("", "mc_", text[:-1], text.swapcase(), text + "a", text.removeprefix("mc_")):
        assert account_for_token(wrong, USE) is None
    assert account_for_token(text, permissions.LEDGER_VERIFY) is None


def test_token_ends_with_its_time_its_account_or_by_revoking(partner: Account) -> None:
    now = clock.now()
    _, timed = create_token(actor=SYSTEM, account=partner, name="a", expires_at=now + timedelta(days=1))
    revoked, gone = create_token(actor=SYSTEM, account=partner, name="b")
    revoke_token(actor=SYSTEM, token_id=revoked.pk)
    assert account_for_token(gone, USE) is None
    assert account_for_token(timed, USE) == partner
    with clock.frozen(now + timedelta(days=1)):
        assert account_for_token(timed, USE) is None
    partner.is_active = False
    partner.save()
    assert account_for_token(timed, USE) is None


def test_what_happened_to_tokens_is_in_the_ledger_once(partner: Account) -> None:
    token, _ = create_token(actor=SYSTEM, account=partner, name="Cổng", scopes=[USE, USE])
    revoke_token(actor=SYSTEM, token_id=token.pk)
    revoke_token(actor=SYSTEM, token_id=token.pk)
    entries = timeline(Subject("account", partner.pk), "inside")
    assert [entry.kind for entry in entries] == ["account.token_created", "account.token_revoked"]
    assert entries[0].facts == {"token": str(token.pk), "scopes": [USE]}


def test_a_replaced_token_serves_some_days_more_and_the_new_one_as_long_as_it_did(partner: Account) -> None:
    now = clock.now()
    with clock.frozen(now):
        old, text = create_token(actor=SYSTEM, account=partner, name="Cổng", expires_at=now + timedelta(days=90))
    with clock.frozen(now + timedelta(days=80)):
        fresh, other = replace_token(actor=SYSTEM, token_id=old.pk, overlap=timedelta(days=7))
    assert (fresh.name, fresh.scopes, fresh.expires_at) == ("Cổng", old.scopes, now + timedelta(days=170))
    opened = []
    for day in (86, 88):
        with clock.frozen(now + timedelta(days=day)):
            opened.append([account_for_token(one, USE) for one in (text, other)])
    assert opened == [[partner, partner], [None, partner]]
    with clock.frozen(now + timedelta(days=88)), pytest.raises(NotVisible):
        replace_token(actor=SYSTEM, token_id=old.pk, overlap=timedelta(days=7))
    assert timeline(Subject("account", partner.pk), "inside")[-1].kind == "account.token_replaced"


def test_use_is_noted_once_a_minute(partner: Account, django_assert_num_queries: object) -> None:
    _, text = create_token(actor=SYSTEM, account=partner, name="Cổng")
    now = clock.now()
    with clock.frozen(now), django_assert_num_queries(2):  # type: ignore[operator]
        account_for_token(text, USE)
    with clock.frozen(now + timedelta(seconds=50)), django_assert_num_queries(1):  # type: ignore[operator]
        account_for_token(text, USE)
    assert ApiToken.objects.get().last_used_at == now


def test_wrong_wishes_are_errors(partner: Account) -> None:
    with pytest.raises(ValueError):
        create_token(actor=SYSTEM, account=partner, name="x", scopes=["everything"])
    with pytest.raises(NotVisible):
        revoke_token(actor=SYSTEM, token_id=UUID(int=1))
    with pytest.raises(IntegrityError):
        create_token(actor=SYSTEM, account=partner, name="x", expires_at=clock.now() - timedelta(days=1))
