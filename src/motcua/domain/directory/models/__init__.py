"""Who administers and who comes: agencies in time, their offices, people, enterprises, positions."""

from motcua.domain.directory.models.agencies import Agency, AgencySuccession, Competence
from motcua.domain.directory.models.delegations import Absence, DelegatedScope, Delegation
from motcua.domain.directory.models.offices import Counter, Office, OfficeHoursRow, OfficeService
from motcua.domain.directory.models.people import Enterprise, Person
from motcua.domain.directory.models.positions import Position
from motcua.domain.directory.models.skills import Skill

__all__ = [
    "Absence",
    "Agency",
    "AgencySuccession",
    "Competence",
    "Counter",
    "DelegatedScope",
    "Delegation",
    "Enterprise",
    "Office",
    "OfficeHoursRow",
    "OfficeService",
    "Person",
    "Position",
    "Skill",
]
