"""The page of an office."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.ledger import Subject
from motcua.domain.directory import queries
from motcua.domain.directory.enums import Ground
from motcua.domain.directory.models import Office
from motcua.faces.console.forms.offices import spans_text
from motcua.faces.console.pages import actor_of, row
from motcua.faces.console.scope import office_within
from motcua.faces.console.views.agencies import crumbs, stretch, told
from motcua.kernel import clock
from motcua.kernel.text import WEEKDAYS
from motcua.kernel.words import Words


@requires(permissions.DIRECTORY_MANAGE)
@require_safe
def office_page(request: HttpRequest, office_id: UUID) -> HttpResponse:
    """One office: where it is, when it is open, for whom it receives, its counters, and what happened to it."""
    actor, today = actor_of(request), clock.today()
    office = office_within(actor, office_id)
    served = [service.agency for service in office.services.select_related("agency").order_by("agency__path")]
    facts = {
        "office": office,
        "crumbs": crumbs(actor, office.agency),
        "closed": office.valid_until is not None and office.valid_until < today,
        "ending": office.valid_until is not None and office.valid_until != office.agency.valid_until,
        "facts": office_facts(office),
        "sure": office.ground == Ground.ENTERED,
        "hours": hours_of(office),
        "own_hours": bool(queries.hours_rows(office.pk, today)),
        "served": served,
        "counters": list(queries.counters_of(office.pk)),
        "history": told(Subject("office", office.pk)),
    }
    return render(request, "console/office.html", facts)


def office_facts(office: Office) -> list[dict[str, object]]:
    change = reverse("console:office_change", args=[office.pk])
    unknown = str(Words("chưa có", "not known"))
    return [
        row(Words("Tên", "Name"), office.name, change),
        row(Words("Địa chỉ", "Address"), office.address or unknown, change),
        row(Words("Điện thoại", "Telephone"), office.phone or unknown, change),
        row(Words("Mã", "Identifier"), office.identifier),
        row(Words("Mở cửa", "Open"), stretch(office.valid_from, office.valid_until)),
        row(Words("Nguồn thông tin", "Source"), str(Ground(office.ground).words)),
    ]


def hours_of(office: Office) -> list[dict[str, object]]:
    closed = str(Words("nghỉ", "closed"))
    week = queries.office_hours(office.pk, clock.today()).week
    return [row(words, spans_text(spans) or closed) for words, spans in zip(WEEKDAYS, week, strict=True)]
