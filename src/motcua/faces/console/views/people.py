"""The list of officials and the page of one."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.factors.rules import has_factor
from motcua.base.access.looks import record_look
from motcua.base.access.roles import role_named
from motcua.base.access.routes import requires
from motcua.base.ledger import Subject
from motcua.base.ui.paging import room
from motcua.domain.directory import queries
from motcua.domain.directory.enums import IdentityKind, Sex
from motcua.domain.directory.models import Agency, Person, Position
from motcua.faces.console.pages import actor_of, row
from motcua.faces.console.scope import Seen, official_within
from motcua.faces.console.views.agencies import stretch
from motcua.kernel import clock
from motcua.kernel.words import Words

PURPOSE = Words("quản trị cán bộ", "administration of officials")


@requires(permissions.ACCOUNTS_MANAGE)
@require_safe
def official_list(request: HttpRequest) -> HttpResponse:
    """Posts held today in one's agencies and below, by name."""
    actor, today = actor_of(request), clock.today()
    paths = actor.paths(permissions.ACCOUNTS_MANAGE)
    search = request.GET.get("q", "").strip()
    found = queries.people_below(paths, today, search)
    after = _after(request.GET.get("sau", ""))
    if after is not None:
        name, key = after.person.name_folded, after.pk
        found = found.filter(Q(person__name_folded__gt=name) | Q(person__name_folded=name, pk__gt=key))
    size = room(request)
    rows = list(found[: size + 1])
    kept = {"q": search} if search else {}
    facts = {
        "rows": [post_row(position) for position in rows[:size]],
        "search": search,
        "agencies": list(Agency.objects.filter(path__in=paths, valid__contains=today).order_by("path")),
        "next_url": "?" + urlencode(kept | {"sau": str(rows[size - 1].pk)}) if len(rows) > size else "",
        "first_url": "?" + urlencode(kept) if after else "",
    }
    return render(request, "console/officials.html", facts)


@requires(permissions.ACCOUNTS_MANAGE)
@require_safe
def official_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One official: who they are, their posts in one's agencies, their account. Looking is recorded."""
    actor, today = actor_of(request), clock.today()
    seen = official_within(actor, person_id)
    record_look(actor=actor, subject=Subject("person", person_id), purpose=PURPOSE.vi)
    paths = actor.paths(permissions.ACCOUNTS_MANAGE)
    rows = [post_row(position) for position in seen.positions]
    facts = {
        "seen": seen,
        "person": seen.person,
        "account": seen.person.staff_account,
        "has_factor": bool(seen.person.staff_account_id and has_factor(seen.person.staff_account_id)),
        "facts": person_facts(seen),
        "posts": [item | {"past": is_past(item["position"])} for item in rows],
        "agencies": list(Agency.objects.filter(path__in=paths, valid__contains=today).order_by("path")),
        "crumbs": [{"label": str(Words("Cán bộ", "Officials")), "url": reverse("console:officials")}],
    }
    return render(request, "console/official.html", facts)


def post_row(position: Position) -> dict[str, object]:
    return {
        "position": position,
        "roles": ", ".join(str(role_named(name).title) for name in position.roles),
        "days": stretch(position.valid_from, position.valid_until),
    }


def is_past(position: object) -> bool:
    return isinstance(position, Position) and position.valid_until is not None and position.valid_until < clock.today()


def person_facts(seen: Seen) -> list[dict[str, object]]:
    """Numbers are shown by their last four digits only."""
    person: Person = seen.person
    change = reverse("console:official_change", args=[person.pk]) if seen.whole else ""
    unknown = str(Words("chưa có", "not known"))
    kind = IdentityKind(person.identity_kind)
    document = Words("Giấy tờ", "Document") if kind == IdentityKind.NONE else kind.words
    return [
        row(Words("Họ và tên", "Full name"), person.full_name, change),
        row(Words("Ngày sinh", "Birth date"), person.birth_text or unknown, change),
        row(Words("Giới tính", "Sex"), unknown if person.sex == Sex.UNKNOWN else str(Sex(person.sex).words)),
        row(document, person.identity_masked or unknown),
        row(Words("Điện thoại", "Telephone"), person.phone or unknown, change),
        row(Words("Thư điện tử", "E-mail"), person.email or unknown, change),
    ]


def _after(key: str) -> Position | None:
    """The post the former page ended with."""
    try:
        return Position.objects.select_related("person").filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None
