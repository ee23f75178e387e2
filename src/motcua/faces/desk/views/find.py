"""The one search box of the desk: a single hit opens at once, several stand in a list, none says what was sought."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.reading import relaxed
from motcua.casework.queries.wanted import ALL, Wanted
from motcua.casework.queries.worklist import listed
from motcua.faces.desk import searches
from motcua.faces.desk.who import official


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """A search is posted and remembered: names and numbers of people never stand in an address."""
    typed = searches.reduced(request.POST.get("q", ""))
    word = searches.remember(request, typed)
    if not word:
        return HttpResponseRedirect(reverse("desk:worklist"))
    found = listed(official(request), Wanted(tab=ALL.key, search=typed)).values_list("pk", flat=True)[:2]
    hits = relaxed(lambda: list(found.all()))
    if len(hits) == 1:
        return HttpResponseRedirect(reverse("desk:case", args=hits))
    return HttpResponseRedirect(f"{reverse('desk:worklist')}?{searches.PARAMETER}={word}")
