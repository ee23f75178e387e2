"""The picture of a case's process at the desk: where the case stands, who has it until when, and what was late."""

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

from motcua.casework import steps, stops
from motcua.casework.queries.page import CasePage
from motcua.domain.processes.graph.drawing import LATE, Mark, draw
from motcua.domain.processes.graph.orders import words_of as does
from motcua.domain.routing.models import Errand, ErrandState, Task
from motcua.kernel import clock
from motcua.kernel.text import short_date, weekday_time
from motcua.kernel.words import Words

UNTIL = Words("đến {at}", "until {at}")
DONE = Words("xong {at}", "done {at}")
AT = Words("{state} {at}", "{state} {at}")
TITLE = Words("Hồ sơ đang ở đâu trong quy trình", "Where the case stands in its process")


def picture_of(page: CasePage, errands: Mapping[str, Errand]) -> SafeString:
    """The same facts stand beside it as a list."""
    process, marks = steps.graph_of(page.case), stops.marks_of(page)
    told = {key: _mark(page, key, state) for key, state in marks.items()}
    told |= {key: Mark("done") for key in stops.passed_of(page)}
    told |= {key: Mark("done", (str(note_of(one)),), one.state == ErrandState.FAILED) for key, one in errands.items()}
    # Made of elements by a writer of XML, every text in it escaped.
    return mark_safe(draw(process, told, name="case-process", title=str(TITLE)))


def by_itself(page: CasePage, errands: Mapping[str, Errand]) -> list[dict[str, object]]:
    """What automatic steps did, in the order of the process."""
    return [
        {"name": node.words, "what": does(node), "note": note_of(one), "failed": failed(one)}
        for node in (steps.graph_of(page.case).nodes if errands else ())
        if (one := errands.get(node.key)) is not None
    ]


def failed(errand: Errand) -> bool:
    return errand.state == ErrandState.FAILED


def note_of(errand: Errand) -> Words:
    """ "đã làm 10/03/2026", "sẽ làm lúc …", "chưa làm được"."""
    state, at = ErrandState(errand.state), errand.ended_at or errand.next_try_at
    if at is None or failed(errand):
        return state.words
    moment = weekday_time(at)
    return AT.fill(state=state.words, at=moment)


def _mark(page: CasePage, key: str, state: stops.Mark) -> Mark:
    own = [task for task in page.tasks if task.step == key]
    here = next((task for task in page.open if task.step == key), None)
    if state == "now" and here is not None:
        late = page.timed and here.due_at is not None and here.due_at < clock.now()
        due = str(UNTIL.fill(at=weekday_time(here.due_at))) if here.due_at else ""
        return Mark(state, tuple(note for note in (_who(here), due, str(LATE) if late else "") if note), late)
    ended = next((task for task in reversed(own) if task.closed_at), None)
    if state == "done" and ended is not None and ended.closed_at is not None:
        late = ended.due_at is not None and ended.closed_at > ended.due_at
        day = short_date(clock.local(ended.closed_at).date())
        return Mark(state, (str(DONE.fill(at=day)), *([str(LATE)] if late else [])), late)
    return Mark("done" if state == "done" else "next")


def _who(task: Task) -> str:
    return task.agency.name
