"""What every page knows: its language, who is here, whose hall it is, and where the fixed places lie."""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.http import HttpRequest

from motcua.base.ui import nav
from motcua.base.ui.brand import Brand, brand
from motcua.kernel.actor import Actor
from motcua.kernel.words import Language, language

PLACES = MappingProxyType(
    {
        "home": "/",
        "procedures": "/thu-tuc/",
        "my_cases": "/ho-so/",
        "track": "/tra-cuu/",
        "sign_in": "/dang-nhap/",
        "sign_out": "/dang-xuat/",
        "language": "/ngon-ngu/",
        "desk": "/can-bo/",
    }
)


@dataclass(frozen=True)
class Page:
    """`page` in every template. `here` is the address to come back to after switching the language."""

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
    def brand(self) -> Brand:
        return brand()

    @property
    def places(self) -> MappingProxyType[str, str]:
        return PLACES

    @property
    def here(self) -> str:
        return self.request.get_full_path() if self.request.method in ("GET", "HEAD") else self.request.path

    @cached_property
    def nav(self) -> list[nav.Shown]:
        return nav.shown_to(self.actor, self.request.path)


def page(request: HttpRequest) -> dict[str, Page]:
    """Context processor: `page`."""
    return {"page": Page(request)}
