"""More than fifty cases an hour looked at outside of the own work: noticed, told to who supervises, explained."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from motcua.base.access.looks import record_list, record_look
from motcua.base.access.models import Account
from motcua.base.ledger import Subject, sentence
from motcua.base.ledger.models import Entry
from motcua.base.messages.models import Message
from motcua.casework.looking import outside
from motcua.casework.looking.errors import AlarmNotFound, AlreadyAnswered
from motcua.casework.looking.lists import LIST, SEARCH
from motcua.casework.looking.models import Alarm, Verdict
from motcua.casework.looking.queries import alarms_for, waiting_for
from motcua.casework.looking.services.answering import answer_alarm
from motcua.casework.looking.tasks import notice_all
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency, Person, Position
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.ids import new_id
from motcua.ops.watching import readings
from tests.casework.test_life import at_specialist
from tests.support.town import Town, hanoi, make_official

AT = hanoi("2026-11-27T09:00")


@pytest.fixture(autouse=True)
def letters_go_out(settings: Any, town: Town) -> Iterator[None]:
    settings.MOTCUA_SMTP_HOST = "127.0.0.1"
    for who, name in ((town.leader, "lanhdao"), (town.administrator, "quantri"), (town.specialist, "chuyenvien")):
        Account.objects.filter(pk=who.account_id).update(email=f"{name}@example.vn")
    with clock.frozen(AT):
        yield


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cases an hour are many, and so are nine names."""
    monkeypatch.setattr(outside, "MOST", 2)
    monkeypatch.setattr(outside, "MOST_NAMED", 9)


def look(actor: Actor, times: int) -> None:
    """At so many cases nobody else has anything to do with either."""
    for _ in range(times):
        record_look(actor=actor, subject=Subject("case", new_id()), purpose="Xem hồ sơ")


def search(actor: Actor, *results: list[UUID], purpose: str = SEARCH) -> None:
    for found in results:
        record_list(actor=actor, kind="case", shown=found, purpose=purpose)


def look_up(actor: Actor, *found: UUID) -> None:
    """People found at a counter, all of one search."""
    record_list(actor=actor, kind="person", shown=found, purpose="Tìm người tại quầy")


def alarmed(actor: Actor) -> Alarm:
    look(actor, 3)
    assert notice_all(0) == 1
    return Alarm.objects.latest("noticed_at")


def test_fifty_are_nothing_and_one_more_is_told_to_who_supervises(town: Town) -> None:
    look(town.specialist, 50)
    assert notice_all(0) == 0
    look(town.specialist, 1)
    assert notice_all(0) == 1
    alarm = Alarm.objects.get()
    assert (alarm.account_id, alarm.cases, alarm.during.upper) == (town.specialist.account_id, 51, AT)
    letter = Message.objects.get()
    assert (letter.name, letter.address) == (town.leader.name, "lanhdao@example.vn")
    assert "51 hồ sơ" in letter.body and f"/quan-tri/xem-nhieu/{alarm.pk}/" in letter.body
    assert town.specialist.name not in letter.body
    told = Entry.objects.get(kind="looking.noticed")
    assert told.subject_id == str(town.specialist.account_id) and "51 hồ sơ" in str(sentence(told))


def test_looks_at_ones_own_work_and_twice_at_one_case_do_not_count(town: Town, few: None) -> None:
    cases = [at_specialist(town) for _ in range(3)]
    for case in cases:
        record_look(actor=town.specialist, subject=Subject("case", case.pk), purpose="Xem hồ sơ")
    look(town.specialist, 2)
    last = Subject("case", new_id())
    assert notice_all(0) == 0
    for _ in range(5):
        record_look(actor=town.specialist, subject=last, purpose="Mở tệp")
    assert notice_all(0) == 1 and Alarm.objects.get().cases == 3


def test_sixty_names_sought_outside_of_the_own_work_are_noticed(town: Town) -> None:
    search(town.specialist, *([new_id(), new_id()] for _ in range(50)))
    assert notice_all(0) == 0
    search(town.specialist, *([new_id(), new_id()] for _ in range(10)))
    assert notice_all(0) == 1
    alarm = Alarm.objects.get()
    assert (alarm.cases, alarm.searches, alarm.named) == (0, 60, 120)
    letter = Message.objects.get().body
    assert "tìm 60 lần" in letter and "120 hồ sơ khác" in letter and town.specialist.name not in letter
    assert "60 lần" in str(sentence(Entry.objects.get(kind="looking.searched")))


def test_a_search_counts_for_what_it_shows_anew_of_others_work(town: Town, few: None) -> None:
    one, two, own = new_id(), new_id(), at_specialist(town).pk
    for _ in range(4):
        search(town.specialist, [one, own], [own])
    record_look(actor=town.specialist, subject=Subject("case", two), purpose="Xem hồ sơ")
    search(town.specialist, [two], [one, two])
    assert notice_all(0) == 0, "one search and one case opened"
    search(town.specialist, [new_id(), one])
    assert notice_all(0) == 1
    alarm = Alarm.objects.get()
    assert (alarm.cases, alarm.searches, alarm.named) == (1, 2, 2)


def test_leafing_through_lists_is_noticed_by_the_names_alone(town: Town, few: None) -> None:
    pages = [[new_id() for _ in range(3)] for _ in range(3)]
    search(town.leader, *pages, *pages, purpose=LIST)
    assert notice_all(0) == 0
    search(town.leader, [new_id()], purpose=LIST)
    assert notice_all(0) == 1
    alarm = Alarm.objects.get()
    assert (alarm.cases, alarm.searches, alarm.named) == (0, 0, 10)


