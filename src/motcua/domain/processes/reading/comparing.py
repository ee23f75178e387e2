"""What was understood beside what the source says, as a Markdown page: one table for each process of a decision."""

from collections.abc import Sequence
from decimal import Decimal

from motcua.base.access.roles import role_named
from motcua.domain.processes.graph.definition import Kind, Relation
from motcua.domain.processes.reading.doubts import Doubt, Why
from motcua.domain.processes.reading.understood import Decision, ReadProcess, Step

RELATIONS = {
    Relation.RECEIVING: "receiving office",
    Relation.SPECIALIST: "specialist unit",
    Relation.UNIT: "unit inside it",
    Relation.LEADER: "deciding agency",
    Relation.PARENT: "agency above",
    Relation.NAMED: "named agency",
}


def comparison(decision: Decision, file_name: str) -> str:
    """The whole page. It is drawn again by `motcua process import FILE --dry-run --markdown PAGE`."""
    told = [
        f"# {decision.number or file_name}: what was understood, beside the source\n",
        f"Drawn by `motcua process import --dry-run --markdown` from `{file_name}`; lines are those of the file.\n",
    ]
    if decision.title:
        told += [f"> {decision.title}\n"]
    told += [_row("process", "lines", "steps", "numbered", "hours of the steps", "hours stated", "difference")]
    told += ["|" + "---|" * 7]
    for process in decision.processes:
        told.append(
            _row(
                process.name,
                _lines(process.source),
                len(process.steps),
                process.numbers,
                _figure(process.summed),
                _figure(process.stated),
                _difference(process) or "none",
            )
        )
    for place, process in enumerate(decision.processes, start=1):
        told += ["", *_process(place, process)]
    return "\n".join(told) + "\n"


def _difference(process: ReadProcess) -> str:
    """Why the figures of a row are not all the same, and what else was doubtful of the whole."""
    told = [_said(process.doubts)]
    for number in dict.fromkeys(step.number for step in process.steps):
        rows = sum(step.number == number for step in process.steps)
        if rows > 1:
            told.append(f"Step {number} is done by {rows} performers one after another: a step for each.")
    if process.part:
        told.append(f"Part {process.number} of “{process.procedure}” counts its steps from 1: a process of its own.")
    shared = [step.number for step in process.steps if any(one.why is Why.SHARED_TIME for one in step.doubts)]
    if shared:
        told.append(f"Steps {', '.join(shared)} share the time of the step before them.")
    return " ".join(text for text in told if text)


def _process(place: int, process: ReadProcess) -> list[str]:
    told = [f"## {place}. {process.name}\n"]
    told += [f"- Stated (lines {_lines(one.source)}): {one.text} = {_figure(one.hours)} h" for one in process.promises]
    told += [f"- Note of the source: {note}" for note in process.notes]
    told += [f"- Not read as a step (lines {_lines(row.source)}): {row.text}" for row in process.unread]
    told += ["", _row("step", "lines", "performer in the source", "time", "hours", "understood as", "explained")]
    told += ["|" + "---|" * 7]
    told += [_step(step) for step in process.steps]
    return told


def _step(step: Step) -> str:
    return _row(
        step.number,
        _lines(step.source),
        step.performer,
        step.hours_text or "—",
        _figure(step.hours),
        _understood(step),
        _said(step.doubts),
    )


def _understood(step: Step) -> str:
    who = step.guess.performer
    parts = [f"{role_named(who.role).title.en}, {RELATIONS[who.relation]}"]
    if step.guess.kind is Kind.ASK:
        parts = ["opinions asked of other agencies"]
    marks = [
        (step.decides, "**decides**"),
        (step.handing_over, "**hands over**"),
        (step.back_to, f"may return to step {step.back_to}"),
    ]
    return "; ".join([*parts, *(text for applies, text in marks if applies)])


def _said(doubts: Sequence[Doubt]) -> str:
    return " ".join(doubt.words.en for doubt in doubts)


def _lines(span: tuple[int, int]) -> str:
    return f"{span[0]}–{span[1]}"


def _figure(hours: Decimal | None) -> str:
    return "—" if hours is None else f"{hours:f}"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
