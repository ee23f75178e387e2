"""How a person wants pages shown: size of type and light or dark, kept in cookies of this device like the language."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from motcua.kernel.words import Words

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"type": ("normal", "large"), "theme": ("auto", "light", "dark")}
)
"""Each choice with what it may be; the first is what nobody has to choose."""

THEME_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "auto": Words("Nền theo máy", "As the device"),
        "light": Words("Nền sáng", "Light"),
        "dark": Words("Nền tối", "Dark"),
    }
)


class Theme(NamedTuple):
    """A theme to choose; `pressed` is "true" for the chosen one, else "false"."""

    value: str
    words: Words
    pressed: str


@cache
def themes(now: str) -> tuple[Theme, ...]:
    """All of them, as their buttons are drawn while `now` is chosen."""
    return tuple(Theme(value, words, "true" if value == now else "false") for value, words in THEME_WORDS.items())


def chosen(request: HttpRequest, name: str) -> str:
    """What this person chose; the first possibility unless they did. KeyError for no such choice."""
    told = request.COOKIES.get(name, "")
    return told if told in CHOICES[name] else CHOICES[name][0]


def attributes(request: HttpRequest) -> SafeString:
    """What `<html>` says of it; nothing where nothing was chosen, so the device's own setting rules."""
    told = [(name, chosen(request, name)) for name, possible in CHOICES.items() if chosen(request, name) != possible[0]]
    return format_html_join("", ' data-{}="{}"', told)
