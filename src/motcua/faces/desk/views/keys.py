"""The single keys of the desk: which there are, and the switch that holds for the account at every computer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries.actions import ALL
from motcua.faces.desk.acting import WAYS
from motcua.faces.desk.choices import choice_of, switch_keys
from motcua.faces.desk.who import official
from motcua.kernel.words import Words

ON = Words("Phím tắt đã bật.", "Shortcut keys are on.")
OFF = Words("Phím tắt đã tắt.", "Shortcut keys are off.")


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """A script that switches gets an empty answer, a person comes back to where they were."""
    actor = official(request)
    if request.method == "POST":
        on = request.POST.get("on") == "1"
        switch_keys(request, actor, on=on)
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=204)
        messages.success(request, str(ON if on else OFF))
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
        return HttpResponseRedirect(back if safe else reverse("desk:keys"))
    acts = [(action.words, WAYS[action.name].key) for action in ALL if WAYS[action.name].key]
    return render(request, "desk/keys.html", {"acts": acts, "on": choice_of(request, actor)["keys"]})
