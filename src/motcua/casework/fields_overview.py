"""Fields as the administrator sees them: their procedures, who decides at city level, and what nobody was given."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from motcua.domain.catalogue.models import Field, ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory.models import Agency, Competence
from motcua.kernel import clock
from motcua.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides a ministry's procedures of a field at city level; `agency` None: the committee itself, by default."""

    ministry: str
    procedures: int
    agency: Agency | None


@dataclass
class FieldLine:
    """`procedures` are those in force; `deciders` only where some are decided at city level."""

    id: UUID
    name: str
    procedures: int = 0
    deciders: list[Decider] = field(default_factory=list)

    @property
    def undecided(self) -> bool:
        return any(one.agency is None for one in self.deciders)


def field_lines() -> list[FieldLine]:
    """Every field, by name. Three statements."""
    lines = {one.pk: FieldLine(one.pk, one.name) for one in Field.objects.all()}
    ministries: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for version in receivable_versions():
        lines[version.field_id].procedures += 1
        if _at_city_level(version):
            ministries[version.field_id][version.issuing_agency] += 1
    given = _given()
    for key, counts in ministries.items():
        line = lines[key]
        for ministry, count in sorted(counts.items()):
            agency = given.get((fold(ministry), fold(line.name))) or given.get((fold(ministry), ""))
            line.deciders.append(Decider(ministry, count, agency))
    return list(lines.values())


def _at_city_level(version: ProcedureVersion) -> bool:
    return "city" in version.levels


def _given() -> dict[tuple[str, str], Agency]:
    """The departments by ministry and field, as they hold today."""
    today = clock.today()
    rows = Competence.objects.select_related("agency").filter(valid__contains=today, agency__valid__contains=today)
    return {(row.ministry_key, row.field_key): row.agency for row in rows}
