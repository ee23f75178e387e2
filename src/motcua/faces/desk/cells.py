"""A row of the worklist as HTML. In Python, not a template: fifty rows of it were half of the page's time."""

import html
from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from motcua.base.ui.templatetags.ui import moment, state_badge
from motcua.faces.desk.columns import Column
from motcua.faces.desk.rows import Line
from motcua.kernel.words import Words

Cell = Callable[[Line, str], str]
TICK = Words("Đánh dấu {case}", "Tick {case}")


def rows(lines: Sequence[Line], columns: Sequence[Column]) -> list[SafeString]:
    """A `<tr>` for each line, with a box to tick and a cell for each column."""
    cells = [(CELLS[column.key], f'data-label="{escape(column.words)}"') for column in columns]
    tick = escape(TICK)
    return [mark_safe(row(line, cells, tick)) for line in lines]


def row(line: Line, cells: Sequence[tuple[Cell, str]], tick: str) -> str:
    pick = (
        '<td class="bulk-pick no-print"><input type="checkbox" name="ho_so" '
        f'value="{line.case.pk}" form="bulk-form" aria-label="{tick.format(case=escape(line.case))}"></td>'
    )
    return f'<tr class="due-{line.due.tone}">{pick}{"".join(cell(line, label) for cell, label in cells)}</tr>'


def escape(words: object) -> str:
    return html.escape(str(words))


def due(line: Line, label: str) -> str:
    at = f'<span class="small muted">{moment(line.due_at)}</span>' if line.due_at else ""
    return f'<td class="due">{state_badge(line.due.words, line.due.tone)}{at}</td>'


def case(line: Line, label: str) -> str:
    code = f'<a class="code" href="{escape(line.url)}" data-row>{escape(line.case)}</a>'
    return f'<th scope="row" class="nowrap">{code}</th>'


def applicant(line: Line, label: str) -> str:
    who = line.case.applicant
    return f'<td class="applicant" {label}>{escape(who.organisation or who.full_name)}</td>'


def procedure(line: Line, label: str) -> str:
    return f'<td class="subject" {label} lang="vi">{escape(line.case.procedure_version.name)}</td>'


def state(line: Line, label: str) -> str:
    return f'<td class="state">{state_badge(line.facts.words, line.tone)}</td>'


def step(line: Line, label: str) -> str:
    holder = f'<span class="small muted block">{escape(line.holder)}</span>' if line.holder else ""
    return f'<td class="holder" {label}>{escape(line.step)}{holder}</td>'


def at(when: datetime | None, label: str) -> str:
    return f'<td class="at" {label}>{moment(when)}</td>'


CELLS: dict[str, Cell] = {
    "due": due,
    "case": case,
    "applicant": applicant,
    "procedure": procedure,
    "state": state,
    "step": step,
    "filed": lambda line, label: at(line.case.submitted_at, label),
    "changed": lambda line, label: at(line.case.changed_at, label),
    "field": lambda line, label: f'<td {label} lang="vi">{escape(line.case.procedure_version.field.name)}</td>',
    "agency": lambda line, label: f'<td {label} lang="vi">{escape(line.case.resolving_agency.label)}</td>',
    "channel": lambda line, label: f"<td {label}>{escape(line.channel)}</td>",
}
