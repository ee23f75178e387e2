"""Which agency decides a procedure that somebody brings to an office."""

from datetime import date
from uuid import UUID

from motcua.base.edition import kept
from motcua.casework.surroundings import office_kept, version_kept
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.directory.models import Agency, Office, OfficeService
from motcua.domain.directory.queries.agencies import agency_resolving


def resolving_agency(*, office: Office, version: ProcedureVersion, on: date) -> Agency | None:
    """The agency of the version's level that the office receives for; the nearest level first. None: not here."""
    for level in sorted(version.levels, key=("commune", "district", "city", "ministry", "other").index):
        agency = agency_resolving(
            level=level,
            day=on,
            commune_code=office.agency.territory_code,
            ministry=version.issuing_agency,
            field=version.field.name,
        )
        if agency is not None and serves(office, agency):
            return agency
    return None


@kept
def resolving_kept(office_id: UUID, version_id: UUID, on: date, mark: str) -> Agency | None:
    """As `resolving_agency`, by an edition: no statement while it stands."""
    return resolving_agency(office=office_kept(office_id, mark), version=version_kept(version_id, mark), on=on)


def serves(office: Office, agency: Agency) -> bool:
    """Whether the office receives for the agency: its own, or one it was given."""
    return office.agency_id == agency.pk or OfficeService.objects.filter(office=office, agency=agency).exists()
