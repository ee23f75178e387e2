"""Seals lie elsewhere too; where they no longer do, administrators hear of it and nothing final is decided."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from motcua.base.ledger.errors import DepositLate
from motcua.base.ledger.seals import deposits, sealing
from motcua.base.messages import channels
from motcua.base.messages.channels import Channel, OutgoingMessage, Proof
from motcua.base.messages.errors import TemporaryFailure
from motcua.casework.services.decide import decide_case
from motcua.kernel import clock, stamps
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.kernel.ids import new_id
from motcua.ops import depositing

deciding = decide_case.__wrapped__  # type: ignore[attr-defined]
NOON = datetime.fromisoformat("2026-03-09T12:00:00+07:00")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Iterator[Home]:
    """A real city's folder, with seals and deposits of its own."""
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MOTCUA_SEALS", raising=False)
    settings.MOTCUA_DEPOSIT, settings.MOTCUA_DEPOSIT_MAIL = str(tmp_path / "share"), []
    (tmp_path / "home").mkdir()
    yield Home(tmp_path / "home")


class Post(Channel):
    """Keeps what is sent, or is away."""

    name = "email"

    def __init__(self) -> None:
        self.sent: list[OutgoingMessage] = []
        self.away = False

    def address_of(self, recipient: Any) -> str | None:
        return None

    def send(self, message: OutgoingMessage) -> Proof:
        if self.away:
            raise TemporaryFailure(reason="away")
        self.sent.append(message)
        return Proof("250")


@pytest.mark.django_db(transaction=True)
def test_every_seal_comes_to_the_share_once_and_the_newest_by_mail_also_after_a_failure(
    home: Home, tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Post()
    monkeypatch.setitem(channels._channels, "email", post)
    settings.MOTCUA_DEPOSIT_MAIL = ["thanh.tra@example.vn"]
    share = tmp_path / "share" / city()
    assert depositing.deposit() == {"folder": "ok", "mail": "ok"} and not post.sent, "nothing was sealed yet"
    with clock.frozen(NOON):
        sealing.seal_all()
    post.away = True
    assert depositing.deposit() == {"folder": "ok", "mail": "TemporaryFailure"}
    post.away = False
    for _ in range(2):
        assert depositing.deposit() == {"folder": "ok", "mail": "ok"}
    assert sorted(path.name for path in share.iterdir()) == ["public-key.pem", "seal-0000000001.json"]
    assert [one.address for one in post.sent] == ["thanh.tra@example.vn"], "sent once"
    assert '"signature"' in post.sent[0].body and "số 1" in post.sent[0].subject
    assert stamps.told(home, deposits.stamp_of("folder")) == stamps.told(home, deposits.stamp_of("mail")) == NOON
    first = share / "seal-0000000001.json"
    first.write_text("{}")
    with clock.frozen(NOON + timedelta(hours=1)):
        sealing.seal_all()
        depositing.deposit()
    assert first.read_text() == "{}" and (share / "seal-0000000002.json").exists(), "never overwritten"
    assert len(post.sent) == 2


def test_late_after_four_hours_stopped_after_a_day_and_only_where_every_place_is(
    home: Home, settings: LazySettings
) -> None:
    with clock.frozen(NOON):
        deposits.check_deposited()
        stamps.leave(home, deposits.stamp_of("folder"), NOON)
    for hours, late, stopped in ((3, False, False), (5, True, False), (23, True, False), (25, True, True)):
        with clock.frozen(NOON + timedelta(hours=hours)):
            assert bool(deposits.late()) is late
            if stopped:
                with pytest.raises(DepositLate, match="25"):
                    deposits.check_deposited()
            else:
                deposits.check_deposited()
    with clock.frozen(NOON + timedelta(hours=25)):
        settings.MOTCUA_DEPOSIT_MAIL = ["a@example.vn"]
        stamps.leave(home, deposits.stamp_of("mail"), NOON + timedelta(hours=20))
        deposits.check_deposited()
        assert [one.place for one in deposits.late()] == ["folder", "mail"]


def test_a_place_that_never_got_a_seal_is_late_from_when_it_was_first_asked(home: Home) -> None:
    with clock.frozen(NOON):
        assert deposits.late() == []
    with clock.frozen(NOON + timedelta(hours=30)), pytest.raises(DepositLate):
        deposits.check_deposited()


def test_without_a_place_or_in_a_made_up_city_the_rule_does_not_hold(home: Home, settings: LazySettings) -> None:
    stamps.leave(home, deposits.stamp_of("folder"), NOON)
    with clock.frozen(NOON + timedelta(days=9)):
        assert deposits.late()
        home.mark_made_up()
        assert deposits.late() == []
        deposits.check_deposited()
        (home.path / "made-up").unlink()
        settings.MOTCUA_DEPOSIT = ""
        deposits.check_deposited()


def test_nothing_final_is_decided_before_anything_of_the_case_is_looked_at(home: Home) -> None:
    """Without the mark `django_db` any statement would fail."""
    stamps.leave(home, deposits.stamp_of("folder"), clock.now() - timedelta(hours=30))
    with pytest.raises(DepositLate) as told:
        deciding(actor=SYSTEM, case_id=new_id(), expected=None, outcome="granted", text="Đồng ý")
    assert told.value.code == "ledger.deposit_late" and "30" in told.value.words.vi
