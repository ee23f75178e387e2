"""Due dates against an independent count, minute by minute."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.domain.cases.deadlines import Explanation, Stop, TimeLimit, explain, remaining
from tests.base.calendars import naive
from tests.base.calendars.naive import MINUTE, World
from tests.domain.cases import naive_deadlines

quarters = st.integers(1, 32).map(lambda number: Decimal(number) / 4)
limits = st.one_of(
    st.tuples(quarters, st.just("working_day")),
    st.tuples(st.integers(1, 12).map(Decimal), st.just("day")),
    st.tuples(st.sampled_from([Decimal("0.5"), Decimal(1)]), st.just("month")),
    st.tuples(quarters, st.just("working_hour")),
    st.tuples(quarters.map(lambda value: value * 5), st.just("hour")),
)
offsets = st.lists(st.tuples(st.integers(-2000, 20_000), st.integers(0, 6000)), max_size=3)


def stop(began: datetime, ended: datetime | None, effect: str = "stop") -> Stop:
    return Stop(began, ended, "duty", effect, "người nộp")  # type: ignore[arg-type]


def told(world: World, start: datetime, limit: tuple[Decimal, str], stops: list[Stop]) -> Explanation:
    calendar, hours = naive.system(world)
    return explain(start, TimeLimit(*limit), calendar, hours, stops)


@naive.examples(150)
@given(naive.worlds(), naive.moments, limits)
def test_a_case_without_stops_is_due_when_the_count_ends(
    world: World, start: datetime, limit: tuple[Decimal, str]
) -> None:
    assume(_whole_minutes(world, limit))
    assert told(world, start, limit, []).due == naive_deadlines.due(world, start, *limit)


@naive.examples(150)
@given(naive.worlds(), naive.moments, limits, offsets)
def test_a_case_with_stops_is_due_when_the_count_without_them_ends(
    world: World, start: datetime, limit: tuple[Decimal, str], away: list[tuple[int, int]]
) -> None:
    assume(_whole_minutes(world, limit))
    pauses = [(start + MINUTE * first, start + MINUTE * (first + length)) for first, length in away]
    clipped = [(max(began, start), ended) for began, ended in pauses]
    found = told(world, start, limit, [stop(*pause) for pause in pauses])
    assert found.due == naive_deadlines.due(world, start, *limit, clipped)


@naive.examples(60)
@given(naive.worlds(), naive.moments, limits, st.integers(0, 3000), st.integers(0, 9000), offsets)
def test_a_restart_forgets_what_was_before(
    world: World, start: datetime, limit: tuple[Decimal, str], after: int, length: int, away: list[tuple[int, int]]
) -> None:
    began = start + MINUTE * after
    ended = began + MINUTE * length
    stops = [stop(start + MINUTE * first, start + MINUTE * (first + long)) for first, long in away]
    anew = told(world, ended, limit, stops)
    found = told(world, start, limit, [stop(began, ended, "restart"), *stops])
    assert (found.due, found.legal_limit, found.starts_at) == (anew.due, anew.legal_limit, anew.starts_at)
    assert found.starts_at == ended


@naive.examples(60)
@given(naive.worlds(), naive.moments, limits, st.integers(0, 20_000))
def test_a_stop_that_lasts_leaves_no_due_date_unless_time_was_up(
    world: World, start: datetime, limit: tuple[Decimal, str], after: int
) -> None:
    began = start + MINUTE * after
    without = told(world, start, limit, []).due
    found = told(world, start, limit, [stop(began, None)])
    assert without is not None
    assert found.due == (None if began < without else without)
    assert (found.stopped_by is None) is (found.due is not None)
    assert told(world, start, limit, [stop(began, None, "restart")]).due is None


@naive.examples(60)
@given(naive.worlds(), naive.moments, limits, offsets)
def test_a_stop_never_makes_a_case_due_earlier_and_the_law_never_ends_before_the_promise(
    world: World, start: datetime, limit: tuple[Decimal, str], away: list[tuple[int, int]]
) -> None:
    stops = [stop(start + MINUTE * first, start + MINUTE * (first + length)) for first, length in away]
    plain, stopped = told(world, start, limit, []), told(world, start, limit, stops)
    assert plain.due and stopped.due and stopped.legal_limit
    assert plain.due <= stopped.due <= stopped.legal_limit
    assert start < plain.due
    hours_only = limit[1] in ("hour", "working_hour")
    assert stopped.legal_limit - stopped.due < timedelta(days=1)
    assert (stopped.legal_limit == stopped.due) is hours_only


@naive.examples(60)
@given(naive.worlds(), naive.moments, limits, offsets)
def test_the_same_facts_give_the_same_explanation_in_any_order_and_zone(
    world: World, start: datetime, limit: tuple[Decimal, str], away: list[tuple[int, int]]
) -> None:
    stops = [stop(start + MINUTE * first, start + MINUTE * (first + length)) for first, length in sorted(set(away))]
    in_utc = [stop(one.began.astimezone(UTC), one.ended.astimezone(UTC)) for one in stops if one.ended]
    distinct = len({one.began for one in stops}) == len(stops)
    assert told(world, start, limit, stops).due == told(world, start.astimezone(UTC), limit, in_utc[::-1]).due
    if distinct:
        assert told(world, start, limit, stops) == told(world, start.astimezone(UTC), limit, in_utc[::-1])


@naive.examples(60)
@given(naive.worlds(), naive.moments, st.integers(-6000, 6000))
def test_what_remains_adds_up_to_the_open_minutes(world: World, now: datetime, away: int) -> None:
    calendar, hours = naive.system(world)
    due = now + MINUTE * away
    first, last = sorted((now, due))
    counted = sum(world.open_at(first + MINUTE * step) for step in range(int((last - first) / MINUTE)))
    found = remaining(now, due, calendar, hours)
    full_day = max(len(minutes) for minutes in world.week[:5])
    assert found.late is (away < 0)
    assert found.days * full_day + found.hours * 60 + found.minutes == counted


def _whole_minutes(world: World, limit: tuple[Decimal, str]) -> bool:
    """Part of a day may end between two minutes; the count by minutes cannot see that."""
    value, unit = limit
    return unit != "working_day" or all(len(minutes) * value % 1 == 0 for minutes in world.week)
