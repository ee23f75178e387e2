"""The register of delegations with its share of the procedures; adding and revoking."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.roles import Leader
from motcua.base.access.routes import requires
from motcua.base.ledger import Subject
from motcua.casework import exporting
from motcua.casework.queries import delegations as reading
from motcua.casework.services import delegate as acts
from motcua.domain.catalogue.enums import Level
from motcua.domain.catalogue.models import Field
from motcua.domain.directory import queries
from motcua.domain.directory.models import Agency, Delegation, Position
from motcua.faces.console.forms.agencies import shown
from motcua.faces.console.forms.delegations import DelegationForm, RevokeForm
from motcua.faces.console.pages import FormPage, actor_of, row, run, typed
from motcua.faces.console.previews import Preview, run_previewed, tried
from motcua.faces.console.scope import agency_within
from motcua.faces.console.views.agencies import stretch, told
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.text import number, short_date
from motcua.kernel.words import Words

MANAGE = permissions.ACCOUNTS_MANAGE
REGISTER = Words("Sổ ủy quyền", "Register of delegations")
AS_ENTERED = Words("Sổ sẽ ghi", "What the register will say")
FACT_HEAD = (Words("Mục", "Fact"), Words("Nội dung", "As entered"))
IN_FORCE = Words(
    "Trong những ngày này người nhận quyết định hồ sơ thuộc phạm vi đã ghi; văn bản ghi đúng hình thức ký.",
    "On these days the receiver decides cases of the matters named; documents say how they are signed.",
)
TONES = {"holding": "ontime", "coming": "info", "over": "plain", "revoked": "plain"}
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
ALL = Words("Tất cả", "All")
TOGETHER = Words("Tất cả", "All together")


@requires(MANAGE)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What was delegated below one's agencies, what holds, and how much of the procedures it is."""
    actor, state = actor_of(request), request.GET.get("tinh-trang", "")
    rows = rows_of(actor)
    kept = [one for one in rows if one.state == state] if state in TONES else rows
    facts = {
        "rows": [{"one": one, "tone": TONES[one.state], "days": days_of(one.delegation)} for one in kept],
        "states": [
            {
                "label": words,
                "url": f"?tinh-trang={key}" if key else "?",
                "current": key == (state if state in TONES else ""),
            }
            for key, words in {"": ALL, **states()}.items()
        ],
        "shares": share_rows(),
        "agencies": givers_below(actor),
        "any": bool(rows),
    }
    return render(request, "console/delegations.html", facts)


