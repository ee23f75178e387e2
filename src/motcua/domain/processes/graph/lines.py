"""A step table ⇄ a process: one row a step, one after the other, rows of one group beside each other.

The column "parallel" holds a group such as "A": rows of the same group, following one another, run at the same time.
"A.1" names the branch as well, so that a branch may have several rows: those of A.1 in their order, beside A.2.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from motcua.domain.processes.graph import times
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.definition import Flow, Kind, Node, Performer, Process, Relation
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.times import cycle
from motcua.domain.processes.tables import Line, keyed
from motcua.kernel.words import Words

START = Node("_start", Kind.START, Words("Bắt đầu", "Start"))
END = Node("_end", Kind.END, Words("Kết thúc", "End"))
TOGETHER = Words("Làm song song", "At the same time")
ALL_DONE = Words("Các nhánh đã xong", "All branches done")


def process_of(lines: Sequence[Line], words: Words) -> Process:
    """The process of a sound table. Where no row decides, the one before the last does."""
    rows = [_node(line) for line in deciding(keyed(lines))]
    nodes, flows, last = [START], list[Flow](), START.key
    numbered = list(zip(lines, rows, strict=True))
    for number, (group, inner) in enumerate(groupby(numbered, key=lambda pair: group_of(pair[0].parallel)), start=1):
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


def _block(members: list[tuple[Line, Node]], number: int, last: str, nodes: list[Node], flows: list[Flow]) -> str:
    split = Node(f"_split{number}", Kind.SPLIT, TOGETHER)
    join = Node(f"_join{number}", Kind.JOIN, ALL_DONE)
    nodes.append(split)
    flows.append(_flow(flows, last, split.key))
    ends: dict[str, str] = {}
    for place, (line, node) in enumerate(members):
        branch = branch_of(line.parallel) or f"#{place}"
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


def deciding(lines: Sequence[Line]) -> list[Line]:
    if any(line.decides for line in lines) or len(lines) < 2:
        return list(lines)
    return [*lines[:-2], replace(lines[-2], decides=True), lines[-1]]


def _node(line: Line) -> Node:
    return Node(
        key=line.key,
        kind=Kind.STEP,
        words=Words(line.name_vi, line.name_en),
        performer=Performer(
            Relation(line.unit),
            line.role,
            agency=line.agency,
            skill=line.skill,
            same_as=line.same_as,
            thread=line.thread,
            text=line.text,
        ),
        minutes=None if line.hours is None else round(line.hours * 60),
        papers=line.papers,
        documents=line.documents,
        sign_off=line.sign_off,
        decides=line.decides,
    )


def faults_in(lines: Sequence[Line], knows_agency: Callable[[str], bool] | None = None) -> dict[str, Words]:
    """What a table has besides faults of single cells: by row ("2-more"), or for the table as a whole ("table")."""
    process = process_of(lines, TOGETHER)
    rows = {line.key: place for place, line in enumerate(keyed(lines))}
    found = reversed(findings(process, knows_agency=knows_agency))
    return {f"{rows[one.node]}-more" if one.node in rows else "table": one.words for one in found}


def needed_minutes(lines: Sequence[Line]) -> int:
    """The shares of all steps; of rows side by side the longest branch, and a step without a share needs none."""
    return times.needed_minutes(process_of(lines, TOGETHER))


def lines_of(process: Process) -> list[Line] | None:
    """The table of a process; None where a table cannot say it (choices, timers, questions, blocks within blocks)."""
    kinds = {Kind.START, Kind.END, Kind.STEP, Kind.SPLIT, Kind.JOIN}
    strange = any(node.kind not in kinds for node in process.nodes) or any(flow.back for flow in process.flows)
    if strange or cycle(process) or any(len(process.leaving[step.key]) != 1 for step in process.steps):
        return None
    lines = list(_read(process))
    return lines if len(lines) == len(process.steps) and _same(process, process_of(lines, process.words)) else None


def _read(process: Process) -> Iterator[Line]:
    """Steps on the way, branch by branch; groups named A, B … in their order."""
    blocks, key = 0, process.start.key
    while flows := process.leaving[key]:
        node = process.by_key[flows[0].target]
        if node.kind is Kind.SPLIT:
            for branch, flow in enumerate(process.leaving[node.key], start=1):
                for step in _branch(process, flow.target):
                    yield _line(step, f"{_letters(blocks)}.{branch}")
            blocks += 1
            key = shape_of(process).joins.get(node.key, END.key)
        else:
            key = node.key
            if node.kind is Kind.STEP:
                yield _line(node, "")
        if key not in process.leaving:
            return


def _branch(process: Process, key: str) -> Iterator[Node]:
    while (node := process.by_key[key]).kind is Kind.STEP:
        yield node
        key = process.leaving[key][0].target


def _letters(number: int) -> str:
    return chr(ord("A") + number % 26) * (1 + number // 26)


def _line(node: Node, parallel: str) -> Line:
    who = node.performer or Performer(Relation.SPECIALIST, "")
    return Line(
        name_vi=node.words.vi,
        name_en=node.words.en,
        unit=who.relation.value,
        role=who.role,
        hours=None if node.minutes is None else Decimal(node.minutes) / 60,
        key=node.key,
        agency=who.agency,
        skill=who.skill,
        same_as=who.same_as,
        thread=who.thread,
        text=who.text,
        papers=node.papers,
        documents=node.documents,
        sign_off=node.sign_off,
        decides=node.decides,
        parallel=parallel,
    )


def _same(one: Process, other: Process) -> bool:
    """Whether the same steps follow one another, whatever the marks between them are called."""
    return _ways(one) == _ways(other)


def _ways(process: Process) -> set[tuple[str, str]]:
    def called(key: str) -> str:
        node = process.by_key[key]
        if node.kind in (Kind.STEP, Kind.START, Kind.END):
            return key if node.kind is Kind.STEP else node.kind.value
        steps = sorted(flow.target for flow in process.leaving[key])
        before = sorted(flow.source for flow in process.arriving[key])
        beside = steps if node.kind is Kind.SPLIT else before
        return f"{node.kind}:{','.join(beside)}"

    return {(called(flow.source), called(flow.target)) for flow in process.flows}
