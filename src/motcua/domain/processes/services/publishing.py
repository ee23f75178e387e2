"""Publishing a step table for a scope from a day on. Cases filed before that day stay on the table they began with."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.domain.processes.errors import BadTable, ProcessChanged
from motcua.domain.processes.models import Process, ProcessLine
from motcua.domain.processes.queries.holding import last_number
from motcua.domain.processes.scopes import Scope
from motcua.domain.processes.tables import Line, faults, keyed
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
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    wrong = faults(lines) | day_fault(valid_from)
    if wrong:
        raise BadTable(wrong)
    told = keyed(lines)
    process = Process(scope=scope.text, number=expected + 1, valid_from=valid_from, ground=tidy(ground))
    rows = [
        ProcessLine(
            process=process,
            position=position,
            key=line.key,
            name_vi=line.name_vi,
            name_en=line.name_en,
            unit=line.unit,
            role=line.role,
            working_hours=line.hours,
        )
        for position, line in enumerate(told, start=1)
    ]
    return _store(actor, post, scope, process, rows, "process.published")


def hand_back(*, actor: Actor, scope: Scope, valid_from: date, expected: int, ground: str = "") -> Process:
    """From a day on, a field or procedure follows the wider process again. Denied, BadTable, ProcessChanged."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    if wrong := day_fault(valid_from):
        raise BadTable(wrong)
    process = Process(scope=scope.text, number=expected + 1, valid_from=valid_from, ground=tidy(ground), empty=True)
    return _store(actor, post, scope, process, [], "process.handed_back")


def day_fault(valid_from: date) -> dict[str, Words]:
    return {} if valid_from > clock.today() else {"valid_from": FROM_TOMORROW}


def _store(
    actor: Actor, post: Post | str, scope: Scope, process: Process, rows: list[ProcessLine], kind: str
) -> Process:
    """The unique number lets one of two through."""
    if last_number(scope.text) != process.number - 1:
        raise ProcessChanged
    facts: dict[str, object] = {
        "name": scope.name,
        "number": process.number,
        "since": process.valid_from.isoformat(),
        "ground": process.ground,
    }
    if rows:
        facts["steps"] = len(rows)
    try:
        with transaction.atomic():
            process.save(force_insert=True)
            ProcessLine.objects.bulk_create(rows)
            append(subject(scope), kind, actor, facts, authority=post)
    except IntegrityError as error:
        raise ProcessChanged from error
    return process
