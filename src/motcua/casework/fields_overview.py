"""Fields as the administrator sees them: their procedures, who decides at city level, and what nobody was given."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from motcua.domain.cases import states
from motcua.domain.cases.models import Case
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
    code: str = ""
    retired: bool = False
    procedures: int = 0
    deciders: list[Decider] = field(default_factory=list)

    @property
    def undecided(self) -> bool:
        return any(one.agency is None for one in self.deciders)


@dataclass(frozen=True, slots=True)
class Touched:
    """What goes with a field today; `procedures` are (code, name) of those in force."""

    procedures: list[tuple[str, str]]
    open_cases: int


def touched_by_field(field_id: UUID) -> Touched:
    rows = receivable_versions().filter(field=field_id).values_list("procedure__code", "name")
    cases = Case.objects.filter(procedure_version__field=field_id, state__in=sorted(states.OPEN))
    return Touched(sorted(rows), cases.count())


def field_lines() -> list[FieldLine]:
    """Every field, by name. Three statements."""
    lines = {one.pk: FieldLine(one.pk, one.name, one.code, one.retired_at is not None) for one in Field.objects.all()}
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
