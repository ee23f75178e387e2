"""The worklist: what is due first stands first, five views of it, one search box."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.casework.queries import worklist as lists
from motcua.faces.desk import searches
from motcua.faces.desk.rows import lines_of
from motcua.faces.desk.who import official
from motcua.kernel.words import Words

EMPTY = {
    "mine": Words("Bạn không còn việc nào đang chờ", "Nothing waits for you"),
    "unit": Words("Đơn vị không có hồ sơ đang chờ", "Nothing waits in your unit"),
    "waiting": Words("Không có hồ sơ nào đang chờ người nộp", "No case waits for its applicant"),
    "ready": Words("Không có kết quả nào chờ trả", "No result waits to be handed over"),
    "all": Words("Chưa có hồ sơ nào", "There are no cases yet"),
}


@requires(permissions.CASE_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def worklist(request: HttpRequest) -> HttpResponse:
    """A search is posted, remembered, and shown at an address without personal data."""
    if request.method == "POST":
        return HttpResponseRedirect(_url(tim=searches.remember(request, request.POST.get("q", ""))))
    tab = _tab(request.GET.get("muc", ""))
    search = searches.recalled(request)
    after = request.GET.get("sau", "")
    page = lists.worklist(official(request), tab=tab.key, search=search, after=after)
    tim = request.GET.get(searches.PARAMETER, "") if search else ""
    return render(
        request,
        "desk/worklist.html",
        {
            "tabs": [
                {"label": each.words, "url": _url(muc=each.key), "current": each is tab and not search}
                for each in lists.TABS
            ],
            "caption": tab.words,
            "search": search,
            "lines": lines_of(page.rows),
            "empty": EMPTY[tab.key],
            "next_url": _url(muc=tab.key, tim=tim, sau=page.more) if page.more else "",
            "first_url": _url(muc=tab.key, tim=tim) if after else "",
        },
    )


def _tab(key: str) -> lists.Tab:
    return next((tab for tab in lists.TABS if tab.key == key), lists.MINE)


def _url(**asked: str) -> str:
    given = urlencode({name: value for name, value in asked.items() if value})
    return reverse("desk:worklist") + (f"?{given}" if given else "")
