"""The register of delegations: what holds, what is to come, what ended; and how much of the work it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from motcua.casework.delegated import Decided, Given, Share, shares
from motcua.domain.catalogue.enums import OWN_LEVELS
from motcua.domain.catalogue.models import Field, ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory.enums import AgencyKind, SigningForm
from motcua.domain.directory.models import Delegation
from motcua.domain.directory.models.delegations import EVERYTHING
from motcua.domain.directory.queries import within
from motcua.kernel.words import Words

LEVEL_OF = {
    AgencyKind.CITY: "city",
    AgencyKind.DEPARTMENT: "city",
    AgencyKind.DISTRICT: "district",
    AgencyKind.COMMUNE: "commune",
}
HOLDING = Words("Đang hiệu lực", "In force")
COMING = Words("Chưa đến ngày", "To come")
OVER = Words("Đã hết hạn", "Ended")
REVOKED = Words("Đã bãi bỏ", "Revoked")
ALL_PROCEDURES = Words("Mọi thủ tục", "Every procedure")


@dataclass(frozen=True, slots=True)
class Registered:
    """One delegation as the register shows it. `state`: holding, coming, over or revoked."""

    delegation: Delegation
    state: str
    words: Words
    to: str
    scopes: tuple[str, ...]

    @property
    def form(self) -> str:
        return f"{self.delegation.form.upper()}."


def delegations_below(paths: Iterable[str]) -> QuerySet[Delegation]:
    """Given by agencies within the paths, the latest first."""
    related = ("agency", "giver__person", "to_position__person", "to_position__agency", "to_agency")
    return (
        Delegation.objects.filter(within(paths, "agency__path"))
        .select_related(*related)
        .order_by("agency__path", "-made_at", "pk")
    )


def register(found: Iterable[Delegation], day: date) -> list[Registered]:
    """The rows with their states on a day and their scopes by name. Two more statements."""
    rows = list(found)
    names = names_of(scope for row in rows for scope in row.scopes)
    return [
        Registered(row, *state_on(row, day), receiver_of(row), tuple(names.get(one, one) for one in row.scopes))
        for row in rows
    ]


def state_on(delegation: Delegation, day: date) -> tuple[str, Words]:
    """Revoked ones hold up to their last day."""
    giver, until = delegation.giver, delegation.valid_until
    gone = giver is not None and giver.valid_until is not None and giver.valid_until < day
    if delegation.valid.isempty or (until is not None and until < day) or gone:
        return ("revoked", REVOKED) if delegation.revoked_at else ("over", OVER)
    if delegation.valid_from and delegation.valid_from > day:
        return "coming", COMING
    return "holding", HOLDING


def receiver_of(delegation: Delegation) -> str:
    """The person with their post, or the agency whose leader it is."""
    if delegation.to_position is not None:
        post = delegation.to_position
        return f"{post.person.full_name}, {post.title}, {post.agency.label}"
    assert delegation.to_agency is not None
    return delegation.to_agency.name


def names_of(scopes: Iterable[str]) -> dict[str, str]:
    wanted = set(scopes)
    keys = {
        kind: [UUID(one.partition(":")[2]) for one in wanted if one.startswith(kind)] for kind in ("field", "procedure")
    }
    names = {EVERYTHING: str(ALL_PROCEDURES)}
    if keys["field"]:
        names |= {f"field:{one.pk}": one.name for one in Field.objects.filter(pk__in=keys["field"])}
    if keys["procedure"]:
        rows = ProcedureVersion.objects.filter(procedure__in=keys["procedure"]).select_related("procedure")
        for one in rows.order_by("number"):
            names[f"procedure:{one.procedure_id}"] = f"{one.procedure.code} {one.name}"
    return names


def shares_on(day: date) -> tuple[Share, ...]:
    """How many of the procedures in force are delegated on a day, all together and by level."""
    procedures = [
        Decided(frozenset({f"procedure:{procedure}", f"field:{field}"}), frozenset(levels))
        for procedure, field, levels in receivable_versions(on=day).values_list("procedure_id", "field_id", "levels")
    ]
    held = Delegation.objects.filter(valid__contains=day, agency__valid__contains=day).filter(
        giver__valid__contains=day
    )
    given = [
        Given(LEVEL_OF[AgencyKind(kind)], frozenset(scopes))
        for kind, scopes in held.values_list("agency__kind", "scopes")
        if AgencyKind(kind) in LEVEL_OF
    ]
    return shares(procedures, given, [level.value for level in OWN_LEVELS])


HEADINGS = (
    "Cơ quan ủy quyền", "Người ủy quyền", "Người, cơ quan nhận", "Thủ tục, lĩnh vực", "Hình thức ký", "Số quyết định",
    "Ngày quyết định", "Từ ngày", "Đến ngày", "Tình trạng", "Căn cứ bãi bỏ",
)  # fmt: skip


def table(rows: Sequence[Registered]) -> list[list[str]]:
    """The register as it is exported; days as people write them."""
    return [
        [
            row.delegation.agency.name,
            giver_of(row.delegation),
            row.to,
            "; ".join(row.scopes),
            row.form,
            row.delegation.decision,
            shown(row.delegation.decided_on),
            shown(row.delegation.valid_from),
            shown(row.delegation.valid_until),
            row.words.vi,
            row.delegation.revocation,
        ]
        for row in rows
    ]


def giver_of(delegation: Delegation) -> str:
    return f"{delegation.title} {delegation.giver.person.full_name}" if delegation.giver else delegation.title


def shown(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def told(rows: Sequence[Registered], counted: Sequence[Share]) -> Mapping[str, object]:
    """For programs."""
    return {
        "delegations": [
            {
                "id": str(row.delegation.pk),
                "agency": row.delegation.agency.identifier,
                "agency_name": row.delegation.agency.name,
                "giver": giver_of(row.delegation),
                "to": row.to,
                "form": SigningForm(row.delegation.form).value,
                "scopes": list(row.delegation.scopes),
                "scope_names": list(row.scopes),
                "decision": row.delegation.decision,
                "decided_on": row.delegation.decided_on.isoformat(),
                "from": row.delegation.valid_from.isoformat() if row.delegation.valid_from else None,
                "until": row.delegation.valid_until.isoformat() if row.delegation.valid_until else None,
                "state": row.state,
            }
            for row in rows
        ],
        "shares": [
            {
                "level": one.level or "all",
                "procedures": one.procedures,
                "delegated": one.delegated,
                "percent": float(one.percent),
            }
            for one in counted
        ],
    }
