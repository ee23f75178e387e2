"""Where a procedure can be filed, a page at a time."""

from dataclasses import dataclass
from datetime import date

from motcua.casework.competence import resolving_agency
from motcua.domain.catalogue.errors import ProcedureNotFound
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory.models import Agency, Office
from motcua.domain.directory.queries.offices import offices_of_level
from motcua.kernel import clock
from motcua.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Choice:
    """An office, and the agency that will decide."""

    office: Office
    agency: Agency


def version_of(code: str) -> ProcedureVersion:
    """The version that can be filed today. ProcedureNotFound when there is none."""
    version = receivable_versions().filter(procedure__code=code).first()
    if version is None:
        raise ProcedureNotFound(code=code)
    return version


def offices_after(code: str, asked: str, after: str, limit: int) -> tuple[list[Choice], bool]:
    """At most `limit` offices behind the identifier `after` whose name holds every word; and whether there are more."""
    version, day = version_of(code), clock.today()
    words = fold(asked).split()
    found: list[Choice] = []
    for office in candidates(version, after, day):
        if not all(word in fold(f"{office.name} {office.agency.name}") for word in words):
            continue
        agency = resolving_agency(office=office, version=version, on=day)
        if agency is None:
            continue
        if len(found) == limit:
            return found, True
        found.append(Choice(office, agency))
    return found, False


def candidates(version: ProcedureVersion, after: str, day: date) -> list[Office]:
    """The offices of the version's levels, by identifier, each once."""
    found = {
        office.pk: office
        for level in version.levels
        for office in offices_of_level(level, day).filter(identifier__gt=after)
    }
    return sorted(found.values(), key=lambda office: office.identifier)