@requires(MANAGE)
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The register as a table to send on."""
    rows = reading.table(rows_of(actor_of(request)))
    title = "So uy quyen"
    content: str | bytes = (
        exporting.as_csv(reading.HEADINGS, rows) if kind == "csv" else exporting.as_xlsx(title, reading.HEADINGS, rows)
    )
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="so-uy-quyen.{kind}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@requires(MANAGE)
@require_safe
def page(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    found = within(actor_of(request), delegation_id)
    [one] = reading.register([found], clock.today())
    facts = {
        "one": one,
        "tone": TONES[one.state],
        "facts": fact_rows(one),
        "open": one.state in ("holding", "coming"),
        "history": told(Subject("delegation", found.pk)),
        "crumbs": [{"label": str(REGISTER), "url": reverse("console:delegations")}],
    }
    return render(request, "console/delegation.html", facts)


@requires(MANAGE)
@require_http_methods(FORM)
def add(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    agency = agency_within(actor, agency_id, MANAGE)
    form = DelegationForm(
        typed(request),
        givers=givers_of(agency),
        receivers=receivers_of(agency),
        whole_fields=[(f"field:{field.pk}", field.name) for field in Field.objects.order_by("name")],
        initial={"first_day": shown(clock.today()), "form": "kt"},
    )

    def act(_: dict[str, Any]) -> str:
        return address(acts.delegate(actor=actor, given=form.given(agency)))

    about = FormPage(
        Words("Ghi ủy quyền của {name}", "A delegation of {name}").fill(name=agency.label),
        Words("Ghi vào sổ", "Enter it"),
        Words("Đã ghi ủy quyền.", "Entered."),
        back=reverse("console:delegations"),
        crumbs=[(str(REGISTER), reverse("console:delegations"))],
        lead=Words(
            "Ghi đúng như quyết định đã ký. Người nhận chỉ quyết định được thủ tục đã ghi, trong thời gian đã ghi.",
            "As the signed decision says it. The receiver decides only what is named here, only on these days.",
        ),
    )

    def look(_: dict[str, Any]) -> Preview:
        with tried():
            [one] = reading.register([acts.delegate(actor=actor, given=form.given(agency))], clock.today())
            rows = [(str(fact["label"]), fact["value"]) for fact in fact_rows(one)]
        return Preview([("near", IN_FORCE)], caption=AS_ENTERED, head=FACT_HEAD, rows=rows)

    return run_previewed(request, form, about, look, act)


@requires(MANAGE)
@require_http_methods(FORM)
def revoke(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = within(actor, delegation_id)
    form = RevokeForm(typed(request), initial={"last_day": shown(clock.today())})

    def act(values: dict[str, Any]) -> str:
        return address(acts.revoke(actor=actor, delegation_id=found.pk, **values))

    [one] = reading.register([found], clock.today())
    about = FormPage(
        Words("Bãi bỏ ủy quyền theo {decision}", "Revoke the delegation by {decision}").fill(decision=found.decision),
        Words("Bãi bỏ", "Revoke"),
        Words("Đã bãi bỏ ủy quyền.", "Revoked."),
        back=address(found),
        crumbs=[(str(REGISTER), reverse("console:delegations")), (found.decision, address(found))],
        lead=Words(
            "Việc đã ký trong thời gian ủy quyền vẫn giữ nguyên giá trị.", "What was signed under it stays as it is."
        ),
        rows=fact_rows(one),
        danger=True,
    )
    return run(request, form, about, act)


def address(delegation: Delegation) -> str:
    return reverse("console:delegation", args=[delegation.pk])


def rows_of(actor: Actor) -> list[reading.Registered]:
    return reading.register(reading.delegations_below(actor.paths(MANAGE)), clock.today())


def within(actor: Actor, delegation_id: UUID) -> Delegation:
    found = reading.delegations_below(actor.paths(MANAGE)).filter(pk=delegation_id).first()
    if found is None:
        raise NotVisible
    return found


def states() -> dict[str, Words]:
    return {
        "holding": reading.HOLDING,
        "coming": reading.COMING,
        "over": reading.OVER,
        "revoked": reading.REVOKED,
    }


def share_rows() -> list[dict[str, object]]:
    """All together first, then level by level."""
    return [
        {
            "level": Level(one.level).words if one.level else TOGETHER,
            "procedures": number(one.procedures),
            "delegated": number(one.delegated),
            "percent": Words(f"{one.percent} %".replace(".", ","), f"{one.percent} %"),
        }
        for one in reading.shares_on(clock.today())
        if one.procedures or not one.level
    ]


def givers_below(actor: Actor) -> list[Agency]:
    """Agencies of the actor's with somebody who leads them today: only they can delegate."""
    today = clock.today()
    led = Position.objects.filter(roles__contains=[Leader.name], valid__contains=today).values("agency")
    own = queries.within(actor.paths(MANAGE))
    return list(queries.agencies_on(today).filter(own, pk__in=led))


def givers_of(agency: Agency) -> list[tuple[str, str]]:
    leaders = queries.positions_at(agency.pk, clock.today()).filter(roles__contains=[Leader.name])
    return [(str(one.pk), f"{one.title} {one.person.full_name}") for one in leaders]


def receivers_of(agency: Agency) -> list[tuple[str, str]]:
    """Officials of the agency, then the bodies below and who leads them."""
    own = queries.positions_at(agency.pk, clock.today())
    below = queries.below(agency.path, clock.today()).exclude(pk=agency.pk)
    leaders = (
        Position.objects.filter(agency__in=below, valid__contains=clock.today(), roles__contains=[Leader.name])
        .select_related("person", "agency")
        .order_by("agency__path", "person__name_folded")
    )
    return [
        *((f"position:{one.pk}", f"{one.person.full_name}, {one.title}") for one in own),
        *((f"agency:{one.pk}", one.name) for one in below),
        *((f"position:{one.pk}", f"{one.person.full_name}, {one.title}, {one.agency.label}") for one in leaders),
    ]


def days_of(delegation: Delegation) -> str:
    return "—" if delegation.valid.isempty else stretch(delegation.valid_from, delegation.valid_until)


def fact_rows(one: reading.Registered) -> list[dict[str, object]]:
    found = one.delegation
    rows = [
        row(Words("Cơ quan ủy quyền", "Agency"), found.agency.name),
        row(Words("Người ủy quyền", "Given by"), reading.giver_of(found)),
        row(Words("Người, cơ quan nhận", "Given to"), one.to),
        row(Words("Hình thức ký", "Signed"), f"{one.form} {found.title}"),
        row(Words("Quyết định", "Decision"), f"{found.decision}, {short_date(found.decided_on)}"),
        row(Words("Thời gian", "Days"), days_of(found)),
        row(Words("Thủ tục, lĩnh vực", "Procedures, fields"), "; ".join(one.scopes)),
    ]
    if found.revocation:
        rows.append(row(Words("Bãi bỏ theo", "Revoked by"), found.revocation))
    return rows
