"""What the city wrote to the citizen about their cases."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.access.routes import citizen
from motcua.base.messages import inbox as letters
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.kernel.errors import NotVisible

PAGE = 20


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return HttpResponseRedirect(read(request))
    account_id = actor_of(request).account_id
    assert account_id
    before = _uuid(request.GET["truoc"]) if "truoc" in request.GET else None
    found = letters.inbox(account_id, limit=PAGE + 1, before=before)
    context = {
        "letters": [{"letter": letter, "link": own_path(letter.link)} for letter in found[:PAGE]],
        "unread": letters.unread_count(account_id),
        "next_url": f"?truoc={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": request.path if before else "",
    }
    return render(request, "portal/cases/inbox.html", context)


def read(request: HttpRequest) -> str:
    """Mark one message, or all, as read; where to go then. NotVisible for somebody else's message."""
    actor = actor_of(request)
    if "all" in request.POST:
        letters.mark_all_read(actor=actor)
        return request.path
    chosen = request.POST.get("open") or request.POST.get("read", "")
    letter = letters.get_message(actor=actor, message_id=_uuid(chosen))
    letters.mark_read(actor=actor, message_id=letter.pk)
    opened = own_path(letter.link) if "open" in request.POST else ""
    return opened or f"{request.path}#tin-{letter.pk}"


def own_path(link: str) -> str:
    """A message's link when it stays on this site, else nothing."""
    return link if link.startswith("/") and not link.startswith(("//", "/\\")) else ""


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotVisible from None
