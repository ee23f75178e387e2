"""In the real city the door to the practice one; in the practice city its exercises."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import signed_in
from motcua.faces.practice.exercises import progress_of
from motcua.faces.practice.standing import standing, wish
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.database import practising
from motcua.kernel.errors import Denied

BEGUN = "practice_begun"


@signed_in
@require_safe
def practice(request: HttpRequest) -> HttpResponse:
    """Exercises where one practises; elsewhere the way there."""
    actor = official_of(request)
    if not practising():
        return render(request, "practice/door.html", {"standing": standing()})
    since = datetime.fromisoformat(request.session.setdefault(BEGUN, clock.now().isoformat()))
    exercises = progress_of(actor.account_id, since)
    done = sum(one.done_at is not None for one in exercises)
    facts = {"exercises": exercises, "done": done, "all": len(exercises)}
    return render(request, "practice/exercises.html", facts | {"receives": actor.may(permissions.CASE_RECEIVE)})


@signed_in
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Wish for the practice city; inside it, begin the exercises anew."""
    official_of(request)
    if practising():
        request.session[BEGUN] = clock.now().isoformat()
    elif standing().startable:
        wish()
    return HttpResponseRedirect(reverse("practice:practice"))


def official_of(request: HttpRequest) -> Actor:
    """Officials practise; citizens have nothing to practise here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.kind != "official":
        raise Denied
    return actor
