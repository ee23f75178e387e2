"""An official's own account: who one is here, the password, the second factor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.access.factors.passkeys import passkeys_of
from motcua.base.access.models import CodeApp
from motcua.faces.desk.own_account import account_of, actor_of, own


@own
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Everything about signing in, on one page."""
    mine = account_of(request)
    facts = {
        "username": mine.username,
        "email": mine.email,
        "posts": [post for post in actor_of(request).posts if post.delegation_id is None and post.stands_for is None],
        "app": CodeApp.objects.filter(account=mine).exists(),
        "keys": len(passkeys_of(mine)),
    }
    return render(request, "desk/account.html", facts)
