"""What the counter needs to know: its offices, what they take, which papers are asked for, what is promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from motcua.base.access import permissions
from motcua.base.daysoff.queries import calendar_of, city_rules
from motcua.casework.competence import resolving_agency
from motcua.domain.cases.deadlines import TimeLimit as Limit
from motcua.domain.cases.deadlines import explain, same_day_due
from motcua.domain.catalogue.models import ProcedureVersion, RequiredPaper, TimeLimit
from motcua.domain.catalogue.queries import receivable_versions, search
from motcua.domain.directory.models import Office
from motcua.domain.directory.queries import office_hours, offices_below, positions_of
from motcua.faces.desk.usual import by_first_letters, matching_usual, usual_versions
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.text import fold

ASKED, SHOWN = 24, 8
NUMBERED_APART = 1000
"""So far apart are the papers of linked procedures numbered on one form."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the checklist a case will get. `position` is the case's own."""

    position: int
    paper: RequiredPaper

    @property
    def usual(self) -> tuple[int, int]:
        """Originals and copies to begin with: those asked for; none of what is only shown or only needed by some."""
        return (self.paper.originals, self.paper.copies) if self.paper.must_be_attached else (0, 0)


def offices_for(actor: Actor) -> list[Office]:
    """Where this official may receive, the office of their own post first."""
    today = clock.today()
    offices = list(offices_below(actor.paths(permissions.CASE_RECEIVE), today))
    own = {position.office_id for position in positions_of(actor.person_id, today)} if actor.person_id else set()
    return sorted(offices, key=lambda office: office.pk not in own)


def found_procedures(office: Office, text: str) -> list[ProcedureVersion]:
    """The procedures this office takes that hold all the words, its most frequent ones first; at most eight."""
    if not text.strip():
        return []
    wanted = [
        *(hit.version_id for hit in search(text, limit=ASKED).hits if hit.version_id),
        *by_first_letters(text)[:ASKED],
    ]
    known = receivable_versions().in_bulk(wanted)
    found = matching_usual(usual_versions(office.pk), text)[:SHOWN]
    for version_id in wanted:
        if len(found) == SHOWN:
            break
        version = known.get(version_id)
        if version is not None and version not in found and taken_at(office, version):
            found.append(version)
    return found


def version_at(office: Office, version_id: str) -> ProcedureVersion | None:
    """A version by its id, if this office takes it today."""
    try:
        version = receivable_versions().filter(pk=UUID(version_id)).first()
    except ValueError:
        return None
    return version if version is not None and taken_at(office, version) else None


def taken_at(office: Office, version: ProcedureVersion) -> bool:
    return resolving_agency(office=office, version=version, on=clock.today()) is not None


def checklist(version: ProcedureVersion) -> list[PaperLine]:
    """The papers in the order and numbering the case will have: notes of the catalogue are not papers."""
    asked = RequiredPaper.objects.filter(version=version).exclude(kind="note").order_by("position")
    return [PaperLine(number, paper) for number, paper in enumerate(asked, start=1)]


def checklist_together(versions: Sequence[ProcedureVersion]) -> list[PaperLine]:
    """The papers of linked procedures, each once: those of the first keep their numbers, further ones come after."""
    found: dict[str, PaperLine] = {}
    for place, version in enumerate(versions):
        for line in checklist(version):
            position = line.position + place * NUMBERED_APART
            found.setdefault(fold(line.paper.name), PaperLine(position, line.paper))
    return list(found.values())


def expected_due(office: Office, limit: TimeLimit | None, since: datetime | None = None) -> datetime | None:
    """When the result would be due if accepted now, or counted `since` then; None where a day must be entered."""
    if limit is None or limit.value is None:
        return None
    calendar, hours, now = calendar_of(office.agency.path), office_hours(office.pk), since or clock.now()
    city = city_rules()
    if limit.same_day:
        return same_day_due(now, calendar, hours, city)
    return explain(now, Limit(Decimal(limit.value), limit.unit), calendar, hours, city=city).due


def chosen_limit(limits: Sequence[TimeLimit], key: str) -> TimeLimit | None:
    """The one chosen by its key, else the first stated one."""
    known = [limit for limit in limits if limit.value is not None]
    return next((limit for limit in known if str(limit.pk) == key), None if key == "own" else next(iter(known), None))
