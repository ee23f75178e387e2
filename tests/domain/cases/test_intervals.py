"""The clock as intervals, against a count minute by minute that knows nothing of intervals."""

import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.cases.deadlines import Extension, Stop, TimeLimit, explain
from motcua.domain.cases.intervals import (
    Hand,
    Happened,
    Hold,
    Interval,
    Owner,
    Running,
    StepShare,
    Wait,
    Worked,
    counted_from,
    intervals_of,
    last_run,
    owner_shares,
    step_shares,
)
from motcua.domain.cases.lateness import PENDING, PROCESS, by_index, by_law, by_return, charges, split
from motcua.kernel.words import Words
from tests.base.calendars import naive
from tests.base.calendars.naive import MINUTE, World
from tests.domain.cases import naive_deadlines

WHOLE = 12_000
"""Minutes from filing to the moment asked for."""
STEPS = ("reception", "examination", "approval")
OWNERS = {"reception": Owner.COUNTER, "examination": Owner.UNIT, "approval": Owner.OTHER_AGENCY}


def words(text: str) -> Words:
    return Words(text, text)


def counted(world: World) -> Worked:
    calendar, hours = naive.system(world)
    return lambda began, ended: calendar.working_time_between(began, ended, hours)


@st.composite
def lives(draw: st.DrawFn) -> tuple[datetime, Happened]:
    """A case filed, taken in, handed from step to step, stopped some times, perhaps decided."""
    start = draw(naive.moments)
    at = [
        start + MINUTE * minute for minute in sorted(draw(st.sets(st.integers(1, WHOLE - 1), min_size=9, max_size=9)))
    ]
    accepted, changes, stop_marks = (
        at[0],
        at[2:4],
        sorted(draw(st.sets(st.sampled_from(at[1:]), min_size=4, max_size=4))),
    )
    begins, ends = (start, *changes), (*changes, None)
    holds = tuple(
        Hold(step, words(step), OWNERS[step], began, ended, "UBND", tuple(draw(hands(began, ended))))
        for step, began, ended in zip(STEPS, begins, ends, strict=True)
    )
    effects = draw(st.tuples(st.sampled_from(["stop", "restart"]), st.sampled_from(["stop", "restart"])))
    still = draw(st.booleans())
    waits = tuple(
        Wait(stop_marks[2 * n], None if still and n else stop_marks[2 * n + 1], Owner.CITIZEN, words("chờ"), effect)
        for n, effect in enumerate(effects)
    )
    decided = draw(st.sampled_from([None, start + MINUTE * (WHOLE - 1)])) if not still else None
    return start, Happened(start, accepted, decided, holds=holds, waits=waits)


@st.composite
def hands(draw: st.DrawFn, began: datetime, ended: datetime | None) -> list[Hand]:
    last = ended or began + MINUTE * 500
    length = int((last - began) / MINUTE)
    marks = sorted(draw(st.sets(st.integers(0, max(length - 1, 0)), max_size=2)))
    return [Hand(began + MINUTE * mark, f"p{mark % 3}", f"p{mark % 3}") for mark in marks]


@naive.examples(120)
@given(lives())
def test_the_intervals_cover_the_time_without_gap_or_overlap(life: tuple[datetime, Happened]) -> None:
    start, what = life
    now = start + MINUTE * WHOLE
    found = intervals_of(what, now)
    assert (found[0].began, found[-1].ended) == (start, now)
    assert all(one.ended == following.began for one, following in itertools.pairwise(found))
    assert all(one.began < one.ended for one in found)
    assert len({(one.clock, one.owner, one.holders, one.reason, one.began) for one in found}) == len(found)


