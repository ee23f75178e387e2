"""The city's list of common reasons: one added, reworded, retired, taken up again. Cases keep what was sent.

Lock: the reason's row; of two who add the same, the unique key lets one through.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.domain.replies.enums import REASONED
from motcua.domain.replies.errors import ReasonChanged, ReasonExists, ReasonUnfit
from motcua.domain.replies.models import Reason
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

LONGEST = 300
NEEDED = Words("Bạn ghi lý do.", "Please give the reason.")
TOO_LONG = Words("Dài quá, tối đa 300 chữ.", "At most 300 characters.")
NO_ACT = Words("Bạn chọn việc dùng lý do này.", "Please choose what it is for.")


@transaction.atomic
def add_reason(*, actor: Actor, act: str, text: str, source: str = "") -> Reason:
    """One more to choose from. Denied; ReasonUnfit names each wrong field; ReasonExists."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    reason = Reason(act=act, text=checked_reason(act, text), source=source)
    _save(reason)
    append(Subject("reason", reason.pk), "reason.added", actor, _facts(reason), authority=post, first=True)
    return reason


@transaction.atomic
def reword_reason(*, actor: Actor, reason_id: UUID, text: str, expected: str) -> Reason:
    """Other words, offered from now on. `expected` are those that were seen.

    Denied, NotVisible, ReasonUnfit, ReasonChanged, ReasonExists.
    """
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    reason = _locked(reason_id)
    if reason.text != expected or reason.retired_at is not None:
        raise ReasonChanged
    former, reason.text = reason.text, checked_reason(reason.act, text)
    if reason.text != former:
        _save(reason)
        facts = _facts(reason) | {"former": former}
        append(Subject("reason", reason.pk), "reason.reworded", actor, facts, authority=post)
    return reason


@transaction.atomic
def retire_reason(*, actor: Actor, reason_id: UUID) -> Reason:
    """It is offered no longer. Denied, NotVisible; ReasonChanged when it was retired already."""
    return _set(actor, reason_id, "reason.retired", retire=True)


@transaction.atomic
def restore_reason(*, actor: Actor, reason_id: UUID) -> Reason:
    """It is offered again. Denied, NotVisible, ReasonExists; ReasonChanged when it was not retired."""
    return _set(actor, reason_id, "reason.restored", retire=False)


def checked_reason(act: str, text: str) -> str:
    """The text as it is kept. ReasonUnfit."""
    kept, wrong = tidy(text.replace("\x00", "")), dict[str, Words]()
    if act not in REASONED:
        wrong["act"] = NO_ACT
    if not kept:
        wrong["text"] = NEEDED
    elif len(kept) > LONGEST:
        wrong["text"] = TOO_LONG
    if wrong:
        raise ReasonUnfit(wrong)
    return kept


def _set(actor: Actor, reason_id: UUID, kind: str, *, retire: bool) -> Reason:
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    reason = _locked(reason_id)
    if (reason.retired_at is not None) is retire:
        raise ReasonChanged
    reason.retired_at = clock.now() if retire else None
    _save(reason)
    append(Subject("reason", reason.pk), kind, actor, _facts(reason), authority=post)
    return reason


def _save(reason: Reason) -> None:
    try:
        with transaction.atomic():
            reason.save()
    except IntegrityError as error:
        raise ReasonExists(text=reason.text) from error


def _locked(reason_id: UUID) -> Reason:
    reason = Reason.objects.select_for_update().filter(pk=reason_id).first()
    if reason is None:
        raise NotVisible
    return reason


def _facts(reason: Reason) -> dict[str, object]:
    return {"act": reason.act, "text": reason.text}
