"""A worklist's address and what it asks for, there and back. Names and numbers of people never stand in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict

from motcua.casework.queries.wanted import DUES, NOBODY, ORDERS, TABS, Wanted
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.states import State
from motcua.faces.desk import searches, views_kept
from motcua.faces.desk.columns import Column, known
from motcua.faces.desk.models import SavedView
from motcua.kernel.actor import Actor
from motcua.kernel.identifiers import Malformed
from motcua.kernel.typed_dates import typed_date

VIEW = "xem"
NAMES = {
    "tab": "muc", "states": "tt", "procedure": "thutuc", "field": "linhvuc", "agency": "coquan", "holder": "giu",
    "channel": "kenh", "filed_from": "tungay", "filed_to": "denngay", "due": "han", "order": "xep",
}  # fmt: skip
PARAMETERS = (*NAMES.values(), searches.PARAMETER, VIEW)
DAYS = (NAMES["filed_from"], NAMES["filed_to"])
FREE = ("procedure", "field", "agency")
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Listing:
    """One list as an address asks for it; `query` is carried along so that a case knows its list, "" for none."""

    wanted: Wanted
    columns: tuple[Column, ...]
    query: str
    view: SavedView | None = None
    altered: bool = False

    def url(self, base: str, **more: str) -> str:
        """`base` with the list and some parameters behind it; those given empty are left out."""
        given = "&".join(part for part in (self.query, urlencode({k: v for k, v in more.items() if v})) if part)
        return f"{base}?{given}" if given else base


def listing_of(
    request: HttpRequest, actor: Actor, views: list[SavedView] | None = None, *, of: SavedView | None = None
) -> Listing:
    """The list a request asks for, by its own parameters, by a kept view, or by both; `of`: the view it is about."""
    given = {name: ",".join(request.GET.getlist(name))[: LONGEST * 4] for name in PARAMETERS if request.GET.get(name)}
    view = views_kept.find(actor, given.pop(VIEW, ""), views) or of
    search = searches.recalled(request)
    word = given.pop(searches.PARAMETER, "") if search else ""
    given.pop(searches.PARAMETER, None)
    wanted = replace(read(given if given or view is None else view.asked), search=search)
    parts = told(wanted) if given or view is None else {}
    query = {**parts, searches.PARAMETER: word, VIEW: str(view.pk) if view else ""}
    return Listing(
        wanted=wanted,
        columns=known(view.columns if view else ()),
        query=urlencode({name: value for name, value in query.items() if value}),
        view=view,
        altered=bool(view and given and told(wanted) != told(read(view.asked))),
    )


def carried(request: HttpRequest) -> bool:
    """Whether the address says from which list it was reached."""
    return any(request.GET.get(name) for name in PARAMETERS)


def read(given: Mapping[str, str]) -> Wanted:
    """What the parameters ask for; what cannot be read narrows nothing."""
    asked = {name: str(given.get(parameter, "")).replace("\x00", "") for name, parameter in NAMES.items()}
    states = tuple(state for state in State if state in asked["states"].split(",") and state is not State.DRAFT)
    return Wanted(
        tab=_one_of(asked["tab"], [tab.key for tab in TABS]) or TABS[0].key,
        states=tuple(state.value for state in states),
        channel=_one_of(asked["channel"], Channel.values),
        filed_from=_day(asked["filed_from"]),
        filed_to=_day(asked["filed_to"]),
        due=_one_of(asked["due"], [due.key for due in DUES]),
        order=_one_of(asked["order"], list(ORDERS)),
        holder=_holder(asked["holder"]),
        **{name: asked[name][:LONGEST] for name in FREE},
    )


def told(wanted: Wanted) -> dict[str, str]:
    """The parameters of what is asked for, without the search; the tab is always said."""
    values: dict[str, str] = {}
    for name, parameter in NAMES.items():
        value = getattr(wanted, name)
        text = ",".join(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value
        if text:
            values[parameter] = text
    return values


def query_of(wanted: Wanted) -> str:
    return urlencode(told(wanted))


def canonical(given: QueryDict) -> tuple[str, list[str]]:
    """A filter form's answer without its empty fields, days in one form; and the days that could not be read."""
    kept = {name: ",".join(filter(None, given.getlist(name))) for name in PARAMETERS}
    unread = [kept[name] for name in DAYS if kept[name] and _day(kept[name]) is None]
    kept |= {name: day.isoformat() if (day := _day(kept[name])) else "" for name in DAYS}
    return urlencode({name: value for name, value in kept.items() if value}), unread


def _one_of(text: str, allowed: list[str]) -> str:
    return text if text in allowed else ""


def _holder(text: str) -> str:
    """A position's id, or nobody's; anything else asks for nobody in particular."""
    try:
        return text if text in ("", NOBODY) else str(UUID(text))
    except ValueError:
        return ""


def _day(text: str) -> date | None:
    """2026-11-23 as addresses have it, or as people type it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return typed_date(text) if text else None
    except Malformed:
        return None
