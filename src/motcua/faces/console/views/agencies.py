"""The tree of agencies and the page of one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import may_citywide
from motcua.base.access.routes import requires
from motcua.base.ledger import Subject, sentence
from motcua.base.ledger.queries import timeline
from motcua.base.ui.paging import room
from motcua.domain.directory import queries, validity
from motcua.domain.directory.enums import AgencyKind, Ground
from motcua.domain.directory.models import Agency
from motcua.domain.directory.permissions import may_manage
from motcua.faces.console.pages import actor_of, row
from motcua.faces.console.scope import agency_within
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

PAGE = 50
HISTORY = 20


@requires(permissions.DIRECTORY_MANAGE)
@require_safe
def agency_list(request: HttpRequest) -> HttpResponse:
    """One's own agencies and those right below, on a day (today); or what a search finds within them."""
    actor = actor_of(request)
    paths = actor.paths(permissions.DIRECTORY_MANAGE)
    search, day, wrong_day = request.GET.get("q", "").strip(), clock.today(), ""
    try:
        day = typed_date(request.GET["ngay"]) if request.GET.get("ngay") else day
    except Fault as fault:
        wrong_day = str(fault)
    if search:
        found = queries.agencies_found(search, paths=paths, day=day)
    else:
        found = queries.agencies_on(day).filter(Q(path__in=paths) | Q(parent__path__in=paths))
    if after := request.GET.get("sau", ""):
        found = found.filter(path__gt=after)
    size = room(request)
    rows = list(found[: size + 1])
    facts = {
        "agencies": rows[:size],
        "search": search,
        "day": day,
        "day_text": request.GET.get("ngay", ""),
        "wrong_day": wrong_day,
        "next_url": _more(request, rows[size - 1].path) if len(rows) > size else "",
        "first_url": _more(request, "") if after else "",
        "may_reorganise": may_citywide(actor, permissions.DIRECTORY_MANAGE),
    }
    return render(request, "console/agencies.html", facts)


@requires(permissions.DIRECTORY_MANAGE)
@require_safe
def agency_page(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """One agency: facts, offices, posts, parts, what it decides, and what happened to it."""
    actor, today = actor_of(request), clock.today()
    agency = agency_within(actor, agency_id)
    day = day_to_show(agency, today)
    facts = {
        "agency": agency,
        "ended": agency.valid_until is not None and agency.valid_until < today,
        "crumbs": crumbs(actor, agency)[:-1],
        "facts": agency_facts(actor, agency),
        "parts": list(queries.children(agency.pk, day)[: PAGE + 1]),
        "offices": list(queries.offices_of(agency.pk, day)),
        "positions": posts(actor, agency, day),
        "competences": competences(agency),
        "may_from_above": may_manage(actor, agency.parent.path) if agency.parent else False,
        "may_accounts": actor.may(permissions.ACCOUNTS_MANAGE, agency.path),
        "history": told(Subject("agency", agency.pk)),
    }
    return render(request, "console/agency.html", facts)


def told(subject: Subject) -> list[dict[str, object]]:
    """What the ledger says about something, latest first."""
    entries = timeline(subject, "office")[-HISTORY:]
    return [{"at": entry.at, "words": sentence(entry), "who": entry.actor_name} for entry in reversed(entries)]


def day_to_show(agency: Agency, today: date) -> date:
    """Today while the agency lasts; its last day when it has ended, its first when it has not begun."""
    if agency.valid_until is not None and agency.valid_until < today:
        return agency.valid_until
    return max(agency.valid_from or today, today)


def crumbs(actor: Actor, agency: Agency) -> list[dict[str, str]]:
    """The way down to the agency, from the highest one the actor may see."""
    line = queries.lines_above(agency.path, day_to_show(agency, clock.today()))
    seen = [above for above in line if actor.may(permissions.DIRECTORY_MANAGE, above.path)]
    return [
        {"label": str(Words("Cơ quan", "Agencies")), "url": reverse("console:agencies")},
        *({"label": above.label, "url": reverse("console:agency", args=[above.pk])} for above in seen),
    ]


def agency_facts(actor: Actor, agency: Agency) -> list[dict[str, object]]:
    made_up = Words("{code} (mã tạm, chưa phải mã chính thức)", "{code} (synthetic, not the official one)")
    code = str(made_up.fill(code=agency.identifier)) if agency.synthetic else agency.identifier
    rename, identify = (reverse(f"console:agency_{name}", args=[agency.pk]) for name in ("rename", "identify"))
    rows = [
        row(Words("Tên đầy đủ", "Full name"), agency.name, rename),
        row(Words("Tên ngắn", "Short name"), agency.short_name, rename),
        row(Words("Mã định danh", "Identifier"), code, identify),
        row(Words("Loại", "Kind"), str(AgencyKind(agency.kind).words)),
        row(Words("Hoạt động", "Valid"), stretch(agency.valid_from, agency.valid_until)),
    ]
    if agency.territory_code:
        rows.append(row(Words("Mã đơn vị hành chính", "Territory code"), agency.territory_code))
    if agency.parent and actor.may(permissions.DIRECTORY_MANAGE, agency.parent.path):
        rows.append(row(Words("Thuộc", "Part of"), agency.parent.name))
    return rows


def competences(agency: Agency) -> list[dict[str, object]]:
    today = clock.today()
    rows = agency.competences.filter(valid__contains=today).order_by("ministry", "field")
    return [
        {
            "ministry": item.ministry,
            "field": item.field or str(Words("mọi lĩnh vực chưa giao riêng", "every field not given to another")),
            "since": validity.first_day(item.valid),
            "ground": Ground(item.ground).words,
            "source": item.source,
            "sure": item.ground in (Ground.VERIFIED, Ground.ENTERED, Ground.SECTOR),
        }
        for item in rows
    ]


def posts(actor: Actor, agency: Agency, day: date) -> list[Any]:
    """Who serves there, for those who also manage accounts; others see nobody's name."""
    if not actor.may(permissions.ACCOUNTS_MANAGE, agency.path):
        return []
    return list(queries.positions_at(agency.pk, day))


def stretch(first: date | None, last: date | None) -> str:
    """ "từ 01/07/2025", "đến 30/06/2025", "01/07/2025 – 30/06/2026", "không giới hạn"."""
    if first and last:
        return f"{short_date(first)} – {short_date(last)}"
    if first:
        return str(Words("từ {day}", "since {day}").fill(day=short_date(first)))
    if last:
        return str(Words("đến hết {day}", "until {day}").fill(day=short_date(last)))
    return str(Words("không giới hạn", "without limit"))


def _more(request: HttpRequest, after: str) -> str:
    kept = {name: value for name in ("q", "ngay") if (value := request.GET.get(name))}
    return "?" + urlencode(kept | ({"sau": after} if after else {}))
