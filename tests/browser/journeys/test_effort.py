"""The keystroke model, computed by hand."""

import pytest

from tests.browser.journeys.effort import Budget, Effort, estimate

SITTING = [("click", 1), ("reach", 1), ("type", 10), ("press", 1), ("click", 1)]


def test_an_estimate_adds_minds_points_keys_and_changes_of_hand() -> None:
    minds, points, keys, hands = 4 + 2, 3, 11, 2
    assert estimate(SITTING, screens=2) == pytest.approx(minds * 1.35 + points * 1.1 + keys * 0.28 + hands * 0.4)


def test_nothing_done_on_one_screen_is_one_look() -> None:
    assert estimate([], screens=1) == pytest.approx(1.35)


@pytest.mark.parametrize("keys_count", [True, False])
def test_each_figure_over_its_budget_is_named(keys_count: bool) -> None:
    spent = Effort("x", Budget(1, 1, 5, 10, keys_count), screens=2, fields=2, keys=4, clicks=5, received=700_400)
    spent.estimate = 10.04
    named = [line.split(":")[0] for line in spent.over()]
    assert named == ["screens", "fields"] + (["presses"] if keys_count else []) + ["kilobytes"]
