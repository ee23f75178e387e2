"""What publishing a process read from a decision would mean: what stands against it, and whom it touches."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.casework.process_effect import effect_of_table
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.processes.drafts import Row, drawn
from motcua.domain.processes.errors import NoProcedure
from motcua.domain.processes.graph.definition import Kind
from motcua.domain.processes.models import ImportedProcess
from motcua.domain.processes.scopes import procedure_scope
from motcua.domain.processes.services.publishing import unfit
from motcua.domain.processes.tables import Line
from motcua.faces.console.process_words import sentences
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
    faults = [(places.get(one.node, 0), one.words) for one in unfit(graph)]
    if version is None:
        return Effect([*faults, (0, NoProcedure.sentence)], [])
    lines = [
        Line(row.name_vi, row.name_en, row.relation, row.role, row.hours, row.key) for row in rows if not row.left_out
    ]
    told = sentences(effect_of_table(procedure_scope(version.procedure, version.name), lines))
    asked = sum(len(row.asks) for row in rows if row.kind == Kind.ASK and not row.left_out)
    if asked:
        words = Words("{n} cơ quan sẽ được hỏi ý kiến ở mỗi hồ sơ.", "{n} agencies are asked in every case.")
        told.append(("info", words.fill(n=asked)))
    return Effect(faults, told)
