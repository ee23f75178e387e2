"""GET /offices: where a procedure can be filed."""

from django.http import HttpRequest

from motcua.faces.api.described import guarded
from motcua.faces.api.offices import offices_after
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.catalogue import Code, Cursor, OfficeLine, OfficeList, PageSize, SearchText


@token_router.get(
    "/offices",
    response=OfficeList,
    summary="Offices that receive a procedure",
    tags=["catalogue"],
    openapi_extra=guarded(404, 422),
)
def list_offices(
    request: HttpRequest, procedure: Code, q: SearchText = "", after: Cursor = "", limit: PageSize = 20
) -> OfficeList:
    """Offices by identifier, each with the agency that decides what it receives; `q` are words of a name."""
    found, more = offices_after(procedure, q, after, limit)
    items = [OfficeLine.of(choice.office, choice.agency) for choice in found]
    return OfficeList(items=items, next=items[-1].identifier if more and items else None)
