"""Availability from rounds of probes, against a second way that asks for every single second."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.base.outages import figures
from motcua.base.outages.availability import BRIDGED, Round, Seconds, measured
from motcua.base.outages.enums import ALL, JOURNEYS
from motcua.base.outages.told import Day
from motcua.kernel.clock import LOCAL

START = datetime(2026, 11, 27, tzinfo=LOCAL)
ROUNDS = st.lists(
    st.builds(
        Round,
        at=st.integers(-40, 150).map(lambda second: START + timedelta(seconds=second)),
        probe=st.sampled_from("ab"),
        every=st.integers(1, 30),
        failed=st.frozensets(st.sampled_from(["search", "track"])),
    ),
    max_size=14,
    unique_by=lambda one: (one.probe, one.at),
)


def second_by_second(rounds: list[Round], length: int, journey: str) -> Seconds:
    """Of each second: what the latest round of each probe says of it, if it still says anything."""
    up = down = 0
    for number in range(length):
        at = START + timedelta(seconds=number)
        said = []
        for probe in {one.probe for one in rounds}:
            before = [one for one in rounds if one.probe == probe and one.at <= at]
            latest = max(before, key=lambda one: one.at, default=None)
            if latest and at < latest.at + timedelta(seconds=latest.every * BRIDGED):
                said.append(latest.well(journey))
        up += any(said)
        down += bool(said) and not any(said)
    return Seconds(up, down)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROUNDS, st.integers(0, 120))
def test_the_sweep_agrees_with_every_single_second(rounds: list[Round], length: int) -> None:
    found = measured(rounds, START, START + timedelta(seconds=length))
    for journey in (ALL, "search", "front"):
        assert found[journey] == second_by_second(rounds, length, journey), journey
    assert set(found) == {ALL, *JOURNEYS} and found["front"].down == 0


def played(minutes: range, *failed: str) -> list[Round]:
    return [Round(START + timedelta(minutes=minute), "a", 60, frozenset(failed)) for minute in minutes]


def test_a_gap_is_unknown_a_failure_is_down_and_one_missed_round_is_bridged() -> None:
    rounds = [*played(range(0, 10)), *played(range(11, 20)), *played(range(20, 30), *JOURNEYS), *played(range(50, 60))]
    found = measured(rounds, START, START + timedelta(hours=1))[ALL]
    assert found == Seconds(up=30 * 60, down=11 * 60), "the last failed round speaks for one more minute"


def test_without_rounds_nothing_is_up() -> None:
    assert set(measured([], START, START + timedelta(days=1)).values()) == {Seconds(0, 0)}
    shown = figures.figure([], START + timedelta(hours=5), 30)
    assert (shown.up, shown.down, shown.share, shown.verdict) == (0, 0, None, "unsure")
    assert shown.unknown == 29 * 86400 + 5 * 3600


def test_the_share_is_never_rounded_up_and_the_target_is_exact() -> None:
    today = date(2026, 11, 27)
    now = START + timedelta(days=1) - timedelta(seconds=1)
    for up, down, share, verdict in (
        (86399, 0, "100,00 %", "reached"), (86313, 86, "99,90 %", "reached"), (86312, 87, "99,89 %", "missed"),
        (43000, 0, "100,00 %", "unsure"), (43000, 80, "99,81 %", "unsure"), (43000, 87, "99,79 %", "missed"),
        (82100, 83, "99,89 %", "missed"), (0, 0, None, "unsure"),
    ):  # fmt: skip
        one = figures.figure([Day(today, ALL, up, down)], now, 1)
        assert (one.share and one.share.vi, one.verdict) == (share, verdict), (up, down)
    kinds = [figures.ShownDay(today, up, down, 0).kind for up, down in ((0, 0), (9, 0), (95, 5), (5, 5))]
    assert kinds == ["unknown", "up", "part", "down"]


def test_a_span_is_said_in_two_units() -> None:
    said = [figures.span(seconds).vi for seconds in (40, 65, 7500, 7200, 90061)]
    assert said == ["40 giây", "1 phút", "2 giờ 5 phút", "2 giờ", "1 ngày 1 giờ"]
