"""A day decided by the city: what it moves, told beforehand and afterwards the same, recounted a second way."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from motcua.base.calendars.facts import load_calendar
from motcua.base.daysoff.errors import BadDay, DayChanged, DayTaken
from motcua.base.daysoff.models import DecidedDay
from motcua.base.daysoff.overlay import Decided
from motcua.base.daysoff.queries import decided_days
from motcua.base.daysoff.services.deciding import Choice, correct_day, decide_days, withdraw_day
from motcua.base.ledger.delivery import deliver_all
from motcua.base.ledger.models import Entry
from motcua.casework.recount import Effect, effect_of
from motcua.casework.services.recount import recount_due
from motcua.casework.tasks import recount
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.errors import Denied
from tests.casework.test_life import at_specialist, receive
from tests.support.town import Town, build_town, hanoi

MONDAY = hanoi("2026-03-09T09:00")
THURSDAY = date(2026, 3, 12)
SATURDAY = date(2026, 3, 14)


def choice(town: Town, day: date = THURSDAY, kind: str = "holiday", **rest: object) -> Choice:
    facts: dict[str, object] = {
        "kind": kind, "day": day, "name": "Ngày nghỉ thử", "decision": "12/QĐ-UBND", "decided_on": date(2026, 3, 2),
        "agency_path": town.city.path, "agency_name": town.city.label,
    }  # fmt: skip
    return Choice(**(facts | rest))  # type: ignore[arg-type]


def preview(entries: tuple[Decided, ...]) -> Effect:
    return effect_of((*decided_days(), *entries), entries)


def received(town: Town, at: datetime = MONDAY) -> Case:
    with clock.frozen(at):
        return receive(town)


def due_day(case: Case) -> date:
    case.refresh_from_db()
    assert case.due_at
    return clock.local(case.due_at).date()


def test_a_day_off_leaves_promises_given_before_it(town: Town) -> None:
    case = received(town)
    assert due_day(case) == date(2026, 3, 16)
    with clock.frozen(MONDAY + timedelta(hours=1)):
        chosen = choice(town)
        told = preview(chosen.days(clock.now()))
        assert (told.looked_at, told.moved, len(told.kept)) == (1, [], 1)
        decide_days(actor=town.administrator, choice=chosen)
        assert recount_due() == 0
        assert due_day(case) == date(2026, 3, 16)
        assert due_day(receive(town)) == date(2026, 3, 17), "a new promise counts the day off"


def test_a_decision_may_say_that_promises_move(town: Town) -> None:
    case = received(town)
    with clock.frozen(MONDAY + timedelta(hours=1)):
        chosen = choice(town, moves_promises=True)
        told = preview(chosen.days(clock.now()))
        assert [(one.code, one.later) for one in told.moved] == [(case.code, True)]
        decide_days(actor=town.administrator, choice=chosen)
        assert recount_due() == 1 and recount_due() == 0, "again, it changes nothing"
    assert due_day(case) == date(2026, 3, 17)
    entry = Entry.objects.get(kind="case.due_moved")
    assert entry.facts["ground"] == "12/QĐ-UBND" and entry.actor_kind == "system"


def test_working_on_a_saturday_brings_the_result_sooner_and_its_step_too(town: Town) -> None:
    with clock.frozen(MONDAY):
        case = at_specialist(town)
    with clock.frozen(MONDAY + timedelta(hours=1)):
        swap = choice(town, date(2026, 3, 23), "swap", swap_with=SATURDAY)
        assert preview(swap.days(clock.now())).sooner == 1
        decide_days(actor=town.administrator, choice=swap)
        recount_due()
    assert due_day(case) == SATURDAY
    task = Task.objects.get(case=case, closed_at=None)
    case.refresh_from_db()
    assert task.due_at == case.due_at


def test_withdrawing_keeps_what_was_promised_meanwhile(town: Town) -> None:
    with clock.frozen(MONDAY):
        decide_days(actor=town.administrator, choice=choice(town, date(2026, 3, 23), "swap", swap_with=SATURDAY))
        case = receive(town)
        assert due_day(case) == SATURDAY
    with clock.frozen(MONDAY + timedelta(hours=2)):
        row = DecidedDay.objects.filter(day=SATURDAY).get()
        withdraw_day(actor=town.administrator, day_id=row.pk, ground="nhập nhầm")
        assert not DecidedDay.objects.filter(withdrawn_at=None).exists(), "both halves go"
        recount_due()
        assert due_day(case) == SATURDAY
        with pytest.raises(DayChanged):
            withdraw_day(actor=town.administrator, day_id=row.pk, ground="nhập nhầm")


def test_only_the_agency_it_was_decided_for(town: Town) -> None:
    case = received(town)
    beside = choice(town, moves_promises=True, agency_path=town.city.path + "H26.T2/", agency_name="Xã Bên Cạnh")
    with clock.frozen(MONDAY + timedelta(hours=1)):
        assert preview(beside.days(clock.now())).looked_at == 0
        decide_days(actor=town.administrator, choice=beside)
        recount_due()
    assert due_day(case) == date(2026, 3, 16)


def test_correcting_puts_one_entry_in_the_place_of_another(town: Town) -> None:
    with clock.frozen(MONDAY):
        decide_days(actor=town.administrator, choice=choice(town))
        row = DecidedDay.objects.get()
        correct_day(actor=town.administrator, day_id=row.pk, choice=choice(town, date(2026, 3, 13)))
        assert DecidedDay.objects.get(withdrawn_at=None).day == date(2026, 3, 13)
        with pytest.raises(DayTaken):
            decide_days(actor=town.administrator, choice=choice(town, date(2026, 3, 13)))
    kinds = list(Entry.objects.filter(subject_kind="calendar").order_by("id").values_list("kind", flat=True))
    assert kinds == ["calendar.day_decided", "calendar.day_withdrawn", "calendar.day_decided"]


def test_a_decision_needs_number_name_and_right(town: Town) -> None:
    with clock.frozen(MONDAY):
        for wrong in ({"decision": " "}, {"name": ""}, {"decided_on": THURSDAY}, {"kind": "swap"}):
            with pytest.raises(BadDay):
                decide_days(actor=town.administrator, choice=choice(town, **wrong))  # type: ignore[arg-type]
        for stranger in (town.leader, town.counter, town.citizen):
            with pytest.raises(Denied):
                decide_days(actor=stranger, choice=choice(town))


@pytest.mark.django_db(transaction=True)
def test_the_ledger_orders_the_recount() -> None:
    town = build_town()
    case = received(town)
    with clock.frozen(MONDAY + timedelta(hours=1)):
        decide_days(actor=town.administrator, choice=choice(town, moves_promises=True))
        deliver_all()
        assert recount.func() == 1
    assert due_day(case) == date(2026, 3, 17)


@pytest.mark.parametrize("seed", range(8))
def test_what_the_preview_counted_is_what_the_recount_moves(town: Town, seed: int) -> None:
    """Late April 2026 holds national days off; days before and after, from the journal of due moments themselves."""
    dice = Random(seed)
    begin = hanoi("2026-04-20T09:00")
    cases = [received(town, begin + timedelta(days=dice.choice([0, 1, 2, 3, 7, 8]))) for _ in range(6)]
    with clock.frozen(begin + timedelta(days=9)):
        for _ in range(2):
            day = begin.date() + timedelta(days=dice.randrange(20))
            kind = dice.choice(["holiday", "ordinary", "swap"])
            other = day + timedelta(days=dice.randrange(1, 9)) if kind == "swap" else None
            chosen = choice(town, day, kind, swap_with=other, moves_promises=dice.random() < 0.5)
            told = preview(chosen.days(clock.now()))
            before = {case.pk: case.due_at for case in Case.objects.all()}
            try:
                decide_days(actor=town.administrator, choice=chosen)
            except DayTaken:
                continue
            moved = recount_due()
            after = {case.pk: case.due_at for case in Case.objects.all()}
            assert {one.case_id: one.due for one in told.moved} == {
                key: due for key, due in after.items() if due != before[key]
            }
            assert moved == len(told.moved)
            assert [after[case.pk] for case in cases] == [naively(case) for case in cases]


def naively(case: Case) -> datetime:
    """Five working days walked day by day, by the days of now and by those the promise knew; the sooner one."""
    rows = list(DecidedDay.objects.all())
    known = [row for row in rows if row.moves_promises or row.entered_at <= (case.accepted_at or clock.now())]
    last = min(_fifth_day(case, rows), _fifth_day(case, known))
    return datetime.combine(last, time(17), tzinfo=clock.LOCAL)


def _fifth_day(case: Case, rows: list[DecidedDay]) -> date:
    assert case.accepted_at
    day, left = clock.local(case.accepted_at).date(), 5
    while left:
        day += timedelta(days=1)
        own = next((row.kind for row in rows if row.day == day), None)
        entry = load_calendar().days.get(day)
        kind = own or (entry.kind if entry else "ordinary")
        works = day.weekday() < 5 if kind == "ordinary" else kind == "swapped_working_day"
        left -= works
    return day
