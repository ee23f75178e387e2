"""Publishing a process for a scope from a day on. Cases filed before that day stay on the table they began with."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.domain.directory.queries.agencies import agency_at
from motcua.domain.processes.errors import BadProcess, BadTable, ProcessChanged
from motcua.domain.processes.graph.checks import Finding, findings
from motcua.domain.processes.graph.codec import to_json
from motcua.domain.processes.graph.definition import Process as Graph
from motcua.domain.processes.graph.lines import faults_in, kept_on, process_of
from motcua.domain.processes.models import Process
from motcua.domain.processes.queries.holding import last_number
from motcua.domain.processes.queries.named import graph_now
from motcua.domain.processes.queries.staffing import staffed_for
from motcua.domain.processes.scopes import Scope
from motcua.domain.processes.tables import Line, faults
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

FROM_TOMORROW = Words(
    "Áp dụng sớm nhất từ ngày mai: hồ sơ đã nộp giữ quy trình của mình.",
    "From tomorrow at the earliest: cases filed already keep their process.",
)


def subject(scope: Scope) -> Subject:
    return Subject("process", scope.text)


def publish_process(
    *, actor: Actor, scope: Scope, lines: Sequence[Line], valid_from: date, expected: int, ground: str = ""
) -> Process:
    """The next process of a scope. `expected` is the number of the last one that was seen.

    Denied, BadTable (cells, "valid_from"), ProcessChanged.
    """
    check_citywide(actor, permissions.SETTINGS_MANAGE)
    wrong = table_faults(lines, scope) | day_fault(valid_from)
    if wrong:
        raise BadTable(wrong)
    told = kept_on(process_of(lines, Words(scope.name, scope.name)), graph_now(scope))
    return publish_graph(actor=actor, scope=scope, graph=told, valid_from=valid_from, expected=expected, ground=ground)


def publish_graph(
    *, actor: Actor, scope: Scope, graph: Graph, valid_from: date, expected: int, ground: str = ""
) -> Process:
    """The same for a process however it was made. Denied, BadProcess (by node, "valid_from"), ProcessChanged."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    wrong = {one.node or "process": one.words for one in reversed(unfit(graph, scope))} | day_fault(valid_from)
    if wrong:
        raise BadProcess(wrong)
    process = Process(
        scope=scope.text,
        number=expected + 1,
        valid_from=valid_from,
        ground=tidy(ground),
        definition=to_json(graph),
    )
    return _store(actor, post, scope, process, len(graph.steps), "process.published")


def table_faults(lines: Sequence[Line], scope: Scope | None = None) -> dict[str, Words]:
    """What stands against publishing a table today: its cells first, then what they say together."""
    wrong = faults(lines)
    if wrong:
        return wrong
    staffed = staffed_for(scope, process_of(lines, FROM_TOMORROW)) if scope else None
    return faults_in(lines, known_agency, staffed)


def known_agency(identifier: str) -> bool:
    return agency_at(identifier, clock.today()) is not None


def unfit(graph: Graph, scope: Scope | None = None) -> list[Finding]:
    """What stands against publishing a process today; for a scope also steps that nobody can do."""
    staffed = staffed_for(scope, graph) if scope else None
    return findings(graph, knows_agency=known_agency, staffed=staffed)


def hand_back(*, actor: Actor, scope: Scope, valid_from: date, expected: int, ground: str = "") -> Process:
    """From a day on, a field or procedure follows the wider process again. Denied, BadTable, ProcessChanged."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    if wrong := day_fault(valid_from):
        raise BadTable(wrong)
    process = Process(scope=scope.text, number=expected + 1, valid_from=valid_from, ground=tidy(ground), empty=True)
    return _store(actor, post, scope, process, 0, "process.handed_back")


def day_fault(valid_from: date) -> dict[str, Words]:
    return {} if valid_from > clock.today() else {"valid_from": FROM_TOMORROW}


def _store(actor: Actor, post: Post | str, scope: Scope, process: Process, steps: int, kind: str) -> Process:
    """The unique number lets one of two through."""
    if last_number(scope.text) != process.number - 1:
        raise ProcessChanged
    facts: dict[str, object] = {
        "name": scope.name,
        "number": process.number,
        "since": process.valid_from.isoformat(),
        "ground": process.ground,
    }
    if steps:
        facts["steps"] = steps
    try:
        with transaction.atomic():
            process.save(force_insert=True)
            append(subject(scope), kind, actor, facts, authority=post)
    except IntegrityError as error:
        raise ProcessChanged from error
    return process