@naive.examples(60)
@given(naive.worlds(), lives())
def test_shares_equal_a_count_minute_by_minute(world: World, life: tuple[datetime, Happened]) -> None:
    start, what = life
    now, worked = start + MINUTE * WHOLE, counted(world)
    by_owner: Counter[tuple[Owner, bool]] = Counter()
    by_step: Counter[tuple[str, str]] = Counter()
    for minute in range(WHOLE):
        moment = start + MINUTE * minute
        if not world.open_at(moment):
            continue
        waiting = any(wait.began <= moment and (wait.ended is None or moment < wait.ended) for wait in what.waits)
        over = what.decided_at is not None and moment >= what.decided_at
        hold = next(one for one in what.holds if one.began <= moment and (one.ended is None or moment < one.ended))
        by_owner[Owner.CITIZEN if waiting or over else hold.owner, not (waiting or over)] += 1
        if not waiting and not over and what.counted_from and moment >= what.counted_from:
            hand = [one.person for one in hold.hands if one.at <= moment]
            by_step[hold.step, hand[-1] if hand else ""] += 1
    intervals = intervals_of(what, now)
    owners = owner_shares(intervals, worked)
    assert {(one.owner, True): one.counted for one in owners if one.counted} | {
        (one.owner, False): one.stood for one in owners if one.stood
    } == {key: MINUTE * count for key, count in by_owner.items()}
    steps = step_shares(intervals, {}, worked)
    told: Counter[tuple[str, str]] = Counter()
    for share in steps:
        for person in share.persons:
            told[share.step, person.person] += int(person.used / MINUTE)
    assert +told == +by_step
    assert sum((one.counted + one.stood for one in owners), timedelta()) == worked(start, now), "shares add up"
    promised = sum((worked(one.began, one.ended) for one in intervals if one.clock is Running.PROMISE), timedelta())
    assert sum((share.used for share in steps), timedelta()) == promised


def stood(intervals: Sequence[Interval], until: datetime) -> list[Stop]:
    """The stops the due moment is reckoned with; one that reaches the moment asked for still stands."""
    return [
        Stop(one.began, None if one.ended == until else one.ended, one.reason, one.effect, one.owner.words)
        for one in intervals
        if one.clock is Running.STANDS and one.effect
    ]


@naive.examples(60)
@given(naive.worlds(), lives(), st.integers(1, 12), st.sampled_from(["working_day", "day", "working_hour"]))
def test_the_due_moment_is_a_function_of_the_intervals(
    world: World, life: tuple[datetime, Happened], value: int, unit: str
) -> None:
    start, what = life
    now = start + MINUTE * WHOLE
    calendar, hours = naive.system(world)
    assert what.counted_from
    stops = [
        Stop(max(wait.began, what.counted_from), wait.ended, "duty", wait.effect or "stop", "dân")
        for wait in what.waits
        if what.decided_at is None or wait.began < what.decided_at
    ]
    intervals = intervals_of(what, now)
    began = counted_from(intervals)
    limit = TimeLimit(value, unit)
    found = explain(began or what.counted_from, limit, calendar, hours, stood(intervals, now))
    told = explain(what.counted_from, limit, calendar, hours, stops)
    assert (found.due, found.legal_limit) == (told.due, told.legal_limit)


