"""What a probe sends is taken once, reckoned by day, and forgotten after two weeks."""

from datetime import timedelta

import pytest

from motcua.base.outages import queries
from motcua.base.outages.availability import Round
from motcua.base.outages.enums import ALL, JOURNEYS
from motcua.base.outages.models import ProbeDay, ProbeRound
from motcua.base.outages.services.measuring import receive, sweep
from motcua.kernel import clock
from tests.base.outages.conftest import NOW

pytestmark = pytest.mark.django_db


def rounds(minutes_ago: range, *failed: str) -> list[Round]:
    return [Round(NOW - timedelta(minutes=ago), "a", 60, frozenset(failed)) for ago in minutes_ago]


def of_today(journey: str = ALL) -> tuple[int, int]:
    return ProbeDay.objects.filter(day=NOW.date(), journey=journey).values_list("up", "down").get()


def test_rounds_sent_twice_count_once_and_late_ones_count_too() -> None:
    good = rounds(range(1, 61))
    assert (receive(good), receive(good)) == (60, 60)
    assert of_today() == (3600, 0) and ProbeRound.objects.count() == 60
    assert receive(rounds(range(61, 121), *JOURNEYS)) == 60, "sent only when the city was there again"
    assert of_today() == (3600, 3600) and of_today("search") == (3600, 3600)
    assert receive(rounds(range(30, 0, -1), "search")) == 30
    assert of_today() == (3600, 3600), "what is written down stays as it was sent first"


def test_a_night_belongs_to_two_days() -> None:
    receive(rounds(range(9 * 60 - 10, 9 * 60 + 11)))
    found = dict(ProbeDay.objects.filter(journey=ALL).values_list("day", "up"))
    assert {str(day): up for day, up in found.items()} == {"2026-11-26": 600, "2026-11-27": 12 * 60}


def test_what_is_too_old_or_ahead_is_left_aside() -> None:
    assert receive(rounds(range(-6, -5))) == 0
    assert receive([Round(NOW - timedelta(days=20), "a", 60, frozenset())]) == 0
    assert not ProbeRound.objects.exists() and not ProbeDay.objects.exists()


def test_rounds_go_after_two_weeks_and_their_days_stay() -> None:
    receive(rounds(range(1, 3), "search"))
    assert [one.failed for one in queries.seen(NOW)] == [("search",)]
    with clock.frozen(NOW + timedelta(days=16)):
        sweep()
        assert not ProbeRound.objects.exists() and of_today("search") == (0, 120)
        assert queries.seen(clock.now()) == ()
    with clock.frozen(NOW + timedelta(days=401)):
        sweep()
        assert not ProbeDay.objects.exists()
