"""The addresses below /api/v1/, each declared; what is not there is said as a problem too."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path
from ninja import Router

from motcua.base.access import permissions
from motcua.base.access.routes import Access
from motcua.faces.api.errors import UnknownRoute
from motcua.faces.api.framing import framed
from motcua.faces.api.house import api, openapi
from motcua.faces.api.probe import probe_rounds
from motcua.faces.api.routers import open_router

app_name = "api"

PUBLIC = Access("public", "the published catalogue, tracking by code, and the description of the interface")
MACHINE = Access("machine", permissions.API_USE)
PROBE = Access("machine", "the key of the city's probes")


def description(request: HttpRequest) -> HttpResponseBase:
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False})


def unknown(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    raise UnknownRoute


def names_of(router: Router) -> set[str]:
    return {operation.view_func.__name__ for view in router.path_operations.values() for operation in view.operations}


def endpoint_patterns() -> Iterator[URLPattern]:
    """Ninja's addresses, framed and declared; its own root page left out."""
    public = names_of(open_router)
    for pattern in api.urls[0]:
        assert isinstance(pattern, URLPattern)
        if pattern.name != "api-root":
            access = PUBLIC if pattern.name in public else MACHINE
            yield URLPattern(pattern.pattern, framed(pattern.callback, access), name=pattern.name)


urlpatterns = [
    path("openapi.json", framed(description, PUBLIC), name="openapi"),
    path("probe-rounds", framed(probe_rounds, PROBE), name="probe-rounds"),
    *endpoint_patterns(),
    path("", framed(unknown, PUBLIC)),
    path("<path:rest>", framed(unknown, PUBLIC)),
]
