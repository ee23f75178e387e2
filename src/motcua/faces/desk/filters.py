"""The panel that narrows a worklist, and the chips that say how it is narrowed now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.urls import reverse

from motcua.base.access import permissions
from motcua.casework.queries.wanted import DUES, NOBODY, Wanted
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, State
from motcua.domain.catalogue.models import Field, Procedure, ProcedureVersion
from motcua.domain.directory.models import Agency, Position
from motcua.faces.desk.asking import NAMES, Listing, query_of
from motcua.faces.desk.rows import CHANNELS
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.text import short_date
from motcua.kernel.words import Words

MOST = 300
NOBODYS = Words("Chưa ai nhận", "Nobody yet")
STATES = tuple(state for state in State if state is not State.DRAFT)
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing the list is narrowed by, and the address without it."""

    label: Words
    value: Words | str
    without: str


def panel(actor: Actor, wanted: Wanted) -> dict[str, Any]:
    """What may be chosen. Four statements, only where the panel stands open."""
    paths = actor.paths(permissions.CASE_SEE)
    return {
        "states": [(state.value, FACTS[state].words, state.value in wanted.states) for state in STATES],
        "dues": [(due.key, due.words) for due in DUES],
        "channels": [(channel.value, CHANNELS[channel]) for channel in Channel],
        "procedures": procedures(),
        "fields": [(field.slug, field.name) for field in Field.objects.order_by("name")[:MOST]],
        "agencies": [(agency.path, agency.label) for agency in Agency.objects.filter(below(paths))[:MOST]],
        "holders": [(NOBODY, str(NOBODYS)), *holders(paths)],
    }


def below(paths: Iterable[str], prefix: str = "") -> Q:
    asked = Q(pk__in=[])
    for path in paths:
        asked |= Q(**{f"{prefix}path__startswith": path})
    return asked


def procedures() -> Choices:
    """Procedures that are received now, or were: by the name of their newest version."""
    versions = (
        ProcedureVersion.objects.filter(state="published", pk__in=Case.objects.values("procedure_version"))
        .order_by("procedure__code", "-number")
        .distinct("procedure__code")
        .values_list("procedure__code", "name")
    )
    return sorted(((code, name) for code, name in versions[:MOST]), key=lambda row: row[1])


def holders(paths: Iterable[str]) -> Choices:
    """The posts of the actor's agencies and below that are held today, by name."""
    posts = Position.objects.filter(below(paths, "agency__"), valid__contains=clock.today())
    rows = posts.select_related("person").order_by("person__name_folded")[:MOST]
    return [(str(post.pk), f"{post.person.full_name} – {post.title}") for post in rows]


def chips(listing: Listing) -> list[Chip]:
    """What the list is narrowed by, in words. A statement for each of procedure, field, agency and holder."""
    wanted = listing.wanted
    base = reverse("desk:worklist")
    found = [(name, label, value) for name, label, value in said(wanted) if value]
    plain = Wanted()
    return [
        Chip(label, value, f"{base}?{query_of(replace(wanted, **{name: getattr(plain, name)}))}")
        for name, label, value in found
    ]


def said(wanted: Wanted) -> list[tuple[str, Words, Words | str]]:
    states = " / ".join(str(FACTS[State(state)].words) for state in wanted.states)
    due = next((due.words for due in DUES if due.key == wanted.due), "")
    return [
        ("due", Words("Hạn", "Due"), due),
        ("states", Words("Trạng thái", "State"), states),
        ("procedure", Words("Thủ tục", "Procedure"), procedure_name(wanted.procedure)),
        ("field", Words("Lĩnh vực", "Field"), _name(Field, "name", slug=wanted.field)),
        ("agency", Words("Cơ quan", "Agency"), _name(Agency, "name", path=wanted.agency)),
        ("holder", Words("Người giữ", "Holder"), holder_name(wanted.holder)),
        ("channel", Words("Cách nộp", "Channel"), CHANNELS[Channel(wanted.channel)] if wanted.channel else ""),
        ("filed_from", Words("Nộp từ", "Filed from"), short_date(wanted.filed_from) if wanted.filed_from else ""),
        ("filed_to", Words("Nộp đến", "Filed until"), short_date(wanted.filed_to) if wanted.filed_to else ""),
    ]


def procedure_name(code: str) -> str:
    if not code:
        return ""
    found = Procedure.objects.filter(code=code).values_list("versions__name", flat=True).order_by("-versions__number")
    return found.first() or code


def holder_name(key: str) -> Words | str:
    """Who holds the position of that id."""
    if key in ("", NOBODY):
        return NOBODYS if key else ""
    post = Position.objects.select_related("person").filter(pk=key).first()
    return post.person.full_name if post else key


def _name(model: Any, column: str, **by: str) -> str:
    """The name behind a filter's value; the value itself where there is none."""
    value = next(iter(by.values()))
    return str(model.objects.filter(**by).values_list(column, flat=True).first() or value) if value else ""


def hidden(wanted: Wanted) -> list[tuple[str, str]]:
    """What the filter form carries without showing it."""
    return [(NAMES[name], value) for name, value in (("tab", wanted.tab), ("order", wanted.order)) if value]
