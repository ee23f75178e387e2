"""What every page knows: its language, who is here, whose hall it is, and where the fixed places lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString

from motcua.base.ui import banners, display, nav
from motcua.base.ui.brand import Brand, brand
from motcua.base.ui.display import Theme
from motcua.base.ui.tokens import tokens
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.database import practising
from motcua.kernel.unsent import Unsent, is_secret, unsent
from motcua.kernel.words import Language, language

PLACES = MappingProxyType(
    {
        "home": "/",
        "procedures": "/thu-tuc/",
        "my_cases": "/ho-so/",
        "track": "/tra-cuu/",
        "status": "/tinh-trang/",
        "sign_in": "/dang-nhap/",
        "sign_out": "/dang-xuat/",
        "language": "/ngon-ngu/",
        "display": "/hien-thi/",
        "emblem": "/bieu-trung",
        "desk": "/can-bo/",
        "account": "/can-bo/tai-khoan/",
    }
)
OF_THE_PAGE = frozenset({"next", "lang", "expected", "seen"})
"""Fields a page writes itself: drawn anew with it."""
CHANGED = "typed_after_the_press"


def take_along(request: HttpRequest, texts: Mapping[str, str]) -> None:
    """A press changed the form: these texts, not those sent, go along when the language is switched."""
    setattr(request, CHANGED, texts)


@dataclass(frozen=True)
class Page:
    """`page` in every template. `here` is the address to come back to after switching language or display."""

    request: HttpRequest

    @property
    def language(self) -> Language:
        return language()

    @property
    def other_language(self) -> Language:
        return "vi" if language() == "en" else "en"

    @property
    def actor(self) -> Actor | None:
        actor: Actor | None = getattr(self.request, "actor", None)
        return actor

    @property
    def citizen(self) -> Actor | None:
        return self.actor if self.actor and self.actor.kind == "citizen" else None

    @property
    def official(self) -> Actor | None:
        return self.actor if self.actor and self.actor.kind == "official" else None

    @property
    def seeks(self) -> bool:
        """Whether the person may look for cases."""
        official = self.official
        return official is not None and any("case.see" in post.permissions for post in official.posts)

    @property
    def brand(self) -> Brand:
        return brand()

    @property
    def places(self) -> MappingProxyType[str, str]:
        return PLACES

    @property
    def agency_name(self) -> str:
        """The agency an official stands for; empty for everybody else."""
        return next((post.agency_name for post in self.actor.posts), "") if self.actor else ""

    @property
    def here(self) -> str:
        """What was sent by POST comes back to the page it was typed on: its own address may answer to POST only."""
        if self.request.method in ("GET", "HEAD"):
            return self.request.get_full_path()
        came_from = urlsplit(self.request.headers.get("Referer", ""))
        if came_from.netloc != self.request.get_host():
            return self.request.path
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")

    @property
    def unsent(self) -> Unsent | None:
        """What was typed here and could not be sent; forms show it again."""
        return unsent()

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The texts of the form this page answers to, so that switching the language takes them along.

        Nothing of a form another site may have sent; what a view put in its place where a press changed the form.
        """
        if self.request.method != "POST" or not getattr(self.request, "csrf_processing_done", False):
            return []
        changed: Mapping[str, str] | None = getattr(self.request, CHANGED, None)
        sent = [(name, str(text)) for name, texts in self.request.POST.lists() for text in texts]
        told = sent if changed is None else [(name, text) for name, text in changed.items() if text]
        return [(name, text) for name, text in told if not (is_secret(name) or name in OF_THE_PAGE)]

    @property
    def address(self) -> str:
        """Where this page stands, for paper; what was searched for is left out."""
        return f"{settings.MOTCUA_SITE}{self.request.path}"

    @property
    def now(self) -> datetime:
        return clock.now()

    @property
    def practice(self) -> bool:
        """Whether everything here is made up."""
        return practising()

    @property
    def display(self) -> SafeString:
        """Attributes of `<html>`."""
        return display.attributes(self.request)

    @property
    def large(self) -> bool:
        return display.chosen(self.request, "type") == "large"

    @property
    def themes(self) -> tuple[Theme, ...]:
        return display.themes(display.chosen(self.request, "theme"))

    @property
    def bar_colour(self) -> str:
        """What a phone paints around the page."""
        return tokens()["light"]["bar"]

    @cached_property
    def banners(self) -> list[banners.Banner]:
        """What stands on top of every page for a while, such as an outage."""
        return banners.shown()

    @cached_property
    def nav(self) -> tuple[nav.Shown, ...]:
        return tuple(nav.shown_to(self.actor, self.request.path))


def page(request: HttpRequest) -> dict[str, Page]:
    """Context processor: `page`."""
    return {"page": Page(request)}
