"""Writing, changing, copying and retiring reply templates. A shared one leaves a ledger entry each time."""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.base.ledger import Subject, append
from motcua.domain.catalogue.models import Procedure
from motcua.domain.directory.models import Agency
from motcua.domain.replies import variables
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.errors import ReplyChanged, ReplyNotFound, ReplyRetired, ReplyUnfit
from motcua.domain.replies.models import ReplyTemplate
from motcua.domain.replies.permissions import check_may_change, check_may_share, check_may_use
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Fault
from motcua.kernel.words import Words

TITLE_MOST, TEXT_MOST, ITEMS_MOST = 120, 2000, 30
NEEDED = Words("Bạn ghi nội dung này.", "Please fill this in.")
TOO_LONG = Words("Dài quá, tối đa {most} chữ.", "At most {most} characters.")
NO_PROCEDURE = Words("Không có thủ tục với mã này.", "There is no procedure with this code.")
NO_ACT = Words("Bạn chọn việc dùng mẫu này.", "Please choose the act it is for.")
ITEMS_NEEDED = Words(
    "Phiếu bổ sung cần ít nhất một nội dung, ví dụ {{giay_to_thieu}}.",
    "A supplement request needs at least one line, such as {{giay_to_thieu}}.",
)


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What an official writes. `items` are (text, note); only supplement requests have them."""

    act: str
    title: str
    text: str
    ground: str = ""
    items: tuple[tuple[str, str], ...] = ()
    procedure_code: str = ""


@transaction.atomic
def add_template(*, actor: Actor, reply: ReplyText, agency_id: UUID | None = None, source: str = "") -> ReplyTemplate:
    """A new template of one's own, or with `agency_id` shared there and below. ReplyUnfit names each wrong field."""
    agency = shared_at(actor, agency_id)
    if agency is None and actor.person_id is None:
        raise Denied
    template = ReplyTemplate(agency=agency, owner_id=None if agency else actor.person_id, source=source)
    _write(template, reply)
    template.save(force_insert=True)
    _tell(template, "reply.shared", actor)
    return template


@transaction.atomic
def change_template(*, actor: Actor, template_id: UUID, expected: int | None, reply: ReplyText) -> ReplyTemplate:
    """New words for a template; cases answered with it keep what was sent. ReplyChanged when it moved on."""
    template = _locked(actor, template_id)
    if expected is not None and expected != template.version:
        raise ReplyChanged
    _write(template, reply)
    template.version += 1
    template.changed_at = clock.now()
    template.save()
    _tell(template, "reply.changed", actor)
    return template


@transaction.atomic
def copy_template(*, actor: Actor, template_id: UUID) -> ReplyTemplate:
    """An own copy of a template one may use, to change as one likes."""
    known = ReplyTemplate.objects.select_related("agency").filter(pk=template_id).first()
    if known is None:
        raise ReplyNotFound
    check_may_use(actor, known)
    if actor.person_id is None:
        raise Denied
    return ReplyTemplate.objects.create(
        act=known.act, title=known.title, text=known.text, ground=known.ground, items=known.items,
        procedure_id=known.procedure_id, owner_id=actor.person_id,
    )  # fmt: skip


@transaction.atomic
def retire_template(*, actor: Actor, template_id: UUID) -> ReplyTemplate:
    """It is offered no longer; retiring it again changes nothing."""
    template = ReplyTemplate.objects.select_related("agency").select_for_update(of=("self",)).filter(pk=template_id)
    found = template.first()
    if found is None:
        raise ReplyNotFound
    check_may_change(actor, found)
    if found.retired_at is None:
        found.retired_at = clock.now()
        found.save(update_fields=["retired_at"])
        _tell(found, "reply.retired", actor)
    return found


def shared_at(actor: Actor, agency_id: UUID | None) -> Agency | None:
    """The agency to share with, after the right was checked; None for an own template."""
    if agency_id is None:
        return None
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise ReplyNotFound
    check_may_share(actor, agency)
    return agency


def _locked(actor: Actor, template_id: UUID) -> ReplyTemplate:
    template = (
        ReplyTemplate.objects.select_related("agency").select_for_update(of=("self",)).filter(pk=template_id).first()
    )
    if template is None:
        raise ReplyNotFound
    check_may_change(actor, template)
    if template.retired_at is not None:
        raise ReplyRetired
    return template


def _write(template: ReplyTemplate, reply: ReplyText) -> None:
    """Put the words on the row. ReplyUnfit with every wrong field at once."""
    wrong: dict[str, Words] = {}
    if reply.act not in ReplyAct.values:
        wrong["act"] = NO_ACT
    title = _fitting(wrong, "title", reply.title, TITLE_MOST, braces=False)
    text = _fitting(wrong, "text", reply.text, TEXT_MOST)
    ground = _fitting(wrong, "ground", reply.ground, TEXT_MOST, needed=False)
    items = _items(wrong, reply) if reply.act == ReplyAct.SUPPLEMENT else []
    procedure = Procedure.objects.filter(code=reply.procedure_code.strip()).first() if reply.procedure_code else None
    if reply.procedure_code.strip() and procedure is None:
        wrong["procedure_code"] = NO_PROCEDURE
    if wrong:
        raise ReplyUnfit(wrong)
    template.act, template.title, template.text, template.items = reply.act, title, text, items
    template.ground = ground if reply.act == ReplyAct.STOP else ""
    template.procedure = procedure


def _fitting(
    wrong: dict[str, Words], field: str, text: str, most: int, *, needed: bool = True, braces: bool = True
) -> str:
    """The text as it is kept, or its fault among the wrong fields."""
    kept = text.replace("\x00", "").strip()
    if needed and not kept:
        wrong[field] = NEEDED
    elif len(kept) > most:
        wrong[field] = TOO_LONG.fill(most=most)
    elif braces:
        try:
            return variables.check(kept)
        except Fault as fault:
            wrong[field] = fault.words
    return kept


def _items(wrong: dict[str, Words], reply: ReplyText) -> list[list[str]]:
    kept = [
        [_fitting(wrong, "items", text, 500, needed=False), _fitting(wrong, "items", note, 500, needed=False)]
        for text, note in reply.items[:ITEMS_MOST]
        if text.strip() or note.strip()
    ]
    if not kept:
        wrong["items"] = ITEMS_NEEDED.fill()
    return kept


def _tell(template: ReplyTemplate, kind: str, actor: Actor) -> None:
    if template.agency is None:
        return
    facts = {"title": template.title, "act": template.act, "agency": template.agency.name}
    if kind != "reply.retired":
        facts["digest"] = digest_of(template)
    append(Subject("reply_template", template.pk), kind, actor, facts)


def digest_of(template: ReplyTemplate) -> str:
    """SHA-256 of the words, so that the ledger proves what they were without holding them."""
    said = json.dumps([template.text, template.ground, template.items], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
