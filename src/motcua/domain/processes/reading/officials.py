"""The official tables of a decision, understood: `understood(lines)` gives its processes with all their steps."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from motcua.domain.processes.errors import NoTable
from motcua.domain.processes.reading.acts import decided, handed_over, in_their_unit, returns_to
from motcua.domain.processes.reading.columns import Column, placed
from motcua.domain.processes.reading.doubts import Doubt, Why
from motcua.domain.processes.reading.hours import read_time
from motcua.domain.processes.reading.outline import Outline, Title, footnotes
from motcua.domain.processes.reading.performers import guessed
from motcua.domain.processes.reading.pieces import Piece, plain
from motcua.domain.processes.reading.promises import judged, promises_of
from motcua.domain.processes.reading.rows import Row, Table, tables
from motcua.domain.processes.reading.understood import Decision, Promise, ReadProcess, Span, Step, Unread
from motcua.kernel.text import fold

NUMBER = re.compile(r"\b(\d{1,5}(?:/\d{4})?/QĐ-[A-ZĐ]{2,12})\b")
TITLE = re.compile(r"phe duyet.{0,40}quy trinh")
DASH = " – "


@dataclass
class Part:
    """A process while its rows are being read."""

    number: str = ""
    title: str = ""
    group: str = ""
    steps: list[Step] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    first: int = 0
    last: int = 0
    timed: Step | None = None
    plain_days: bool = False

    @property
    def count(self) -> str:
        return self.steps[-1].number if self.steps else ""


def understood(lines: Sequence[str]) -> Decision:
    """NoTable where nothing in the text is a table of steps."""
    outline, told = Outline(), list[ReadProcess]()
    found = tables(lines)
    notes = footnotes(piece for table in found for piece in (*table.above, *table.below))
    for table in found:
        outline.read(table.above)
        told += _processes(table, outline, notes)
    if not told:
        raise NoTable
    number, title = _decision(lines)
    return Decision(number, title, tuple(lines), tuple(told))


def _decision(lines: Sequence[str]) -> tuple[str, str]:
    """Its number and title: from the line that has both, else from the head of the document."""
    for raw in lines:
        text = plain(raw)
        if text.startswith("Quyết định") and TITLE.search(fold(text)) and (found := NUMBER.search(text)):
            return found[1], text
    head = plain(" ".join(lines[:200]))
    about = re.search(r"(?:VỀ VIỆC|Về việc) (.{20,500}?)(?= (?:GIÁM ĐỐC|CHỦ TỊCH|BỘ TRƯỞNG|Căn cứ|QUYẾT ĐỊNH)|$)", head)
    number = re.search(r"Số:?\W{0,8}(\d{1,5}(?:/\d{4})?/QĐ-[A-ZĐ]{2,12})", head) or NUMBER.search(head)
    return number[1] if number else "", about[1].strip() if about else ""


def _processes(table: Table, outline: Outline, notes: dict[str, str]) -> Iterator[ReadProcess]:
    """One for each part of a table that counts its steps from one."""
    parts, promises = _parts(table)
    name = outline.name
    stated = judged([part.steps for part in parts], promises)
    for part, (mine, doubts) in zip(parts, stated, strict=True):
        yield _process(part, name, outline.field, mine, doubts, notes)


def _parts(table: Table) -> tuple[list[Part], list[Promise]]:
    """A heading inside the table names the part that follows where the count begins anew, else a group of steps."""
    parts, promises = [Part(first=table.first)], list[Promise]()
    heading: Row | None = None
    for row in table.rows:
        if row.section is not None:
            heading = row
            continue
        part = parts[-1]
        if row.is_total:
            promises += promises_of(row)
        else:
            part = _part_for(parts, row, heading)
            _take(part, row, table)
        part.last, heading = row.source[1], None
    return [part for part in parts if part.steps], promises


def _part_for(parts: list[Part], row: Row, heading: Row | None) -> Part:
    """The part a row belongs to. A numbered heading above the first step names the part; others name a group."""
    part = parts[-1]
    number, title = (heading.section if heading else None) or ("", "")
    if part.steps and row.number == "1" and part.count not in ("", "1"):
        part = Part(number, title, first=heading.source[0] if heading else row.source[0])
        if heading is None:
            part.doubts.append(Doubt(Why.NUMBERING_BEGINS_ANEW))
        parts.append(part)
    elif not part.steps and number:
        part.number, part.title = number, title
    elif title:
        part.group = title
    return part


def _take(part: Part, row: Row, table: Table) -> None:
    """The row as a step; one without any performer or duty is kept as unread."""
    put = placed(row.cells, table.heading.columns)
    texts = {column: put.cells[column].text for column in put.cells}
    who = DASH.join(text for column in (Column.AGENCY, Column.PERFORMER) if (text := texts.get(column)))
    if not who and not texts.get(Column.DUTY):
        part.unread.append(Unread(" | ".join(cell.text for cell in row.filled), row.source))
        return
    number = row.number or (part.count if row.label >= 0 else str(len(part.steps) + 1))
    doubts = _doubts_of_place(part, row, number, sure=put.sure)
    time = read_time(texts.get(Column.TIME, ""), table.heading.unit, working=table.heading.working)
    guess = guessed(who, part.group)
    step = Step(
        number=number,
        performer=who,
        duty=_long(put.cells.get(Column.DUTY)),
        hours=time.hours,
        hours_text=texts.get(Column.TIME, ""),
        result=_long(put.cells.get(Column.RESULT)),
        source=row.source,
        guess=guess,
        group=part.group,
        doubts=(*doubts, *(Doubt(why) for why in guess.doubts)),
    )
    timed = part.timed
    if time.why is Why.NO_TIME and timed and timed.hours is not None:
        short = Column.TIME not in put.cells or part.steps[-1].hours is None
        facts = {"step": timed.number, "hours": f"{timed.hours:f}"}
        time = replace(time, why=Why.SHARED_TIME if short else Why.PERHAPS_SHARED)
        step = replace(step, doubts=(*step.doubts, Doubt(Why(str(time.why)), facts)))
    elif time.why:
        step = replace(step, doubts=(*step.doubts, Doubt(time.why)))
    part.timed = step if step.hours is not None else part.timed
    part.plain_days = part.plain_days or not time.working
    part.steps.append(step)


def _doubts_of_place(part: Part, row: Row, number: str, *, sure: bool) -> list[Doubt]:
    told = [] if sure else [Doubt(Why.COLUMNS_GUESSED)]
    if not number:
        return [*told, Doubt(Why.NUMBER_MISSING)]
    before = part.count
    if row.number.isdecimal() and before.isdecimal() and int(row.number) not in (int(before), int(before) + 1):
        told.append(Doubt(Why.NUMBERS_JUMP, {"before": before, "after": row.number}))
    return told


def _long(piece: Piece | None) -> str:
    """A cell of several sentences, one to a line."""
    return "\n".join(piece.points) if piece else ""


def _process(
    part: Part, title: Title | None, in_field: str, promises: Sequence[Promise], judged_doubts: Iterable[Doubt],
    notes: dict[str, str],
) -> ReadProcess:  # fmt: skip
    steps, doubts = _marked(part.steps)
    procedure, own = title.text if title else "", part.title.rstrip(" :.;")
    doubts = [*part.doubts, *doubts, *judged_doubts]
    if not procedure:
        doubts.append(Doubt(Why.NAME_MISSING))
    if part.plain_days:
        doubts.append(Doubt(Why.DAYS_MEANT_WORKING))
    source: Span = (part.first, max(part.last, steps[-1].source[1]))
    return ReadProcess(
        name=DASH.join(text for text in (procedure, own) if text),
        procedure=procedure,
        part=own,
        number=part.number or (title.number if title else ""),
        field=in_field,
        code=title.code if title else "",
        symbol=title.symbol if title else "",
        steps=tuple(steps),
        promises=tuple(promises),
        notes=tuple(notes[mark] for mark in (title.notes if title else ()) if mark in notes),
        unread=tuple(part.unread),
        doubts=tuple(doubts),
        source=source,
    )


def _marked(steps: Sequence[Step]) -> tuple[list[Step], list[Doubt]]:
    """With the returns, the step that decides and the one that hands over."""
    told, doubts = in_their_unit(steps), list[Doubt]()
    for place, step in enumerate(told):
        target = returns_to(step.duty)
        if target and any(before.number == target for before in told[:place]):
            told[place] = replace(step, back_to=target)
        elif target:
            told[place] = replace(step, doubts=(*step.doubts, Doubt(Why.BACK_UNKNOWN, {"step": target})))
    over, decision = handed_over(told), decided(told)
    if over is None:
        doubts.append(Doubt(Why.NO_HANDING_OVER))
    else:
        told[over] = replace(told[over], handing_over=True)
        doubts += [Doubt(Why.AFTER_HANDING_OVER, {"step": late.number}) for late in told[over + 1 :]]
    if decision is None:
        doubts.append(Doubt(Why.NO_DECISION))
    else:
        told[decision] = replace(told[decision], decides=True)
    return told, doubts
