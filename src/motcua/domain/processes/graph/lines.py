"""A step table ⇄ a process: one row a step, one after the other, rows of one group beside each other.

The column "parallel" holds a group such as "A": rows of the same group, following one another, run at the same time.
"A.1" names the branch as well, so that a branch may have several rows: those of A.1 in their order, beside A.2.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from motcua.base.access.roles import Specialist
from motcua.domain.processes.graph import times
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.definition import (
    NOTHING,
    Asked,
    Doing,
    Flow,
    Kind,
    Node,
    Order,
    Performer,
    Process,
    Relation,
)
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.times import cycle
from motcua.domain.processes.tables import QUESTION, Line, is_automatic, keyed
from motcua.kernel.words import Words

START = Node("_start", Kind.START, Words("Bắt đầu", "Start"))
END = Node("_end", Kind.END, Words("Kết thúc", "End"))
TOGETHER = Words("Làm song song", "At the same time")
ROWS = (Kind.STEP, Kind.ASK, Kind.AUTOMATIC)
AGENCIES = re.compile(r"[^\s;,]+")
ALL_DONE = Words("Các nhánh đã xong", "All branches done")


def process_of(lines: Sequence[Line], words: Words) -> Process:
    """The process of a sound table. Where no row decides, the one before the last does."""
    rows = [node_of(line) for line in deciding(keyed(lines))]
    return in_a_row([(line.parallel, node) for line, node in zip(lines, rows, strict=True)], words)


def in_a_row(rows: Sequence[tuple[str, Node]], words: Words) -> Process:
    """Nodes one after the other; those of one group, by what stands in the column "parallel", beside each other."""
    nodes, flows, last = [START], list[Flow](), START.key
    for number, (group, inner) in enumerate(groupby(rows, key=lambda pair: group_of(pair[0])), start=1):
        members = list(inner)
        if not group:
            for _, node in members:
                nodes.append(node)
                flows.append(_flow(flows, last, node.key))
                last = node.key
            continue
        last = _block(members, number, last, nodes, flows)
    flows.append(_flow(flows, last, END.key))
    return Process(words, (*nodes, END), tuple(flows))


def _block(members: list[tuple[str, Node]], number: int, last: str, nodes: list[Node], flows: list[Flow]) -> str:
    split = Node(f"_split{number}", Kind.SPLIT, TOGETHER)
    join = Node(f"_join{number}", Kind.JOIN, ALL_DONE)
    nodes.append(split)
    flows.append(_flow(flows, last, split.key))
    ends: dict[str, str] = {}
    for place, (parallel, node) in enumerate(members):
        branch = branch_of(parallel) or f"#{place}"
        nodes.append(node)
        flows.append(_flow(flows, ends.get(branch, split.key), node.key))
        ends[branch] = node.key
    nodes.append(join)
    for end in ends.values():
        flows.append(_flow(flows, end, join.key))
    return join.key


def _flow(flows: list[Flow], source: str, target: str) -> Flow:
    return Flow(f"_f{len(flows) + 1}", source, target)


def group_of(parallel: str) -> str:
    return parallel.partition(".")[0].strip().upper()


def branch_of(parallel: str) -> str:
    return parallel.partition(".")[2].strip().upper()


def kept_on(told: Process, before: Process) -> Process:
    """What a table has no column for stays with the steps of the same key: the lines they were read from."""

    def kept(node: Node) -> Node:
        old = before.by_key.get(node.key)
        if old is None or old.kind is not node.kind:
            return node
        return replace(node, source=old.source)

    return replace(told, nodes=tuple(kept(node) for node in told.nodes))


def deciding(lines: Sequence[Line]) -> list[Line]:
    people = [place for place, line in enumerate(lines) if not is_automatic(line)]
    if any(line.decides for line in lines) or len(people) < 2:
        return list(lines)
    last = people[-2]
    return [*lines[:last], replace(lines[last], decides=True), *lines[last + 1 :]]


def node_of(line: Line) -> Node:
    if is_automatic(line):
        return automatic(line)
    asking = line.does == QUESTION
    minutes = None if line.hours is None else round(line.hours * 60)
    said = Words(line.says_vi, line.says_en)
    return Node(
        key=line.key,
        kind=Kind.ASK if asking else Kind.STEP,
        words=Words(line.name_vi, line.name_en),
        performer=Performer(
            Relation(line.unit),
            line.role,
            agency="" if asking else line.agency,
            skill=line.skill,
            same_as=line.same_as,
            thread=line.thread,
            text=line.text,
        ),
        minutes=minutes,
        asks=tuple(Asked(agency, minutes or 0, said) for agency in AGENCIES.findall(line.agency)) if asking else (),
        enough=line.enough if asking else 0,
        papers=line.papers,
        documents=line.documents,
        sign_off=line.sign_off,
        decides=line.decides,
        duty=line.duty,
        fields=line.fields,
        guard=line.guard,
    )


def automatic(line: Line) -> Node:
    """The node of a row that does something by itself; where the kind is unknown the checks name the step."""
    name, _, document = line.does.partition(":")
    does = Doing(name) if name in list(Doing) else None
    minutes = 0 if line.hours is None else round(line.hours * 60)
    told, asks = does is Doing.TELL_UNIT, AGENCIES.findall(line.agency) if does is Doing.ASK else ()
    return Node(
        key=line.key,
        kind=Kind.AUTOMATIC,
        words=Words(line.name_vi, line.name_en),
        performer=Performer(Relation(line.unit), line.role, agency=line.agency) if told else None,
        minutes=minutes or None if does is Doing.REMIND else None,
        asks=tuple(Asked(agency, minutes) for agency in asks),
        order=Order(does, Words(line.says_vi, line.says_en), document) if does else None,
    )


def faults_in(
    lines: Sequence[Line],
    knows_agency: Callable[[str], bool] | None = None,
    staffed: Callable[[Node], bool] | None = None,
) -> dict[str, Words]:
    """What a table has besides faults of single cells: by row ("2-more"), or for the table as a whole ("table")."""
    process = process_of(lines, TOGETHER)
    rows = {line.key: place for place, line in enumerate(keyed(lines))}
    found = reversed(findings(process, knows_agency=knows_agency, staffed=staffed))
    return {f"{rows[one.node]}-more" if one.node in rows else "table": one.words for one in found}


def needed_minutes(lines: Sequence[Line]) -> int:
    """The shares of all steps; of rows side by side the longest branch, and a step without a share needs none."""
    return times.needed_minutes(process_of(lines, TOGETHER))


def lines_of(process: Process) -> list[Line] | None:
    """The table of a process; None where a table cannot say it (choices, timers, blocks within blocks)."""
    kinds = {Kind.START, Kind.END, *ROWS, Kind.SPLIT, Kind.JOIN}
    rows = [node for node in process.nodes if node.kind in ROWS]
    strange = any(node.kind not in kinds for node in process.nodes) or any(flow.back for flow in process.flows)
    if strange or cycle(process) or any(len(process.leaving[row.key]) != 1 for row in rows):
        return None
    lines = list(_read(process))
    return lines if len(lines) == len(rows) and _same(process, process_of(lines, process.words)) else None


def _read(process: Process) -> Iterator[Line]:
    """Steps on the way, branch by branch; groups named A, B … in their order."""
    blocks, key = 0, process.start.key
    while flows := process.leaving[key]:
        node = process.by_key[flows[0].target]
        if node.kind is Kind.SPLIT:
            for branch, flow in enumerate(process.leaving[node.key], start=1):
                for step in _branch(process, flow.target):
                    yield line_of(step, f"{_letters(blocks)}.{branch}")
            blocks += 1
            key = shape_of(process).joins.get(node.key, END.key)
        else:
            key = node.key
            if node.kind in ROWS:
                yield line_of(node)
        if key not in process.leaving:
            return


def _branch(process: Process, key: str) -> Iterator[Node]:
    while (node := process.by_key[key]).kind in ROWS:
        yield node
        key = process.leaving[key][0].target


def _letters(number: int) -> str:
    return chr(ord("A") + number % 26) * (1 + number // 26)


def line_of(node: Node, parallel: str = "") -> Line:
    if node.kind is Kind.AUTOMATIC:
        return automatic_line(node, parallel)
    who = node.performer or Performer(Relation.SPECIALIST, "")
    asked = "; ".join(one.agency for one in node.asks)
    question = node.asks[0].question if node.asks else NOTHING
    return Line(
        name_vi=node.words.vi,
        name_en=node.words.en,
        unit=who.relation.value,
        role=who.role,
        hours=None if node.minutes is None else Decimal(node.minutes) / 60,
        key=node.key,
        agency=asked if node.kind is Kind.ASK else who.agency,
        skill=who.skill,
        same_as=who.same_as,
        thread=who.thread,
        text=who.text,
        papers=node.papers,
        documents=node.documents,
        sign_off=node.sign_off,
        decides=node.decides,
        parallel=parallel,
        duty=node.duty,
        fields=node.fields,
        guard=node.guard,
        does=QUESTION if node.kind is Kind.ASK else "",
        says_vi=question.vi,
        says_en=question.en,
        enough=node.enough,
    )


def automatic_line(node: Node, parallel: str) -> Line:
    order, who = node.order or Order(Doing.TELL_APPLICANT), node.performer
    minutes = node.asks[0].minutes if node.asks else node.minutes
    return Line(
        name_vi=node.words.vi,
        name_en=node.words.en,
        unit=(who.relation if who else Relation.SPECIALIST).value,
        role=who.role if who else Specialist.name,
        hours=Decimal(minutes) / 60 if minutes else None,
        key=node.key,
        agency="; ".join(asked.agency for asked in node.asks) or (who.agency if who else ""),
        parallel=parallel,
        does=f"{order.does}:{order.document}" if order.document else order.does.value,
        says_vi=order.text.vi,
        says_en=order.text.en,
    )


def _same(one: Process, other: Process) -> bool:
    """Whether the same steps follow one another, whatever the marks between them are called, and do the same."""
    done, asked = (
        [{node.key: pick(node) for node in told.nodes if node.kind is kind} for told in (one, other)]
        for kind, pick in (
            (Kind.AUTOMATIC, lambda node: node),
            (Kind.ASK, lambda node: (node.asks, node.enough, node.performer)),
        )
    )
    return _ways(one) == _ways(other) and done[0] == done[1] and asked[0] == asked[1]


def _ways(process: Process) -> set[tuple[str, str]]:
    def called(key: str) -> str:
        node = process.by_key[key]
        if node.kind in (*ROWS, Kind.START, Kind.END):
            return key if node.kind in ROWS else node.kind.value
        steps = sorted(flow.target for flow in process.leaving[key])
        before = sorted(flow.source for flow in process.arriving[key])
        beside = steps if node.kind is Kind.SPLIT else before
        return f"{node.kind}:{','.join(beside)}"

    return {(called(flow.source), called(flow.target)) for flow in process.flows}
