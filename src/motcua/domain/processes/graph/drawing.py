"""A process as an SVG picture, from top to bottom, with what a case did in it. Pure: words and marks in, text out.

Colours and sizes of letters come from the classes in `ui/process.css`; the picture itself holds places only. Whoever
shows it puts the same facts beside it as a list or table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

from lxml import etree

from motcua.domain.processes.graph.bpmn.names import printable
from motcua.domain.processes.graph.definition import WORK, Kind, Node, Process
from motcua.domain.processes.graph.layout import Grid, Place, arrange
from motcua.domain.processes.graph.orders import words_of as does
from motcua.kernel.words import Words

State = Literal["done", "now", "next"]
SLOT, BOX, GAP, MARGIN, LINE = 176, 160, 34, 12, 18
LETTERS, BOLD_LETTERS, MOST_LINES = 19, 17, 4
CHANNEL = 16
STATES = {"done": Words("đã xong", "done"), "now": Words("đang làm", "under way"), "next": Words("chưa tới", "to come")}
LATE = Words("trễ hạn", "late")
SIGNS = {"done": "✓ ", "now": "▶ ", "next": ""}
SUMMARY = Words(
    "Quy trình {steps} bước. Đã xong: {done}. Đang làm: {now}.",
    "A process of {steps} steps. Done: {done}. Under way: {now}.",
)
PLAIN_SUMMARY = Words("Quy trình {steps} bước: {names}.", "A process of {steps} steps: {names}.")
NONE = Words("chưa có", "none")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a case did at a node: the state, who and when in a few words, and whether it was or is late."""

    state: State = "next"
    notes: tuple[str, ...] = ()
    late: bool = False


@dataclass
class _Picture:
    process: Process
    marks: Mapping[str, Mark]
    plain: bool
    grid: Grid
    tops: list[int] = field(default_factory=list)
    root: Any = None

    def middle(self, place: Place) -> float:
        return MARGIN + (place.slot + 0.5) * SLOT

    def lines(self, node: Node) -> list[str]:
        """Of the box: the name, broken; then the notes."""
        mark = self.marks.get(node.key)
        sign = SIGNS[mark.state] if mark else ""
        letters = BOLD_LETTERS if mark and mark.state == "now" else LETTERS
        name = wrapped(f"{sign}{node.words}" if str(node.words).strip() else "", letters)
        if node.kind is Kind.AUTOMATIC and name and not self.plain:
            name += wrapped(f"⚙ {does(node)}")
        return [*name, *(line for note in (mark.notes if mark else ()) for line in wrapped(note))]

    def height(self, node: Node) -> int:
        if node.kind in (Kind.START, Kind.END):
            return 24
        if node.kind in (Kind.SPLIT, Kind.JOIN):
            return 8
        if not self.lines(node):
            return 28
        return len(self.lines(node)) * LINE + 14

    def box(self, key: str) -> tuple[float, int, int]:
        """The middle, the top and the height of a node."""
        place, node = self.grid.places[key], self.process.by_key[key]
        return self.middle(place), self.tops[place.rank], self.height(node)


def draw(
    process: Process,
    marks: Mapping[str, Mark] | None = None,
    *,
    name: str = "process",
    title: str = "",
    plain: bool = False,
) -> str:
    """The SVG. `name` begins the ids of its title and description; `plain` leaves out what only officials need."""
    marks = marks or {}
    told = _Picture(process, marks, plain, arrange(process))
    height = MARGIN
    for rank in range(told.grid.ranks):
        told.tops.append(height)
        row = [node for node in process.nodes if told.grid.places[node.key].rank == rank]
        height += max((told.height(node) for node in row), default=8) + GAP
    width = round(told.grid.slots * SLOT + 2 * MARGIN + CHANNEL * len(told.grid.returns))
    height += MARGIN - GAP
    told.root = etree.Element(
        "svg", {"class": "process", "role": "img", "viewBox": f"0 0 {width} {height}", "width": str(width)}
    )
    told.root.set("height", str(height))
    told.root.set("aria-labelledby", f"{name}-title {name}-words")
    etree.SubElement(told.root, "title", id=f"{name}-title").text = printable(title or str(process.words))
    etree.SubElement(told.root, "desc", id=f"{name}-words").text = printable(summary(process, marks))
    _flows(told)
    for node in process.nodes:
        _node(told, node)
    return str(etree.tostring(told.root, encoding="unicode"))


def by_people(process: Process) -> Process:
    """Without its automatic steps: ways lead past them."""
    gone = {node.key: next((flow.target for flow in process.leaving[node.key] if not flow.back), "")
            for node in process.nodes if node.kind is Kind.AUTOMATIC}  # fmt: skip

    def onward(key: str) -> str:
        for _ in gone:
            key = gone.get(key, key)
        return key

    nodes = tuple(node for node in process.nodes if node.key not in gone)
    flows = (replace(flow, target=onward(flow.target)) for flow in process.flows if flow.source not in gone)
    return Process(process.words, nodes, tuple(flow for flow in flows if flow.target))


def summary(process: Process, marks: Mapping[str, Mark]) -> str:
    steps = process.steps
    if not marks:
        return str(PLAIN_SUMMARY.fill(steps=len(steps), names="; ".join(str(step.words) for step in steps)))

    def those(state: State) -> str:
        found = [node for node in steps if marks.get(node.key, Mark()).state == state]
        late = {node.key: f" ({LATE})" if marks[node.key].late else "" for node in found if node.key in marks}
        return "; ".join(f"{node.words}{late.get(node.key, '')}" for node in found) or str(NONE)

    return str(SUMMARY.fill(steps=len(steps), done=those("done"), now=those("now")))


