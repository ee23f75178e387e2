"""GET /procedures: find a procedure."""

from django.http import HttpRequest

from motcua.domain.catalogue import queries
from motcua.faces.api.cursors import check_search_key
from motcua.faces.api.described import reading
from motcua.faces.api.routers import open_router
from motcua.faces.api.schemas.catalogue import (
    Cursor,
    LevelName,
    PageSize,
    ProcedureLine,
    ProcedureList,
    SearchText,
)


@open_router.get(
    "/procedures", response=ProcedureList, summary="Search procedures", tags=["catalogue"], openapi_extra=reading(422)
)
def search_procedures(
    request: HttpRequest,
    q: SearchText = "",
    field: SearchText = "",
    agency: SearchText = "",
    level: LevelName | None = None,
    after: Cursor = "",
    limit: PageSize = 20,
) -> ProcedureList:
    """Procedures in force today, without diacritics and in any order of words."""
    check_search_key(after)
    page = queries.search(q, field=field, agency=agency, level=level or "", after=after or None, limit=limit)
    return ProcedureList(items=[ProcedureLine.of(hit) for hit in page.hits], next=page.after, similar=page.similar)