@naive.examples(60)
@given(naive.worlds(), naive.moments, st.integers(1, 10), st.integers(0, 9000), st.integers(1, 8), st.data())
def test_after_an_apology_the_new_date_stands_and_moves_only_by_the_days_the_clock_stood(
    world: World, start: datetime, value: int, given_after: int, more: int, data: st.DataObject
) -> None:
    calendar, hours = naive.system(world)
    given_at = start + MINUTE * given_after
    due = calendar.closing_of(calendar.add_working_days(given_at.date(), more), hours)
    extension = Extension(given_at, due, "chờ trả lời", "Chủ tịch")
    limit = TimeLimit(value, "working_day")
    found = explain(start, limit, calendar, hours, extension=extension)
    assert found.due == due
    assert found.first_due == naive_deadlines.due(world, start, Decimal(value), "working_day")
    away = data.draw(st.tuples(st.integers(1, 3000), st.integers(1, 3000)))
    pause = (given_at + MINUTE * away[0], given_at + MINUTE * sum(away))
    stopped = explain(start, limit, calendar, hours, [Stop(*pause, "duty", "stop", "dân")], extension)
    assert stopped.due == max(naive_deadlines.due(world, given_at, Decimal(more), "working_day", [pause]), due)
    anew = explain(start, limit, calendar, hours, [Stop(*pause, "supplement", "restart", "dân")], extension)
    assert (anew.due, anew.first_due) == (explain(pause[1], limit, calendar, hours).due, None)


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**5), min_size=1, max_size=9))
def test_a_split_adds_up_and_keeps_to_the_proportions(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    if sum(weights):
        assert all(abs(part - total * weight / sum(weights)) <= 1 for part, weight in zip(parts, weights, strict=True))


@naive.examples(60)
@given(naive.worlds(), lives(), st.lists(st.integers(0, 900), min_size=3, max_size=3), st.integers(0, 6000))
def test_lateness_is_laid_to_those_who_took_too_long_and_adds_up(
    world: World, life: tuple[datetime, Happened], own: list[int], late: int
) -> None:
    start, what = life
    allowed = {step: MINUTE * minutes for step, minutes in zip(STEPS, own, strict=True)}
    shares = step_shares(last_run(intervals_of(what, start + MINUTE * WHOLE)), allowed, counted(world))
    found = charges(shares, MINUTE * late)
    assert sum(one.late for one in found) == late
    over = {share.step: int(share.over / MINUTE) for share in shares}
    for step in STEPS:
        assert sum(one.over for one in found if one.step == step) == over.get(step, 0)
        assert sum(one.late for one in found if one.step == step) <= over.get(step, 0)


def test_who_has_a_case_at_the_end_bears_nothing_for_those_before() -> None:
    def hanoi(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=naive.HANOI)

    calendar, hours = naive.system(World(frozenset(), {}, (frozenset(range(480, 960)),) * 5 + (frozenset(),) * 2))
    began, handed, now = hanoi("2025-05-05T08:00"), hanoi("2025-05-08T15:50"), hanoi("2025-05-08T16:00")
    lingering = Hold("examination", words("Thẩm định"), Owner.UNIT, began, handed, "UBND", (Hand(began, "a", "An"),))
    brief = Hold("approval", words("Phê duyệt"), Owner.UNIT, handed, None, "UBND", (Hand(handed, "b", "Bình"),))
    found = intervals_of(Happened(began, began, holds=(lingering, brief)), now)
    allowed = {"examination": timedelta(hours=8), "approval": timedelta(hours=8)}
    shares = step_shares(found, allowed, lambda one, other: calendar.working_time_between(one, other, hours))
    laid = charges(shares, timedelta(hours=16))
    assert [(one.name, one.over, one.late) for one in laid] == [("An", 32 * 60 - 10 - 480, 960)]


def test_both_ways_to_call_a_case_late() -> None:
    due, after = datetime(2025, 5, 9, 17, tzinfo=naive.HANOI), datetime(2025, 5, 9, 18, tzinfo=naive.HANOI)
    assert by_law(due, after).late and not by_law(None, after).late and not by_law(due, due).late
    assert not by_index(due, due, 1, 1, None).late
    assert by_index(due, due, 2, 1, None).late, "a second supplement"
    assert not by_index(due, after, 1, 1, due).late, "a first supplement that is pending ends the count"
    assert by_index(due, after, 1, 1, None).late and not by_index(None, after, 1, 1, None).late
    assert by_index(due, after, 0, 1, after).late and not by_index(None, after, 1, 1, after).late
    assert by_index(due, after, 1, 1, due).note == PENDING and by_index(due, after, 1, 1, None).note is None
    assert "2" in by_index(due, due, 2, 1, None).note.vi  # type: ignore[union-attr]


def test_what_is_not_eligible_goes_back_in_time_or_late_and_says_by_whom() -> None:
    until, after = datetime(2025, 5, 9, 17, tzinfo=naive.HANOI), datetime(2025, 5, 9, 18, tzinfo=naive.HANOI)
    assert not by_return(until, until, "").late and by_return(until, after, "").late
    assert (by_return(until, after, "").due, by_return(until, after, "").until) == (until, after)
    assert by_return(until, after, "").note is None
    assert by_return(until, after, "An").note == Words("An trả lại.", "Sent back by An.")


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (10, [3, 3, 1], [4, 4, 2]),
        (5, [1, 2, 3], [1, 2, 2]),
        (1, [1, 9], [0, 1]),
        (7, [0, 0], [7, 0]),
        (7, [], []),
        (0, [2, 3], [0, 0]),
    ],
)
def test_the_largest_remainders_get_one_more_the_first_of_equal_ones(
    total: int, weights: list[int], parts: list[int]
) -> None:
    assert split(total, weights) == parts


