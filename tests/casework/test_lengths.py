"""How long it is until a due moment is said in working time: no weekend counts, one statement for any number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.edition import edition
from motcua.casework.lengths import lengths_of
from motcua.casework.queries.public import track
from motcua.casework.queries.wanted import Wanted
from motcua.casework.queries.worklist import worklist
from motcua.faces.desk.rows import lines_of
from motcua.kernel import clock
from tests.casework.test_life import at_specialist
from tests.support.town import Town, hanoi


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-03-13T16:00", "1 ngày làm việc 1 giờ"),
        ("2026-03-13T17:00", "1 ngày làm việc"),
        ("2026-03-15T10:00", "1 ngày làm việc"),
        ("2026-03-16T16:20", "40 phút"),
        ("2026-03-18T10:00", "1 ngày làm việc 2 giờ"),
    ],
)
def test_a_weekend_is_no_time(town: Town, now: str, words: str) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
    with clock.frozen(hanoi(now)):
        assert lengths_of([(case, case.due_at)])[case.pk].vi == words
        (line,) = lines_of(worklist(town.specialist, Wanted()).rows, edition())
        assert line.length and line.length.vi == words and track(str(case.code)).length == line.length


def test_where_no_working_time_is_left_the_clock_is_told(town: Town) -> None:
    with clock.frozen(hanoi("2026-03-09T09:00")):
        case = at_specialist(town)
    with clock.frozen(hanoi("2026-03-16T20:00")):
        assert lengths_of([(case, case.due_at)]) == {} == lengths_of([(case, None)])


def test_many_take_one_statement(town: Town) -> None:
    cases = [at_specialist(town) for _ in range(3)]
    lengths_of([(case, case.due_at) for case in cases])
    with CaptureQueriesContext(connection) as asked:
        lengths_of([(case, case.due_at) for case in cases])
    assert len(asked) == 1
