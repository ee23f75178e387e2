"""A head's power to decide given to others by a decision, for some procedures and days; and taken back.

Locks: the delegating agency, so that of two delegations of the same matter the second finds the first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.base.access.roles import Leader
from motcua.base.ledger import Subject, append
from motcua.domain.catalogue.models import Field, ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory import policies
from motcua.domain.directory.enums import SigningForm
from motcua.domain.directory.errors import DelegatedAlready, DelegationOver, taken_is
from motcua.domain.directory.models import Agency, DelegatedScope, Delegation, Position
from motcua.domain.directory.models.delegations import EVERYTHING
from motcua.domain.directory.permissions import ACCOUNTS, check_may_appoint
from motcua.domain.directory.services.frame import lock_agency
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

GIVER = Words(
    "Người ủy quyền phải là lãnh đạo của cơ quan này suốt thời gian ủy quyền.",
    "The giver must be a leader of this agency throughout.",
)
DEPUTY = Words("KT. chỉ dùng cho cấp phó của chính cơ quan này.", "KT. is for a deputy head of the same agency.")
BELOW = Words(
    "Người nhận phải thuộc cơ quan này hoặc cơ quan cấp dưới.", "The receiver must serve this agency or one below."
)
NOBODY = Words("Chọn một người hoặc một cơ quan nhận ủy quyền.", "Choose one person or one agency to delegate to.")
ONESELF = Words("Không ủy quyền cho chính mình.", "Nobody delegates to themselves.")
NOTHING = Words("Chọn ít nhất một thủ tục, một lĩnh vực, hoặc tất cả.", "Choose a procedure, a field, or everything.")
UNKNOWN = Words("Có thủ tục hoặc lĩnh vực không còn hiệu lực.", "A procedure or field is no longer in force.")
DECISION = Words("Bạn ghi số quyết định ủy quyền.", "Please enter the number of the decision.")
DECIDED_ON = Words("Ngày quyết định không sau ngày bắt đầu ủy quyền.", "The decision is not later than the first day.")
GROUND = Words("Bạn ghi căn cứ bãi bỏ.", "Please enter by which decision it is revoked.")
NO_END = Words("Ủy quyền có thời hạn: bạn ghi ngày cuối.", "A delegation is for a time: please enter the last day.")
NO_FORM = Words("Bạn chọn hình thức ký.", "Please choose how it is signed.")


@dataclass(frozen=True, slots=True)
class Given:
    """A delegation as its decision says it. `scopes`: ("all",), or "field:<id>" and "procedure:<id>"."""

    agency_id: UUID
    giver_id: UUID
    form: str
    scopes: tuple[str, ...]
    decision: str
    decided_on: date
    first_day: date
    last_day: date | None
    to_position_id: UUID | None = None
    to_agency_id: UUID | None = None


def delegate(*, actor: Actor, given: Given) -> Delegation:
    """Raises Invalid (field by field), DelegatedAlready, OwnPosition for oneself, OutsideParent."""
    with taken_is(DelegatedAlready(what="Một phần", decision="quyết định khác")), transaction.atomic():
        agency = lock_agency(given.agency_id)
        receiver = receiver_of(given)
        check_may_appoint(actor, agency.path, receiver.person_id if isinstance(receiver, Position) else None)
        valid = days_of(given)
        giver = giver_of(given, valid)
        check_receiver(given, agency, giver, receiver, valid)
        check_scopes(given.scopes)
        check_free(agency, given.scopes, valid)
        delegation = Delegation.objects.create(
            agency=agency,
            giver=giver,
            to_position_id=given.to_position_id,
            to_agency_id=given.to_agency_id,
            title=giver.title,
            form=given.form,
            scopes=list(given.scopes),
            decision=tidy(given.decision),
            decided_on=given.decided_on,
            valid=valid,
        )
        lines = [DelegatedScope(delegation=delegation, agency=agency, scope=one, valid=valid) for one in given.scopes]
        DelegatedScope.objects.bulk_create(lines)
        tell(actor, delegation, receiver)
    return delegation


@transaction.atomic
def revoke(*, actor: Actor, delegation_id: UUID, last_day: date, ground: str) -> Delegation:
    """It ends with `last_day`, yesterday at the earliest: acts done under it stay what they are."""
    delegation = Delegation.objects.select_for_update().filter(pk=delegation_id).first()
    if delegation is None:
        raise NotVisible
    agency = lock_agency(delegation.agency_id)
    check_may_appoint(actor, agency.path, None)
    today = clock.today()
    if delegation.revoked_at or (delegation.valid_until and delegation.valid_until < today):
        raise DelegationOver
    wrong = {} if tidy(ground) else {"ground": GROUND}
    if last_day < today - timedelta(days=1) or (delegation.valid_until and last_day > delegation.valid_until):
        wrong["last_day"] = Words(
            "Ngày cuối từ hôm qua đến ngày hết hạn đã ghi.", "The last day lies between yesterday and the one set."
        )
    if wrong:
        raise Invalid(wrong)
    upper = max(last_day + timedelta(days=1), delegation.valid.lower)
    delegation.valid = DateRange(delegation.valid.lower, upper, "[)")
    delegation.revoked_at, delegation.revocation = clock.now(), tidy(ground)
    delegation.save(update_fields=["valid", "revoked_at", "revocation"])
    delegation.lines.update(valid=delegation.valid)
    facts = {"decision": delegation.decision, "last_day": last_day, "ground": delegation.revocation}
    authority = actor.post_for(ACCOUNTS, agency.path)
    append(Subject("delegation", delegation.pk), "delegation.revoked", actor, facts, authority=authority or "")
    return delegation


def receiver_of(given: Given) -> Position | Agency:
    if (given.to_position_id is None) == (given.to_agency_id is None):
        raise Invalid({"receiver": NOBODY})
    found: Position | Agency | None
    if given.to_position_id is not None:
        found = Position.objects.select_related("agency", "person").filter(pk=given.to_position_id).first()
    else:
        found = Agency.objects.filter(pk__in=[given.to_agency_id]).first()
    if found is None:
        raise Invalid({"receiver": NOBODY})
    return found


def days_of(given: Given) -> DateRange:
    wrong = {}
    if given.last_day is None:
        wrong["last_day"] = NO_END
    if not tidy(given.decision):
        wrong["decision"] = DECISION
    if given.decided_on > given.first_day:
        wrong["decided_on"] = DECIDED_ON
    if given.form not in {form.value for form in SigningForm}:
        wrong["form"] = NO_FORM
    if wrong:
        raise Invalid(wrong)
    return policies.days_typed(given.first_day, given.last_day, "last_day")


def giver_of(given: Given, valid: DateRange) -> Position:
    """The leader whose power it is. It ends with their post, so that nobody delegates what they no longer have."""
    giver = Position.objects.filter(pk=given.giver_id, agency=given.agency_id, valid__contains=valid).first()
    if giver is None or Leader.name not in giver.roles:
        raise Invalid({"giver": GIVER})
    return giver


def check_receiver(
    given: Given, agency: Agency, giver: Position, receiver: Position | Agency, valid: DateRange
) -> None:
    at = receiver.agency if isinstance(receiver, Position) else receiver
    if not at.path.startswith(agency.path):
        raise Invalid({"receiver": BELOW})
    policies.check_inside_agency(at, valid)
    if isinstance(receiver, Position) and receiver.person_id == giver.person_id:
        raise Invalid({"receiver": ONESELF})
    if given.form == SigningForm.DEPUTY and not (isinstance(receiver, Position) and at.pk == agency.pk):
        raise Invalid({"form": DEPUTY})


def check_scopes(scopes: Sequence[str]) -> None:
    """Known and in force; everything stands alone."""
    if not scopes or (EVERYTHING in scopes and len(scopes) > 1) or len(set(scopes)) != len(scopes):
        raise Invalid({"scopes": NOTHING})
    fields, procedures = keys_of(scopes, "field"), keys_of(scopes, "procedure")
    known = Field.objects.filter(pk__in=fields).count() if fields else 0
    known += receivable_versions().filter(procedure__in=procedures).values("procedure").distinct().count()
    if EVERYTHING not in scopes and known != len(scopes):
        raise Invalid({"scopes": UNKNOWN})


def keys_of(scopes: Iterable[str], kind: str) -> list[UUID]:
    try:
        return [UUID(scope.partition(":")[2]) for scope in scopes if scope.startswith(f"{kind}:")]
    except ValueError:
        raise Invalid({"scopes": UNKNOWN}) from None


def check_free(agency: Agency, scopes: Sequence[str], valid: DateRange) -> None:
    """Nothing of it is delegated by this agency in that time: not itself, nor its field, nor a procedure of it."""
    rows = DelegatedScope.objects.filter(agency=agency, valid__overlap=valid).select_related("delegation")
    standing = {row.scope: row.delegation for row in rows}
    if not standing:
        return
    wanted = set(scopes)
    for scope, delegation in standing.items():
        if EVERYTHING in (scope, *wanted) or scope in wanted:
            raise DelegatedAlready(what=named(scope), decision=delegation.decision)
    for field, procedures in within(wanted, standing).items():
        for procedure in procedures:
            delegation = standing.get(procedure) or standing[field]
            raise DelegatedAlready(what=named(procedure), decision=delegation.decision)


def within(wanted: set[str], standing: Iterable[str]) -> dict[str, list[str]]:
    """Fields of the one side with the procedures of the other that lie in them."""
    found: dict[str, list[str]] = {}
    for procedure, field in fields_of({*wanted, *standing}).items():
        if (procedure in wanted and field in standing) or (procedure in standing and field in wanted):
            found.setdefault(field, []).append(procedure)
    return found


def fields_of(scopes: Iterable[str]) -> dict[str, str]:
    rows = receivable_versions().filter(procedure__in=keys_of(scopes, "procedure"))
    return {f"procedure:{one.procedure_id}": f"field:{one.field_id}" for one in rows}


def named(scope: str) -> str:
    """In words, for a sentence."""
    kind, _, key = scope.partition(":")
    if kind == "field":
        return f"Lĩnh vực {Field.objects.get(pk=key).name}"
    if kind == "procedure":
        return f"Thủ tục {ProcedureVersion.objects.filter(procedure=UUID(key)).order_by('-number')[0].name}"
    return "Mọi thủ tục"


def tell(actor: Actor, delegation: Delegation, receiver: Position | Agency) -> None:
    to = receiver.title if isinstance(receiver, Position) else receiver.name
    place = f", {receiver.agency.name}" if isinstance(receiver, Position) else ""
    facts = {
        "agency": delegation.agency.name,
        "to": f"{to}{place}",
        "count": 0 if EVERYTHING in delegation.scopes else len(delegation.scopes),
        "form": delegation.form,
        "from_day": delegation.valid_from,
        "until": delegation.valid_until,
        "decision": delegation.decision,
        "scopes": delegation.scopes,
    }
    authority = actor.post_for(ACCOUNTS, delegation.agency.path)
    append(Subject("delegation", delegation.pk), "delegation.made", actor, facts, authority=authority or "", first=True)