def test_what_no_step_took_too_long_is_laid_to_the_process_itself() -> None:
    share = StepShare("a", words("Thẩm định"), MINUTE * 20, MINUTE * 20)
    assert [(one.step, one.words, one.over, one.late) for one in charges([share], MINUTE * 15)] == [
        ("", PROCESS, 0, 15)
    ]
    assert charges([], MINUTE * 0) == ()
    process = charges([], MINUTE * 5)[0]
    assert (process.person, process.name, process.place, process.over) == ("", "", "", 0)


def test_owners_and_clocks_have_names_that_programs_lean_on() -> None:
    assert " ".join(Owner) == "counter unit other_agency citizen tax post payment"
    assert " ".join(Running) == "answer promise stands over"
    assert [owner.words.en for owner in Owner] == [
        *("One-stop office", "Deciding unit", "Another agency", "Applicant", "Tax office", "Post"),
        "Waiting for payment",
    ]


@pytest.mark.parametrize(
    ("by_post", "fetched", "owner", "said"),
    [
        (False, False, Owner.CITIZEN, "Result ready, waiting to be fetched"),
        (False, True, Owner.COUNTER, "Result handed over, to be closed"),
        (True, False, Owner.COUNTER, "Result ready, to be given to the post"),
        (True, True, Owner.POST, "Result on its way by post"),
    ],
)
def test_after_the_decision_nobodys_time_runs_and_it_says_for_whom_it_waits(
    by_post: bool, fetched: bool, owner: Owner, said: str
) -> None:
    start = datetime(2025, 5, 5, 8, tzinfo=naive.HANOI)
    decided, out, now = start + MINUTE * 10, start + MINUTE * 20, start + MINUTE * 30
    what = Happened(start, start, decided, out if fetched else None, by_post=by_post)
    last = intervals_of(what, now)[-1]
    assert (last.began, last.clock, last.owner, last.reason.en) == (
        out if fetched else decided, Running.OVER, owner, said,
    )  # fmt: skip
    assert not last.running and last.holders == ()


def test_without_an_open_step_a_case_waits_for_the_unit_and_one_that_stands_instead_takes_the_place() -> None:
    start = datetime(2025, 5, 5, 8, tzinfo=naive.HANOI)
    now = start + MINUTE * 60
    bare = intervals_of(Happened(start), now)
    assert [(one.owner, one.clock, one.holders) for one in bare] == [(Owner.UNIT, Running.ANSWER, ())]
    step = Hold("a", words("Thẩm định"), Owner.UNIT, start, None)
    asked = Hold("b", words("Xin ý kiến"), Owner.OTHER_AGENCY, start + MINUTE * 20, start + MINUTE * 40, instead="a")
    found = intervals_of(Happened(start, start, holds=(step, asked)), now)
    assert [(one.owner, [holder.step for holder in one.holders]) for one in found] == [
        (Owner.UNIT, ["a"]), (Owner.OTHER_AGENCY, ["b"]), (Owner.UNIT, ["a"]),
    ]  # fmt: skip
    assert intervals_of(Happened(start, start, ended_at=start + MINUTE * 5), now)[-1].ended == start + MINUTE * 5
    assert counted_from(bare) is None and counted_from(found) == start
    assert counted_from(intervals_of(Happened(start, start + MINUTE * 7), now)) == start + MINUTE * 7
