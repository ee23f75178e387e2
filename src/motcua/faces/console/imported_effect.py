"""What publishing a process read from a decision would mean: what stands against it, and whom it touches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from motcua.base.access.roles import role_named
from motcua.casework.process_effect import ProcessEffect, effect_of_graph
from motcua.casework.process_effect_words import sentences
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.processes.drafts import Row, drawn
from motcua.domain.processes.errors import NoProcedure
from motcua.domain.processes.graph.definition import Kind
from motcua.domain.processes.graph.times import in_hours
from motcua.domain.processes.models import ImportedProcess
from motcua.domain.processes.scopes import procedure_scope
from motcua.domain.processes.services.publishing import unfit
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Effect:
    """`faults` by place of the row (0: the whole); `told` are sentences with their tone."""

    faults: list[tuple[int, Words]]
    told: list[tuple[str, Words]]

    @property
    def may_publish(self) -> bool:
        return not self.faults


def effect_of(draft: ImportedProcess, rows: Sequence[Row], version: ProcedureVersion | None) -> Effect:
    name = version.name if version else draft.name
    graph = drawn(rows, Words(name, name), draft.read)
    places = {row.key: place for place, row in enumerate(rows, start=1)}
    scope = procedure_scope(version.procedure, version.name) if version else None
    faults = [(places.get(one.node, 0), one.words) for one in unfit(graph, scope)]
    if version is None:
        return Effect([*faults, (0, NoProcedure.sentence)], [])
    effect = effect_of_graph(procedure_scope(version.procedure, version.name), graph)
    told = [*sentences(replace(effect, unstaffed=[], tight=[]))[:2], *_unstaffed(effect), *_promise(effect)]
    asked = sum(len(row.asks) for row in rows if row.kind == Kind.ASK and not row.left_out)
    if asked:
        words = Words("{n} cơ quan sẽ được hỏi ý kiến ở mỗi hồ sơ.", "{n} agencies are asked in every case.")
        told.append(("info", words.fill(n=asked)))
    return Effect(faults, told)


def _unstaffed(effect: ProcessEffect) -> Iterator[tuple[str, Words]]:
    """One sentence for a role, with all its steps."""
    words = Words(
        "{n} trên {all} cơ quan chưa có ai giữ vai trò {role} (bước {steps}).",
        "At {n} of {all} agencies nobody holds the role {role} (steps {steps}).",
    )
    held: dict[tuple[str, int], list[int]] = {}
    for one in effect.unstaffed:
        held.setdefault((one.role, one.agencies), []).append(one.number)
    for (role, count), steps in held.items():
        listed = ", ".join(map(str, steps))
        title = role_named(role).title
        yield "near", words.fill(n=count, all=effect.agencies, role=title, steps=listed)


def _promise(effect: ProcessEffect) -> Iterator[tuple[str, Words]]:
    """Whether the steps fit the time the procedure promises."""
    short = Words(
        "Thủ tục hẹn {promised} giờ làm việc, các bước cần {needed} giờ.",
        "The procedure promises {promised} working hours; the steps need {needed}.",
    )
    for one in effect.tight:
        yield "late", short.fill(promised=in_hours(one.promised), needed=in_hours(one.needed))
    if not effect.tight:
        yield "ontime", Words("Các bước vừa với thời hạn của thủ tục.", "The steps fit the procedure's promise.")
