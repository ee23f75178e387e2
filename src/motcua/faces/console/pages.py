"""One way through every form page: show it, read it, call the act, say it is done; a refusal keeps what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from motcua.base.ui.forms import Form
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.words import Words

Act = Callable[[dict[str, Any]], str | HttpResponse]
UNREADABLE = 422


SET_ASIDE = Words("Mục này không bị xóa; sau này dùng lại được.", "It is not deleted; it can be used again later.")
TAKEN_UP = Words("Mục này trở lại danh mục để chọn.", "It comes back into the list to choose from.")


@dataclass
class FormPage:
    """What stands around a form. `crumbs` are (label, address); `rows` are facts shown above it."""

    title: Words
    button: Words
    done: Words
    back: str
    crumbs: list[tuple[str, str]] = field(default_factory=list)
    lead: Words | None = None
    rows: list[dict[str, object]] = field(default_factory=list)
    danger: bool = False


def actor_of(request: HttpRequest) -> Actor:
    """The official behind the request; the route's declaration has seen to it that there is one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def typed(request: HttpRequest) -> Mapping[str, Any] | None:
    """What a form is bound to: nothing until it was sent."""
    return request.POST if request.method == "POST" else None


def run(request: HttpRequest, form: Form, page: FormPage, act: Act) -> HttpResponse:
    """Call `act` with the cleaned values; it gives the address to go on to, or an answer of its own.

    A fault other than "not visible" and "denied" comes back on the form, with the status of the fault.
    """
    status = 200
    if form.is_bound:
        status = UNREADABLE
        if form.is_valid():
            try:
                told = act(form.cleaned_data)
            except (Denied, NotVisible):
                raise
            except Fault as fault:
                form.add_fault(fault)
                status = fault.status
            else:
                return told if isinstance(told, HttpResponse) else go_on(request, page, told)
    crumbs = [{"label": label, "url": url} for label, url in page.crumbs]
    return render(request, "console/form.html", {"form": form, "form_page": page, "crumbs": crumbs}, status=status)


def go_on(request: HttpRequest, page: FormPage, address: str) -> HttpResponse:
    """Say that it is done and go there."""
    messages.success(request, str(page.done))
    return HttpResponseRedirect(address)


def row(label: Words, value: object, change_url: str = "") -> dict[str, object]:
    """One line of a list of facts."""
    return {"label": str(label), "value": value, "change_url": change_url}