def rows_of(process: Process, marks: Mapping[str, Mark]) -> list[dict[str, object]]:
    """The same as rows of a table."""
    return [
        {
            "number": number,
            "words": node.words,
            "state": STATES[marks.get(node.key, Mark()).state],
            "late": marks.get(node.key, Mark()).late,
            "notes": marks.get(node.key, Mark()).notes,
        }
        for number, node in enumerate(process.steps, start=1)
    ]


def wrapped(text: str, letters: int = LETTERS) -> list[str]:
    """Broken between words; a word longer than a line is cut; what is more than four lines ends with a sign."""
    lines, line = list[str](), ""
    pieces = (word[at : at + letters] for word in text.split() for at in range(0, len(word), letters))
    for word in pieces:
        if line and len(line) + 1 + len(word) > letters:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines += [line] if line else []
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: letters - 1]}…"]


def _flows(told: _Picture) -> None:
    for flow in told.process.flows:
        if flow in told.grid.returns:
            continue
        (x, top, height), (to_x, to_top, _) = told.box(flow.source), told.box(flow.target)
        points = [(x, top + height)]
        for place in told.grid.ways[flow.key]:
            points += [(told.middle(place), told.tops[place.rank]), (told.middle(place), told.tops[place.rank] + 8)]
        _path(told, [*points, (to_x, to_top)], _passed(told, flow.source, flow.target))
        if str(flow.words).strip() and not told.plain:
            here = points[1] if len(points) > 1 else (to_x, to_top)
            _text(told.root, here[0] + 6, here[1] - 10, [printable(wrapped(str(flow.words))[0])], "process__flow")
    for number, flow in enumerate(told.grid.returns):
        _back(told, flow.source, flow.target, number)


def _passed(told: _Picture, source: str, target: str) -> bool:
    """Whether both ends are behind the case or under way."""
    states = [told.marks[key].state if key in told.marks else "next" for key in (source, target)]
    return states[0] == "done" and states[1] != "next"


def _path(told: _Picture, points: Sequence[tuple[float, float]], passed: bool) -> None:
    text = f"M{points[0][0]:g} {points[0][1]:g}"
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (y + to_y) / 2
        text += f"L{to_x:g} {to_y:g}" if x == to_x else f"C{x:g} {half:g} {to_x:g} {half:g} {to_x:g} {to_y:g}"
    kind = "process__way process__way--passed" if passed else "process__way"
    etree.SubElement(told.root, "path", {"class": kind, "d": text})
    x, y = points[-1]
    _tip(told, f"M{x:g} {y:g}l-5 -8h10z", passed)


def _tip(told: _Picture, shape: str, passed: bool = False) -> None:
    kind = "process__tip process__tip--passed" if passed else "process__tip"
    etree.SubElement(told.root, "path", {"class": kind, "d": shape})


def _back(told: _Picture, source: str, target: str, number: int) -> None:
    """At the right side, each return in a channel of its own."""
    (x, top, height), (to_x, to_top, to_height) = told.box(source), told.box(target)
    side = told.grid.slots * SLOT + MARGIN + CHANNEL * (number + 0.5)
    out, into = x + _half(told, source), to_x + _half(told, target)
    y, to_y = top + height / 2, to_top + to_height / 2
    shape = f"M{out:g} {y:g}H{side:g}V{to_y:g}H{into:g}"
    etree.SubElement(told.root, "path", {"class": "process__way process__way--back", "d": shape})
    _tip(told, f"M{into:g} {to_y:g}l8 -5v10z")


def _half(told: _Picture, key: str) -> float:
    node = told.process.by_key[key]
    return BOX / 2 if told.lines(node) else 14


def _node(told: _Picture, node: Node) -> None:
    x, top, height = told.box(node.key)
    mark = told.marks.get(node.key, Mark())
    state = f"process__{mark.state}" + (" process__late" if mark.late else "") if told.marks else "process__next"
    group = etree.SubElement(told.root, "g", {"class": f"process__node {state}"})
    if node.kind in (Kind.START, Kind.END):
        ring = "process__start" if node.kind is Kind.START else "process__end"
        etree.SubElement(group, "circle", {"class": ring, "cx": f"{x:g}", "cy": f"{top + 12}", "r": "10"})
        return
    if node.kind in (Kind.SPLIT, Kind.JOIN):
        etree.SubElement(
            group, "rect", {"class": "process__bar", "x": f"{x - 60:g}", "y": f"{top}", "width": "120", "height": "8"}
        )
        return
    lines = told.lines(node)
    if node.kind is Kind.CHOICE and not lines:
        shape = f"M{x:g} {top}l14 14l-14 14l-14 -14z"
        etree.SubElement(group, "path", {"class": "process__box process__choice", "d": shape})
        return
    kind = "process__box" if node.kind in WORK else f"process__box process__{node.kind.value}"
    etree.SubElement(
        group,
        "rect",
        {"class": kind, "x": f"{x - BOX / 2:g}", "y": f"{top}", "width": f"{BOX}", "height": f"{height}",
         "rx": "14" if node.kind is Kind.CHOICE else "6"},
    )  # fmt: skip
    names = len(lines) - sum(len(wrapped(note)) for note in mark.notes)
    _text(group, x, top + 20, lines[:names], "process__name")
    _text(group, x, top + 20 + names * LINE, lines[names:], "process__note")


def _text(parent: Any, x: float, y: float, lines: Sequence[str], kind: str) -> None:
    for place, line in enumerate(lines):
        told = etree.SubElement(parent, "text", {"class": kind, "x": f"{x:g}", "y": f"{y + place * LINE:g}"})
        told.text = printable(line)
