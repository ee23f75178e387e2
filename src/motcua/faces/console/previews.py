"""Forms whose effect is shown before they are saved: fill in, look, save. All of it works without scripts.

The save button carries a digest of what was looked at: whoever changes a field afterwards sees the new effect first.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base.ui.forms import Form
from motcua.faces.console.pages import UNREADABLE, Act, FormPage, go_on
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.words import Words

ROWS = 25
KEPT_OUT = {"csrfmiddlewaretoken", "do", "seen", "trang"}


@dataclass(frozen=True, slots=True)
class Table:
    """A short table, shown whole."""

    caption: Words
    head: Sequence[Words]
    rows: Sequence[Sequence[object]]


@dataclass
class Preview:
    """What saving would do: sentences with a tone (info, ontime, near, late), and a table of what is touched.

    `beside` are short tables in front of it; `as_read` an outage as everybody will read it.
    """

    lines: list[tuple[str, Words]] = field(default_factory=list)
    caption: Words | None = None
    head: Sequence[Words] = ()
    rows: Sequence[Sequence[object]] = ()
    may_save: bool = True
    beside: Sequence[Table] = ()
    as_read: Mapping[str, object] | None = None


Look = Callable[[dict[str, Any]], Preview]


def run_previewed(request: HttpRequest, form: Form, page: FormPage, look: Look, act: Act) -> HttpResponse:
    """Show the form; its effect; and, once that was seen, call `act`. Refusals keep what was typed."""
    if not form.is_bound:
        return _draw(request, form, page)
    seen = digest_of(request)
    if not form.is_valid():
        return _draw(request, form, page, status=UNREADABLE)
    try:
        if request.POST.get("do") == "save" and request.POST.get("seen") == seen:
            told = act(form.cleaned_data)
            return told if isinstance(told, HttpResponse) else go_on(request, page, told)
        effect = look(dict(form.cleaned_data))
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        form.add_fault(fault)
        return _draw(request, form, page, status=fault.status)
    return _draw(request, form, page, effect=effect, seen=seen)


@contextmanager
def tried() -> Iterator[None]:
    """What is done within the block is taken back at its end: it is refused where it would be, and nothing stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def digest_of(request: HttpRequest) -> str:
    """Of everything that was typed, in any order of fields."""
    return digest_of_values({name: request.POST.getlist(name) for name in request.POST})


def digest_of_values(values: Mapping[str, list[str]]) -> str:
    """The same of given values; line ends as browsers change them make no difference."""
    typed = {
        name: [text.replace("\r\n", "\n") for text in values[name]] for name in sorted(values) if name not in KEPT_OUT
    }
    return hashlib.sha256(json.dumps(typed).encode()).hexdigest()[:32]


def _draw(
    request: HttpRequest,
    form: Form,
    page: FormPage,
    *,
    effect: Preview | None = None,
    seen: str = "",
    status: int = 200,
) -> HttpResponse:
    facts: dict[str, Any] = {"form": form, "form_page": page, "effect": effect, "seen": seen}
    facts["crumbs"] = [{"label": label, "url": url} for label, url in page.crumbs]
    if effect is not None:
        facts |= page_of(request, effect)
        facts["changed_since"] = request.POST.get("do") == "save"
    return render(request, "console/previewed.html", facts, status=status)


def page_of(request: HttpRequest, effect: Preview) -> dict[str, Any]:
    """The rows of the page asked for, and which pages there are."""
    last = max((len(effect.rows) - 1) // ROWS + 1, 1)
    asked = request.POST.get("trang", "1")
    number = min(int(asked), last) if asked.isdecimal() and len(asked) < 7 and int(asked) > 0 else 1
    return {
        "rows": effect.rows[(number - 1) * ROWS : number * ROWS],
        "page_number": number,
        "page_last": last,
        "page_before": number - 1 if number > 1 else 0,
        "page_after": number + 1 if number < last else 0,
    }
