"""What may be read of the directory."""

from motcua.domain.directory.queries.agencies import (
    agencies_found,
    agencies_on,
    agency_at,
    agency_resolving,
    below,
    children,
    commune_agency,
    lines_above,
    within,
)
from motcua.domain.directory.queries.offices import (
    counters_of,
    hours_rows,
    office_for,
    office_hours,
    offices_below,
    offices_of,
    offices_of_level,
    offices_receiving,
    resolving_agency,
)
from motcua.domain.directory.queries.people import (
    agency_paths_of,
    find_people,
    people_below,
    person_by_identity,
    positions_at,
    positions_of,
)

__all__ = [
    "agencies_found",
    "agencies_on",
    "agency_at",
    "agency_paths_of",
    "agency_resolving",
    "below",
    "children",
    "commune_agency",
    "counters_of",
    "find_people",
    "hours_rows",
    "lines_above",
    "office_for",
    "office_hours",
    "offices_below",
    "offices_of",
    "offices_of_level",
    "offices_receiving",
    "people_below",
    "person_by_identity",
    "positions_at",
    "positions_of",
    "resolving_agency",
    "within",
]