def test_sixty_people_looked_up_at_a_counter_and_served_by_nobody_are_noticed(town: Town) -> None:
    for _ in range(50):
        look_up(town.counter, new_id(), new_id())
    assert notice_all(0) == 0
    for _ in range(10):
        record_look(actor=town.counter, subject=Subject("person", new_id()), purpose="Mở thông tin")
    assert notice_all(0) == 1
    alarm = Alarm.objects.get()
    assert (alarm.cases, alarm.searches, alarm.named, alarm.people) == (0, 0, 0, 60)
    letter = Message.objects.get().body
    assert "tại quầy 60 lần" in letter and town.counter.name not in letter
    assert "60 lần" in str(sentence(Entry.objects.get(kind="looking.sought")))


def test_people_of_the_own_work_officials_and_the_same_person_again_do_not_count(town: Town, few: None) -> None:
    applicant, official, stranger = new_id(), town.specialist.person_id, new_id()
    assert official is not None
    Person.objects.create(pk=applicant, full_name="Lê Thị Nộp", name_folded="le thi nop")
    case = at_specialist(town)
    Case.objects.filter(pk=case.pk).update(filer=applicant)
    look_up(town.counter, new_id(), new_id())
    for _ in range(3):
        look_up(town.counter, applicant, official)
        look_up(town.counter, stranger)
    assert notice_all(0) == 0, "two of them showed a stranger anew"
    with clock.frozen(AT + timedelta(minutes=1)):
        look_up(town.counter, new_id())
        assert notice_all(0) == 1
    assert Alarm.objects.get().people == 3


def test_each_person_is_told_of_at_most_once_an_hour(town: Town, few: None) -> None:
    alarmed(town.specialist)
    look(town.specialist, 9)
    with clock.frozen(AT + timedelta(minutes=59)):
        look(town.specialist, 9)
        assert notice_all(0) == 0
    look(town.counter, 3)
    assert notice_all(0) == 1, "another person is"
    with clock.frozen(AT + timedelta(minutes=61)):
        assert notice_all(0) == 1
    with pytest.raises(IntegrityError, match="looking_alarm_once_an_hour"), transaction.atomic():
        Alarm.objects.create(account_id=town.counter.account_id, during=Alarm.objects.all()[0].during, cases=3)


def test_of_a_leader_the_agency_above_is_told_and_nobody_answers_for_themselves(town: Town, few: None) -> None:
    alarm = alarmed(town.leader)
    assert [one.name for one in Message.objects.all()] == [town.administrator.name]
    assert not alarms_for(town.leader).exists() and waiting_for(town.administrator).get() == alarm
    with pytest.raises(AlarmNotFound):
        answer_alarm(actor=town.leader, alarm_id=alarm.pk, verdict=Verdict.EXPLAINED, note="Của tôi.")


def test_citizens_looks_at_their_own_are_nothing(town: Town, few: None) -> None:
    look(town.citizen, 9)
    assert notice_all(0) == 0


def test_an_answer_says_why_once_and_is_on_record(town: Town, few: None) -> None:
    alarm = alarmed(town.specialist)
    asked: dict[str, Any] = {"alarm_id": alarm.pk, "verdict": Verdict.EXPLAINED}
    next_door = Agency.objects.get(path=town.stranger.posts[0].agency_path)
    elsewhere = make_official("Trương Bên Cạnh", "Chủ tịch", next_door, ["leader"])
    for other, refused in ((town.counter, Denied), (elsewhere, AlarmNotFound)):
        with pytest.raises(refused):
            answer_alarm(actor=other, note="Không phải của tôi", **asked)
    with pytest.raises(Invalid):
        answer_alarm(actor=town.leader, note="  ", **asked)
    answer_alarm(actor=town.leader, note="Rà soát theo kế hoạch 12/KH-UBND", **asked)
    with pytest.raises(AlreadyAnswered):
        answer_alarm(actor=town.administrator, note="Nữa", **asked)
    told = Entry.objects.get(kind="looking.answered")
    assert "Có lý do công việc" in str(sentence(told)) and "12/KH" not in str(told.facts)
    assert not waiting_for(town.administrator).exists() and alarms_for(town.leader).count() == 1


def test_who_has_left_is_the_citys(town: Town, few: None) -> None:
    alarm = alarmed(town.specialist)
    person = town.specialist.person_id
    today = clock.today()
    Position.objects.filter(person=person).update(valid=(today - timedelta(days=9), today))
    assert not alarms_for(town.leader).exists() and alarms_for(town.administrator).get() == alarm
    answer_alarm(actor=town.administrator, alarm_id=alarm.pk, verdict=Verdict.PURSUED, note="Chuyển thanh tra.")


def test_alarms_that_wait_are_measured(town: Town, few: None) -> None:
    def found() -> dict[str, float]:
        return {family.name: family.samples[0].value for family in readings.looking()}

    assert found() == {"motcua_looking_alarms": 0}
    alarm = alarmed(town.specialist)
    with clock.frozen(AT + timedelta(minutes=10)):
        assert found() == {"motcua_looking_alarms": 1, "motcua_looking_oldest_seconds": 600}
        answer_alarm(actor=town.leader, alarm_id=alarm.pk, verdict=Verdict.EXPLAINED, note="Rà soát.")
        assert found() == {"motcua_looking_alarms": 0}
