"""The citizen's drawing of the way a case goes: steps and where they stand, nothing else. For ways that part only."""

from django.utils.safestring import SafeString, mark_safe

from motcua.casework import steps
from motcua.casework.queries.page import CasePage
from motcua.casework.stops import marks_of, passed_of
from motcua.domain.processes.graph.drawing import Mark, by_people, draw
from motcua.kernel.words import Words

TITLE = Words("Đường đi của hồ sơ", "The way of your case")


def picture_of(page: CasePage) -> SafeString:
    """Empty for a process without branches: the list of steps beside it says it all."""
    process = steps.graph_of(page.case)
    if not any(len([flow for flow in flows if not flow.back]) > 1 for flows in process.leaving.values()):
        return SafeString("")
    marks = {key: Mark("done") for key in passed_of(page)} | {
        key: Mark("done" if state == "done" else "now" if state == "now" else "next")
        for key, state in marks_of(page).items()
    }
    # Made of elements by a writer of XML, every text in it escaped.
    return mark_safe(draw(by_people(process), marks, name="case-way", title=str(TITLE), plain=True))
