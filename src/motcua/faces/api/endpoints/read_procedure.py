"""GET /procedures/{code}: everything about one procedure."""

from django.http import HttpRequest

from motcua.domain.catalogue.queries import procedure_page
from motcua.faces.api.described import reading
from motcua.faces.api.routers import open_router
from motcua.faces.api.schemas.catalogue import ProcedureFull


@open_router.get(
    "/procedures/{code}",
    response=ProcedureFull,
    summary="Read a procedure",
    tags=["catalogue"],
    openapi_extra=reading(404),
)
def read_procedure(request: HttpRequest, code: str) -> ProcedureFull:
    """The procedure as it is in force today."""
    return ProcedureFull.of(procedure_page(code))
