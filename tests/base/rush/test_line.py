"""The line: numbers in order, a door that opens at its pace while hands are free, one file for all processes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.base.rush import line as lines
from motcua.base.rush.errors import Crowded
from motcua.base.rush.line import GONE, LONGEST_STEP, Line

PACE = 4.0


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [1000.0]
    monkeypatch.setattr(lines.time, "time", lambda: now[0])
    return lambda seconds: now.__setitem__(0, now[0] + seconds)


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path / "line")


def test_nobody_waits_at_first(line: Line) -> None:
    assert line.standing().waiting == 0 and not line.knows(1)


def test_people_are_let_in_in_order_and_no_faster_than_the_pace(line: Line, pass_time: Callable[[float], None]) -> None:
    numbers = [line.take() for _ in range(20)]
    let_in: list[int] = []
    for _ in range(40):
        pass_time(0.25)
        let_in += [one for one in reversed(numbers) if one not in let_in and line.ask(one, PACE, free=True) == 0]
        assert let_in == numbers[: len(let_in)]
    assert let_in == numbers and line.standing().waiting == 0 and line.standing().let_in == 20


def test_the_place_is_how_many_come_in_before(line: Line, pass_time: Callable[[float], None]) -> None:
    numbers = [line.take() for _ in range(10)]
    assert [line.ask(one, PACE, free=True) for one in numbers] == list(range(1, 11))
    pass_time(1)
    assert [line.ask(one, PACE, free=True) for one in numbers] == [0] * 4 + list(range(1, 7))


def test_the_door_stays_while_all_hands_are_full(line: Line, pass_time: Callable[[float], None]) -> None:
    number = line.take()
    for _ in range(5):
        pass_time(1)
        assert line.ask(number, PACE, free=False) == 1
    pass_time(1)
    assert line.ask(number, PACE, free=True) == 0


def test_an_idle_hour_does_not_throw_the_door_open(line: Line, pass_time: Callable[[float], None]) -> None:
    numbers = [line.take() for _ in range(300)]
    pass_time(3600)
    assert sum(line.ask(one, PACE, free=True) == 0 for one in numbers) == LONGEST_STEP * PACE


def test_nobody_waits_for_people_who_have_gone(line: Line, pass_time: Callable[[float], None]) -> None:
    for _ in range(300):
        line.take()
    pass_time(GONE - 1)
    assert line.standing().waiting == 300
    pass_time(2)
    assert line.standing().waiting == 0
    mine = line.take()
    assert line.standing().waiting == 1 and line.ask(mine, PACE, free=True) == 1


def test_who_stays_while_all_others_left_comes_in_when_it_was_said(
    line: Line, pass_time: Callable[[float], None]
) -> None:
    mine = [line.take() for _ in range(300)][-1]
    waited = 0.0
    while before := line.ask(mine, PACE, free=True):
        step = min(60.0, max(3.0, before / PACE / 4))
        pass_time(step)
        waited += step
    assert waited <= 300 / PACE + 3


def test_a_new_line_begins_at_the_door(line: Line, pass_time: Callable[[float], None]) -> None:
    first = line.take()
    pass_time(2)
    assert line.ask(first, PACE, free=True) == 0
    pass_time(3600)
    assert line.ask(line.take(), PACE, free=True) == 1


def test_processes_share_the_line_and_give_no_number_twice(line: Line) -> None:
    taking = "import sys; from pathlib import Path; from motcua.base.rush.line import Line; "
    taking += "line = Line(Path(sys.argv[1])); print([line.take() for _ in range(200)])"
    asked = [sys.executable, "-c", taking, str(line.path)]
    running = [subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    taken = [eval(one.communicate()[0]) for one in running]
    assert sorted(taken[0] + taken[1]) == list(range(1, 401))
    assert line.standing().last == 400 and line.standing().waiting == 400


def test_where_no_file_can_be_nobody_waits(tmp_path: Path) -> None:
    line = Line(tmp_path / "gone" / "line")
    assert line.standing().waiting == 0
    with pytest.raises(Crowded):
        line.take()
