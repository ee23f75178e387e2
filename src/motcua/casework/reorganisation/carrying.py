"""Delegations go where the posts went that they rest on; one that cannot stand there ends, and says why.

The same rules as for giving one: the receiver serves the delegating agency or one below, KT. is for its own deputy,
nobody delegates to themselves, and nothing is delegated twice.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.base.ledger import Subject, append
from motcua.casework.services.delegate import check_free, tell
from motcua.domain.directory import validity
from motcua.domain.directory.enums import SigningForm
from motcua.domain.directory.errors import DelegatedAlready
from motcua.domain.directory.holdings import NOTHING, Passage, Went
from motcua.domain.directory.models import Agency, DelegatedScope, Delegation, Position
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.words import Words

GIVER_GONE = Words("Vị trí của người ủy quyền không còn tiếp nối.", "The giver's post has no follower.")
RECEIVER_GONE = Words("Vị trí của người nhận không còn tiếp nối.", "The receiver's post has no follower.")
PARTED = Words("Cơ quan nhận chia cho nhiều nơi.", "The receiving agency went to several.")
OUTSIDE = Words(
    "Người, cơ quan nhận không còn thuộc cơ quan ủy quyền hoặc dưới cơ quan đó.",
    "The receiver no longer serves the delegating agency or one below.",
)
ONESELF = Words("Người ủy quyền và người nhận nay là một.", "The giver and the receiver are one now.")
DEPUTY = Words("KT. chỉ dùng trong chính cơ quan; hai người nay ở hai cơ quan.",
               "KT. is for one agency; the two serve different ones now.")  # fmt: skip
TAKEN = Words("Nơi kế thừa đã có ủy quyền cho việc này.", "The successor delegates these matters already.")


@dataclass(frozen=True, slots=True)
class Standing:
    """A delegation as it would stand: keys of posts and bodies; `why` it cannot."""

    agency_id: UUID
    giver_id: UUID | None
    to_position_id: UUID | None
    to_agency_id: UUID | None
    at_id: UUID
    why: Words = NOTHING


def carry_delegation(row: Delegation, passage: Passage) -> Went | None:
    """It ends with the last day; the same one begins where its posts went. None while a post waits for a person."""
    if {row.giver_id, row.to_position_id} & passage.waiting:
        return None
    new = standing_of(row, passage)
    why = new.why if new.why.vi else impossible(row, new)
    if not why.vi:
        found = moved(row, new, passage)
        if found is not None:
            return Went(found, new.agency_id)
        why = TAKEN
    ended(row, passage, why)
    return Went(why=why)


def standing_of(row: Delegation, passage: Passage) -> Standing:
    giver_id, agency_id = passage.posts.get(row.giver_id, (row.giver_id, row.agency_id)) if row.giver_id else (
        None, row.agency_id
    )  # fmt: skip
    why = NOTHING
    if agency_id in passage.former:
        heir = passage.former[agency_id] if giver_id is None else None
        why = NOTHING if heir else GIVER_GONE
        agency_id = heir or agency_id
    to_position_id, to_agency_id = row.to_position_id, row.to_agency_id
    if to_position_id is not None:
        post = Position.objects.get(pk=to_position_id)
        to_position_id, at_id = passage.posts.get(to_position_id, (to_position_id, post.agency_id))
        why = why if at_id not in passage.former or why.vi else RECEIVER_GONE
    else:
        assert to_agency_id
        heir = passage.former.get(to_agency_id, to_agency_id)
        why = why if heir or why.vi else PARTED
        to_agency_id = at_id = heir or to_agency_id
    return Standing(agency_id, giver_id, to_position_id, to_agency_id, at_id, why)


def impossible(row: Delegation, new: Standing) -> Words:
    """Why it cannot stand there."""
    if new.giver_id is not None and new.giver_id == new.to_position_id:
        return ONESELF
    if new.to_agency_id == new.agency_id:
        return ONESELF
    paths = dict(Agency.objects.filter(pk__in=[new.agency_id, new.at_id]).values_list("pk", "path"))
    if not paths[new.at_id].startswith(paths[new.agency_id]):
        return OUTSIDE
    return DEPUTY if row.form == SigningForm.DEPUTY and new.at_id != new.agency_id else NOTHING


def moved(row: Delegation, new: Standing, passage: Passage) -> UUID | None:
    """The delegation that goes on; None where the successor delegates one of these matters already."""
    later = row.valid_from is not None and row.valid_from >= passage.from_day
    valid = row.valid if later else validity.days(passage.from_day, row.valid_until)
    agency = Agency.objects.get(pk=new.agency_id)
    try:
        with transaction.atomic():
            shorten(row, passage)
            check_free(agency, row.scopes, valid)
            follower = Delegation.objects.create(
                agency=agency, giver_id=new.giver_id, to_position_id=new.to_position_id,
                to_agency_id=new.to_agency_id, title=row.title, form=row.form, scopes=row.scopes,
                decision=row.decision, decided_on=row.decided_on, valid=valid,
            )  # fmt: skip
            DelegatedScope.objects.bulk_create(
                DelegatedScope(delegation=follower, agency=agency, scope=one, valid=valid) for one in row.scopes
            )
            told = {"decision": row.decision, "ground": passage.decision, "agency": agency.name}
            append(Subject("delegation", row.pk), "delegation.carried", SYSTEM, told | {"follower": follower.pk})
            tell(SYSTEM, follower, receiver_of(follower))
    except (DelegatedAlready, IntegrityError):
        row.refresh_from_db()
        return None
    found: UUID = follower.pk
    return found


def receiver_of(row: Delegation) -> Position | Agency:
    found: Position | Agency | None = row.to_position or row.to_agency
    assert found
    return found


def shorten(row: Delegation, passage: Passage, ground: str = "") -> None:
    """Its last day is the one before; one that would begin later never does."""
    row.valid = validity.cut(row.valid, passage.last_day)
    if ground or row.valid.isempty:
        row.revoked_at, row.revocation = clock.now(), ground or passage.decision
    row.save(update_fields=["valid", "revoked_at", "revocation"])
    row.lines.update(valid=row.valid)


def ended(row: Delegation, passage: Passage, why: Words) -> None:
    ground = f"{passage.decision}. {why.vi}"
    shorten(row, passage, ground)
    told = {"decision": row.decision, "last_day": passage.last_day, "ground": ground}
    append(Subject("delegation", row.pk), "delegation.revoked", SYSTEM, told, authority=passage.decision)
