"""A number given in any act stands nowhere as it is; of who is erased nothing stands but in signed results."""

import base64
from pathlib import Path

import pytest
from django.conf import LazySettings

from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.home import Home
from motcua.ops.bench.city import Desk, Official
from motcua.ops.checks.leaks.people import NUMBER, number_forms
from motcua.ops.checks.leaks.run import check
from motcua.ops.checks.leaks.searching import counts
from tests.support import cluster
from tests.support.town import build_town


def official(actor: Actor) -> Official:
    account = Account.objects.get(pk=actor.account_id)
    return Official(account, actor, create_token(actor=SYSTEM, account=account, name="x")[1])


@pytest.mark.django_db(transaction=True)
def test_planted_numbers_are_found_nowhere_and_of_the_erased_nothing_is_left(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    town = build_town()
    roles = {"counter_official": town.counter, "specialist": town.specialist, "leader": town.leader}
    desk = Desk(town.office, town.version, {role: official(actor) for role, actor in roles.items()})
    told = check(Home.current(), cluster.admin_of(cluster.NAME), desk, 4, noise=1)
    assert told["ok"], told
    assert set(told["megabytes"]) == {
        "dump", "wal", "server", "server_log", "files", "backup", "papers", "sessions", "data_folder", "log",
        "metrics",
    }  # fmt: skip
    assert min(size for place, size in told["megabytes"].items() if place in ("dump", "wal", "server")) > 0


@pytest.mark.parametrize("before", range(4))
def test_every_form_of_a_number_is_known_wherever_it_stands(before: int) -> None:
    number, around = f"{NUMBER}0001", b"x" * before
    text = number.encode()
    forms = {
        "plain": text, "base64": base64.b64encode(around + text + b"yy"), "hex": text.hex().encode(),
        "utf-16": number.encode("utf-16-le"), "backwards": text[::-1], "in groups": b"001 196 770 001",
    }  # fmt: skip
    for form, written in forms.items():
        assert counts(around + written, number_forms())[form] == 1, form
