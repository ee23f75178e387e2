"""`motcua token`, as typed."""

import json
from typing import Any

import pytest

from motcua.__main__ import main
from motcua.base.access import permissions
from motcua.base.access.models import Account
from motcua.base.access.tokens import account_for_token
from motcua.base.ledger.kinds import sentence
from motcua.base.ledger.models import Entry
from motcua.kernel.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return Account.objects.create_account("may.quet", kind="machine")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["token", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_token_is_made_used_listed_and_revoked(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    made = said(capsys, "create", "--account", " May.Quet ", "--name", "Máy quét", "--days", "30")
    assert account_for_token(made["token"], permissions.API_USE) == account
    listed = said(capsys, "list")["tokens"]
    assert [(one["id"], one["standing"], one["account"]) for one in listed] == [(made["id"], "active", "may.quet")]
    assert "token" not in listed[0]
    assert said(capsys, "revoke", made["id"])["standing"] == "revoked"
    assert account_for_token(made["token"], permissions.API_USE) is None
    kinds = Entry.objects.filter(subject_id=str(account.pk)).order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["account.token_created", "account.token_revoked"]


def test_people_get_the_token_alone_on_standard_output(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "create", "--account", "may.quet", "--name", "Máy quét"]) == 0
    told = capsys.readouterr()
    assert account_for_token(told.out.strip(), permissions.API_USE) == account
    assert "shown only this once" in told.err


@pytest.mark.parametrize("active", [True, False])
def test_no_token_without_an_active_account(active: bool, capsys: pytest.CaptureFixture[str]) -> None:
    Account.objects.create_account("nghi.viec", kind="official", is_active=False)
    assert main(["token", "create", "--account", "khong.co" if active else "nghi.viec", "--name", "x"]) == 2
    assert capsys.readouterr().out == ""


def test_an_unknown_token_is_named_not_found(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "revoke", str(new_id())]) == 2
    assert "[not_found]" in capsys.readouterr().err


@pytest.mark.parametrize("days", ["0", "-1", "99999", "mai"])
def test_days_are_a_number_people_mean(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["token", "create", "--account", "a", "--name", "b", "--expires", days])


def test_how_often_a_token_may_ask_is_set_and_kept_on_record(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    made = said(capsys, "create", "--account", "may.quet", "--name", "Máy quét", "--per-minute", "600")
    assert made["per_minute"] == 600
    assert said(capsys, "limit", made["id"], "300")["per_minute"] == 300
    assert said(capsys, "limit", made["id"])["per_minute"] is None
    assert main(["token", "limit", made["id"], "5"]) == 0 and capsys.readouterr().out.endswith("  5\n")
    assert main(["token", "limit", str(new_id()), "5"]) == 2
    told = Entry.objects.filter(kind="account.token_limited").order_by("number")
    assert [one.facts["per_minute"] for one in told] == [600, 300, 0, 5]
    assert [str(sentence(one)).split(" được gửi ")[1] for one in told[1:3]] == [
        "300 yêu cầu mỗi phút.",
        "theo mức chung.",
    ]


@pytest.mark.parametrize("times", ["0", "-1", "1000001", "nhiều"])
def test_times_are_a_number_people_mean(times: str) -> None:
    with pytest.raises(SystemExit):
        main(["token", "limit", str(new_id()), times])
