"""The forms of the pages as somebody sees them, filled in and sent as a browser sends them, or as none would."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

import lxml.html
from django.db import transaction
from django.test import Client
from hypothesis import strategies as st

from motcua.kernel.unsent import is_secret, worth
from tests.faces.who_may.test_who_may import kept_cookies
from tests.faces.who_may.world import Knocker
from tests.support.hostile import DAYS, sound, texts

WRITTEN = ("text", "textarea", "number", "search", "tel", "email", "url", "date")
DAY = re.compile(r"day|date|_on$|_at$|from|since|until|first|last|valid")
MOST_IN_ADDRESS = 8000
"""Longer addresses no server takes."""
UNKNOWN = ("khac", "sau", "trang", "next")
TOKENS = ("csrfmiddlewaretoken",)

Typed = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form of a page: `shown` is what stands in it, `written` which fields take text, `offered` what others offer."""

    page: str
    action: str
    knocker: Knocker
    shown: Typed
    written: frozenset[str]
    offered: dict[str, list[str]]
    presses: list[tuple[str, str]]
    way: str
    """How it is sent: "get", "post", or "parts" where it takes files."""

    @property
    def key(self) -> tuple[str, ...]:
        where = re.sub(r"[0-9a-f-]{36}", "", self.action)
        return (self.way, where, *sorted(self.shown), *(value for _, value in self.presses))


def sheets_of(page: str, knocker: Knocker, content: bytes) -> Iterator[Sheet]:
    for form in lxml.html.fromstring(content).xpath("//form"):
        shown, written, offered = Typed(), set[str](), dict[str, list[str]]()
        for one in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
            name, kind = one.get("name"), one.get("type", "text") if one.tag == "input" else one.tag
            if name in TOKENS or kind in ("submit", "button", "image"):
                continue
            shown.setdefault(name, [])
            if kind in ("radio", "checkbox"):
                offered.setdefault(name, []).append(one.get("value", "on"))
                shown[name] += [one.get("value", "on")] if one.get("checked") is not None else []
            elif kind == "select":
                offered[name] = list(one.value_options)
                shown[name] += [one.value] if isinstance(one.value, str) else list(one.value or ())
            elif kind != "file":
                shown[name].append(one.value or "")
                written |= {name} if kind in WRITTEN else set()
        presses = [(one.get("name"), one.get("value", "")) for one in form.xpath(".//button[@name]")]
        way = "parts" if "multipart" in form.get("enctype", "") else form.get("method", "get").lower()
        yield Sheet(page, form.get("action") or page, knocker, shown, frozenset(written), offered, presses, way)


def filled(sheet: Sheet, most: int) -> st.SearchStrategy[Typed]:
    """What is empty filled with something sound, then up to three fields with anything, or all with one value."""
    names = sorted(sheet.shown)
    one = st.lists(texts(most), min_size=1, max_size=1)
    anything = st.one_of(one, one, one, st.lists(texts(5000), max_size=3))
    empty = [name for name in names if not any(sheet.shown[name])]
    sound_ones = st.fixed_dictionaries({name: fitting(sheet, name).map(lambda text: [text]) for name in empty})
    some = st.dictionaries(st.sampled_from([*names, *UNKNOWN]), anything, max_size=3)
    same = st.builds(lambda value: dict.fromkeys(names, value), one)
    pressed = st.sampled_from(sheet.presses).map(lambda press: {press[0]: [press[1]]}) if sheet.presses else st.just({})
    return st.builds(
        lambda begin, change, press: sheet.shown | begin | press | change,
        sound_ones, st.one_of(some, some, some, same), pressed,
    )  # fmt: skip


def fitting(sheet: Sheet, name: str) -> st.SearchStrategy[str]:
    if name in sheet.offered:
        return sound(sheet.offered[name])
    return st.sampled_from(("10/3/2027", "2027-03-10", *DAYS)) if DAY.search(name) else sound(())


def undone(knocker: Knocker, path: str, sheet: Sheet | None = None, typed: Typed | None = None) -> tuple[Any, bytes]:
    """The answer and its content; whatever it changed is undone."""
    client = knocker.client
    with kept_cookies(knocker), transaction.atomic():
        answer = client.get(path) if sheet is None else sent(client, path, typed or {}, way=sheet.way)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer, content


def sent(client: Client, path: str, typed: Typed, *, way: str) -> Any:
    """U+FFFD goes out as a lone surrogate's bytes, which are no UTF-8."""
    if way == "parts":
        return client.post(path, {name: values for name, values in typed.items() if "\x00" not in name})
    pairs = [(name.encode(), value.encode()) for name, values in typed.items() for value in values]
    pairs = [(name, value.replace("\ufffd".encode(), b"\xed\xa0\x80")) for name, value in pairs]
    body = "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs)
    if way == "get":
        return client.get(f"{path.partition('?')[0]}?{body[:MOST_IN_ADDRESS]}")
    return client.generic("POST", path, body, content_type="application/x-www-form-urlencoded")


def weight(typed: Typed) -> int:
    """Bytes of the form as it is sent by pairs, names and signs between them aside."""
    return sum(len(quote_from_bytes(value.encode())) for values in typed.values() for value in values)


def lost(sheet: Sheet, typed: Typed, content: bytes, *, again: bool) -> dict[str, str]:
    """What was typed into the fields that take text and stands nowhere on the page.

    A form drawn `again` holds all of it; a page that only says why nothing was done holds what is worth keeping.
    """
    page = plain(html.unescape(content.decode()))
    told = {name: plain((typed.get(name) or [""])[-1]).strip() for name in sheet.written}
    missing = {name: text for name, text in told.items() if text and text not in page}
    return {name: text[:80] for name, text in missing.items() if again or (worth(text) and not is_secret(name))}


def plain(text: str) -> str:
    """Without what a browser cannot send or show: NUL, and the sign that stands for halves of characters."""
    return text.replace("\x00", "").replace("\ufffd", "").replace("\r\n", "\n").replace("\r", "\n")
