"""Reminders by e-mail: one letter a sweep, to whoever holds the step now, of the kinds they want, never twice."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from motcua.base.access.models import Account
from motcua.base.messages.models import Message
from motcua.casework.services import mail_reminders as mailing
from motcua.casework.services import remind as reminding
from motcua.casework.services.assign import assign_case
from motcua.casework.services.mail_reminders import choose_mail, mail_reminders
from motcua.casework.services.remind import remind
from motcua.casework.tasks import remind_all
from motcua.domain.routing.models import Reminder
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied
from tests.casework.test_remind import begun
from tests.support.town import Town, hanoi, make_official

HALF, NEAR, LATE = "2026-03-12T14:00", "2026-03-16T15:30", "2026-03-16T17:01"


@pytest.fixture(autouse=True)
def letters_go_out(settings: Any, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MOTCUA_SMTP_HOST = "127.0.0.1"
    monkeypatch.setattr(reminding, "LATELY", timedelta())
    for who in (town.counter, town.specialist, town.leader):
        Account.objects.filter(pk=who.account_id).update(email=address(who))


def address(who: Actor) -> str:
    return f"{who.posts[0].title.split()[0].lower()}@example.vn".encode("ascii", "ignore").decode()


def swept(at: str) -> list[tuple[str, int]]:
    """To whom a sweep wrote, with how many lines on cases."""
    with clock.frozen(hanoi(at)):
        remind_all(timestamp=0)
        sent = Message.objects.filter(created_at=hanoi(at))
    return sorted((one.name, one.body.count(" – hạn ")) for one in sent)


def names(*actors: Actor) -> list[str]:
    return sorted(actor.name for actor in actors)


def test_one_letter_names_all_cases_and_no_person_and_never_comes_twice(town: Town) -> None:
    first, second = begun(town), begun(town)
    people = names(town.counter, town.specialist, town.leader)
    assert swept(NEAR) == [(name, 2) for name in people]
    assert swept("2026-03-16T15:35") == []
    letter = Message.objects.filter(name=town.specialist.name).get()
    assert str(first) in letter.body and str(second) in letter.body and "/can-bo/nhac-viec/" in letter.body
    assert "còn không quá 2 giờ làm việc" in letter.body and "Nguyễn Thị Thử Nghiệm" not in letter.body
    assert (letter.channel, letter.entry_id, letter.state) == ("email", None, "queued")
    assert swept(LATE) == [(name, 2) for name in people]


def test_half_time_is_mailed_only_to_who_wants_it(town: Town) -> None:
    begun(town)
    assert swept(HALF) == []
    begun(town)
    choose_mail(actor=town.specialist, off=["late"])
    assert swept("2026-03-12T14:05") == [(town.specialist.name, 1)]
    assert [name for name, _ in swept(LATE)] == names(town.counter, town.leader)


def test_whoever_has_the_step_by_now_gets_the_letter(town: Town) -> None:
    case = begun(town)
    other = make_official("Cao Thị Khác", "Chuyên viên", town.commune, ["specialist"])
    Account.objects.filter(pk=other.account_id).update(email="khac@example.vn")
    with clock.frozen(hanoi("2026-03-16T08:30")):
        remind()
        assign_case(actor=town.leader, case_id=case.pk, expected=None, position_id=other.posts[0].position_id)
    assert [name for name, _ in swept("2026-03-16T08:31")] == names(other, town.counter)


def test_a_step_nobody_took_is_mailed_to_its_whole_role_and_to_open_accounts_only(town: Town) -> None:
    begun(town, taken=False)
    gone = make_official("Cao Thị Nghỉ", "Chuyên viên", town.commune, ["specialist"])
    Account.objects.filter(pk=gone.account_id).update(email="nghi@example.vn", is_active=False)
    assert [name for name, _ in swept("2026-03-16T08:30")] == names(town.specialist, town.counter)


def test_a_long_list_is_cut_and_says_how_many_more(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "MOST_NAMED", 1)
    begun(town), begun(town)
    swept(LATE)
    assert "… và 1 hồ sơ nữa" in Message.objects.filter(name=town.leader.name).get().body


def test_killed_while_writing_it_writes_each_letter_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(town)
    real, calls = mailing.write, []

    def dies(post: Any, rows: Iterable[Any]) -> bool:
        calls.append(post)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(post, list(rows))

    with clock.frozen(hanoi(LATE)):
        remind()
        monkeypatch.setattr(mailing, "write", dies)
        with pytest.raises(KeyboardInterrupt):
            mail_reminders()
        monkeypatch.setattr(mailing, "write", real)
        assert (Message.objects.count(), mail_reminders(), mail_reminders()) == (0, 3, 0)
    assert Message.objects.count() == 3 and not Reminder.objects.filter(mailed_at=None).exists()


def test_where_no_mail_server_is_set_up_nothing_piles_up(town: Town, settings: Any) -> None:
    settings.MOTCUA_SMTP_HOST = ""
    begun(town)
    assert swept(LATE) == [] and not Reminder.objects.filter(mailed_at=None).exists()


def test_citizens_choose_no_letters_of_officials(town: Town) -> None:
    with pytest.raises(Denied):
        choose_mail(actor=town.citizen, off=[])
