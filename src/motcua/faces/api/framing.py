"""What stands around every endpoint's view: its declaration, checks of the bare request, and plain refusals."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from motcua.base.access.routes import Access, declared
from motcua.faces.api.errors import MethodNotAllowed
from motcua.faces.api.problems import fault_behind, problem
from motcua.faces.api.reading import check_request

View = Callable[..., HttpResponseBase]


def framed(view: View, access: Access) -> View:
    """`view` declared, without forgery check (no session is used), never answering with a page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            check_request(request)
            response = view(request, *args, **kwargs)
        except Exception as exception:
            return problem(fault_behind(exception))
        if isinstance(response, HttpResponseNotAllowed):
            return problem(MethodNotAllowed(allowed=response.headers["Allow"]))
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return declared(answer, access)
