"""A row of the worklist as HTML. In Python, not a template: fifty rows of it were half of the page's time.

A cell is drawn from the values it names and from nothing else, so a row whose values were drawn before is that row:
whoever opens the list again, or moves a case of it, waits only for what changed. A process keeps `KEPT` rows of those
drawn last, in its memory alone.
"""

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from django.utils.safestring import SafeString, mark_safe

from motcua.base.ui.templatetags.ui import moment, state_badge
from motcua.faces.desk.columns import COLUMNS, Column
from motcua.faces.desk.rows import Line
from motcua.kernel.words import Language, Words, language

KEPT = 2048
TICK = Words("Đánh dấu {case}", "Tick {case}")


@dataclass(frozen=True, slots=True)
class Cell:
    """`reads` are attributes of a Line; `draw` takes the label for narrow screens, then their values."""

    draw: Callable[..., str]
    reads: tuple[str, ...]


def rows(lines: Iterable[Line], columns: Sequence[Column]) -> SafeString:
    """A `<tr>` for each line, with a box to tick and a cell for each column."""
    keys, said = tuple(column.key for column in columns), language()
    values = values_of(keys)
    return mark_safe("".join([row(values(line), keys, said) for line in lines]))


@lru_cache
def values_of(keys: tuple[str, ...]) -> Callable[[Line], tuple[object, ...]]:
    """What the row and these columns are drawn from, in their order."""
    return attrgetter(*ROW.reads, *(name for key in keys for name in CELLS[key].reads))


@lru_cache(maxsize=KEPT)
def row(values: tuple[object, ...], keys: tuple[str, ...], said: Language) -> str:
    """In the language of the moment, which `said` names."""
    ends = [len(ROW.reads)]
    for key in keys:
        ends.append(ends[-1] + len(CELLS[key].reads))
    cells = [
        CELLS[key].draw(f'data-label="{escape(COLUMNS[key].words)}"', *values[start:end])
        for key, (start, end) in zip(keys, pairwise(ends), strict=True)
    ]
    return ROW.draw("".join(cells), *values[: ends[0]])


def escape(words: object) -> str:
    return html.escape(str(words))


def ticked(cells: str, tone: str, case_id: str, code: str, filing_number: str) -> str:
    tick = escape(TICK).format(case=escape(code or filing_number))
    pick = (
        '<td class="bulk-pick no-print"><input type="checkbox" name="ho_so" '
        f'value="{case_id}" form="bulk-form" aria-label="{tick}"></td>'
    )
    return f'<tr class="due-{tone}">{pick}{cells}</tr>'


def due(label: str, words: Words, tone: str, due_at: datetime | None) -> str:
    at = f'<span class="small muted">{moment(due_at)}</span>' if due_at else ""
    return f'<td class="due">{state_badge(words, tone)}{at}</td>'


def case(label: str, url: str, code: str, filing_number: str) -> str:
    link = f'<a class="code" href="{escape(url)}" data-row>{escape(code or filing_number)}</a>'
    return f'<th scope="row" class="nowrap">{link}</th>'


def applicant(label: str, organisation: str, full_name: str) -> str:
    return f'<td class="applicant" {label}>{escape(organisation or full_name)}</td>'


def procedure(label: str, name: str) -> str:
    return f'<td class="subject" {label} lang="vi">{escape(name)}</td>'


def state(label: str, words: Words, tone: str) -> str:
    return f'<td class="state">{state_badge(words, tone)}</td>'


def step(label: str, name: Words | str, holder: Words | str) -> str:
    who = f'<span class="small muted block">{escape(holder)}</span>' if holder else ""
    return f'<td class="holder" {label}>{escape(name)}{who}</td>'


def at(label: str, when: datetime | None) -> str:
    return f'<td class="at" {label}>{moment(when)}</td>'


def named(label: str, name: str) -> str:
    return f'<td {label} lang="vi">{escape(name)}</td>'


def said_so(label: str, words: Words) -> str:
    return f"<td {label}>{escape(words)}</td>"


ROW = Cell(ticked, ("due.tone", "id", "case.code", "case.filing_number"))
CELLS: dict[str, Cell] = {
    "due": Cell(due, ("due.words", "due.tone", "due_at")),
    "case": Cell(case, ("url", "case.code", "case.filing_number")),
    "applicant": Cell(applicant, ("case.applicant.organisation", "case.applicant.full_name")),
    "procedure": Cell(procedure, ("case.procedure_version.name",)),
    "state": Cell(state, ("facts.words", "tone")),
    "step": Cell(step, ("step", "holder")),
    "filed": Cell(at, ("case.submitted_at",)),
    "changed": Cell(at, ("case.changed_at",)),
    "field": Cell(named, ("case.procedure_version.field.name",)),
    "agency": Cell(named, ("case.resolving_agency.label",)),
    "channel": Cell(said_so, ("channel",)),
}
