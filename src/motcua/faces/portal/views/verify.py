"""Whether a paper is genuine: for anybody who holds it, with nothing about the person it was given to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.access.routes import public
from motcua.base.documents.queries import verification
from motcua.faces.portal.lookups import look_up, unlisted


@public("whoever holds a paper may check it")
@unlisted
@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Kind, number, agency, day and digest of the paper; 404 for a secret that belongs to none."""
    facts = look_up(request, lambda: verification(token))
    return render(request, "portal/cases/verify.html", {"facts": facts}, status=200 if facts else 404)
