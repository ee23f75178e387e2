"""A plan brought in and looked at before anything is done: read, kept as a draft, tried dry, taken back.

The draft becomes the operation itself when it is begun, so that one page and one line of the ledger tell all of it.
"""

from uuid import UUID

from django.db import transaction

from motcua.base.access.citywide import check_citywide
from motcua.base.access.permissions import DIRECTORY_MANAGE
from motcua.base.ledger import append
from motcua.casework.reorganisation.errors import AlreadyBegun, OperationNotFound
from motcua.casework.reorganisation.models import Operation, Stage
from motcua.casework.reorganisation.plan import as_json, read_plan
from motcua.casework.reorganisation.services.running import digest_of, subject
from motcua.casework.reorganisation.tasks import defer_look
from motcua.kernel.actor import Actor

LONGEST_NAME = 200


@transaction.atomic
def bring_in(*, actor: Actor, text: str, file_name: str = "") -> Operation:
    """The draft of this plan, a dry run of it ordered; the same plan again is the same draft or operation.

    WrongPlan names everything that is wrong with the text.
    """
    post = check_citywide(actor, DIRECTORY_MANAGE)
    plan = read_plan(text)
    known = Operation.objects.filter(digest=digest_of(plan)).first()
    if known is not None:
        return known
    operation = Operation.objects.create(
        title=plan.title, decision=plan.decision, from_day=plan.from_day, plan=as_json(plan), digest=digest_of(plan),
        stage=Stage.DRAFT, file_name=file_name[:LONGEST_NAME], account_id=actor.account_id, actor_name=actor.name,
    )  # fmt: skip
    told = {"title": plan.title, "decision": plan.decision, "from_day": plan.from_day, "digest": operation.digest}
    append(subject(operation), "reorganisation.drafted", actor, told, authority=post, first=True)
    defer_look(operation.pk)
    return operation


@transaction.atomic
def look_again(*, actor: Actor, operation_id: UUID) -> None:
    """Order a new dry run: the directory and the cases have changed since. AlreadyBegun."""
    check_citywide(actor, DIRECTORY_MANAGE)
    operation = _draft(operation_id)
    operation.looked_at = None
    operation.save(update_fields=["looked_at"])
    defer_look(operation.pk)


@transaction.atomic
def take_back(*, actor: Actor, operation_id: UUID) -> None:
    """The draft is forgotten; the ledger keeps that it was there. AlreadyBegun."""
    post = check_citywide(actor, DIRECTORY_MANAGE)
    operation = _draft(operation_id)
    append(subject(operation), "reorganisation.taken_back", actor, {"title": operation.title}, authority=post)
    operation.delete()


def _draft(operation_id: UUID) -> Operation:
    operation = Operation.objects.select_for_update().filter(pk=operation_id).first()
    if operation is None:
        raise OperationNotFound
    if operation.stage != Stage.DRAFT:
        raise AlreadyBegun
    return operation
