"""What is drawn: who comes, when and for what; nothing of it needs a database."""

from collections import Counter
from datetime import date, datetime
from random import Random

import pytest

from motcua.base.calendars.facts import load_calendar
from motcua.base.calendars.hours import OfficeHours
from motcua.kernel import clock
from motcua.kernel.identifiers import citizen_number
from motcua.ops.simulator.demand import Follower, Offer, Place, Span, Stage, arrivals, shared_out
from motcua.ops.simulator.lives import Plan, plan
from motcua.ops.simulator.people import Registry

HOURS = OfficeHours.parse("08:00-12:00,13:00-17:00")
STAGES = (Stage("specialist", False), Stage("leader", False), Stage("counter_official", True))
SPAN = Span(date(2026, 8, 27), datetime(2026, 11, 25, 16, 45, tzinfo=clock.LOCAL))
PLACE = Place(
    1, "X.MC", "X", "phường Thử", 1.0, HOURS,
    tuple(Offer(f"1.00000{number}", "", days, STAGES, (1,), True, number == 4, linked="sinh-con" if number == 1 else "",
                followers=(Follower(2, "1.000009", STAGES),))
          for number, days in enumerate((0.7, 3.0, 5.0, 7.0, 15.0))),
    "Y",
)  # fmt: skip


def planned(seed: int, cases: int = 400) -> Plan:
    return plan(PLACE, cases, SPAN, load_calendar(), Random(seed))


def test_nothing_of_the_shares_is_lost() -> None:
    for cases in (0, 1, 7, 5000):
        shares = shared_out(cases, [3.0, 1.0, 1.5, 0.0])
        assert sum(shares) == cases
        assert shares[3] == 0


def test_people_come_in_opening_hours_and_file_online_at_any_hour() -> None:
    calendar = load_calendar()
    found = arrivals(PLACE, 2000, SPAN, calendar, Random(1))
    assert [one.at for one in found] == sorted(one.at for one in found)
    for one in found:
        if one.channel != "online":
            assert any(opens <= one.at <= closes for opens, closes in calendar.stretches_on(one.at.date(), HOURS))
    days = Counter(one.at.weekday() for one in found if one.channel == "counter")
    hours = Counter(one.at.hour for one in found if one.channel == "counter")
    assert days[0] > days[2] > 0
    assert hours[8] + hours[9] > 2 * (hours[14] + hours[15])
    online = [one for one in found if one.channel == "online"]
    assert any(one.at.hour >= 22 or one.at.hour == 0 for one in online)
    assert any(one.at.weekday() > 4 for one in online)


def test_one_seed_gives_one_plan_and_another_another() -> None:
    assert planned(1) == planned(1)
    assert planned(1).deeds != planned(2).deeds


def test_every_turn_of_a_case_is_planned_and_no_deed_comes_before_the_one_it_follows() -> None:
    told = planned(3, 1500)
    assert {deed.verb for deed in told.deeds} == {
        "draft", "fill", "attach", "submit", "receive", "file", "accept", "refuse", "ask", "answer", "take", "forward",
        "send_back", "decide", "duty", "settle", "withdraw", "stop", "hand_over", "close", "recall", "consult",
        "remind", "advise", "decline", "give_up", "apologise", "draft_linked", "fill_linked", "attach_linked",
        "submit_linked", "accept_linked", "forward_linked", "decide_linked", "hand_over_linked",
    }  # fmt: skip
    last: dict[int, datetime] = {}
    for deed in told.deeds:
        assert deed.at <= SPAN.until
        assert deed.case not in last or deed.at >= last[deed.case]
        last[deed.case] = deed.at


def test_officials_work_in_office_hours_only() -> None:
    calendar = load_calendar()
    for deed in planned(4).deeds:
        if deed.role:
            assert any(opens <= deed.at <= closes for opens, closes in calendar.stretches_on(deed.at.date(), HOURS))


@pytest.mark.parametrize("seed", [1, 2])
def test_made_up_people_have_numbers_that_fit_their_sex_and_birth(seed: int) -> None:
    registry = Registry(Random(seed), 5, "phường Thử")
    people = [registry.person() for _ in range(500)]
    for person in people:
        number = citizen_number(person.identity, on=date(2026, 11, 26))
        assert (number.sex == "female") == (person.sex == "F")
        assert number.birth_year == person.birth.year
        assert 2 <= len(person.name.split()) <= 5
    assert len({person.identity for person in people}) == len(people)
    assert len({person.name for person in people}) > 400
