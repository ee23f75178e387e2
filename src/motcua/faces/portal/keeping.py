"""Forms whose texts are kept while they are typed: what such a page carries, and how it is read back."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from motcua.casework.services.typed import Kept, Sheet
from motcua.domain.cases.models import Case
from motcua.kernel.text import clock_time
from motcua.kernel.words import Words

SAVED = Words("Đã lưu {at}", "Saved {at}")
HIDDEN = frozenset({"csrfmiddlewaretoken", "tab", "revision", "version"})
LONGEST_NAME, MOST_NAMES = 40, 60


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the form carries: where to keep, which page it is, and what it was drawn from."""

    url: str
    tab: str
    revision: int
    said: str


def keeping(request: HttpRequest, case: Case, place: str, kept: Kept, *, saved_at: datetime | None = None) -> Keeping:
    """For a page drawn now; a page drawn again after a refusal stays the page it was."""
    at = kept.saved_at or saved_at
    return Keeping(
        url=reverse("portal:keep", kwargs={"case_id": case.pk, "place": place}),
        tab=tab_of(request.POST) or secrets.token_urlsafe(12),
        revision=kept.revision,
        said=said_of(at) if at else "",
    )


def said_of(at: datetime) -> str:
    return str(SAVED.fill(at=clock_time(at)))


def sheet_of(request: HttpRequest, place: str, names: Iterable[str]) -> Sheet:
    """The page as it was posted; only the named texts count."""
    texts = {name: request.POST.get(name, "").replace("\x00", "") for name in names if name in request.POST}
    return Sheet(place, tab_of(request.POST), revision_of(request.POST), texts)


def any_texts(posted: Mapping[str, str]) -> dict[str, str]:
    """Every text of the form but what it carries for itself."""
    names = [name for name in posted if name not in HIDDEN and len(name) <= LONGEST_NAME]
    return {name: posted[name].replace("\x00", "") for name in sorted(names)[:MOST_NAMES]}


def tab_of(posted: Mapping[str, str]) -> str:
    return posted.get("tab", "").replace("\x00", "")[:40]


def revision_of(posted: Mapping[str, str]) -> int:
    typed = posted.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
