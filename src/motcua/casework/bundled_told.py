"""Who hears that the result a linked case went on with is back at its signer, and that it is decided again.

The applicant is told with the earlier case; here the officials of the one that went on: its thread officer, and whoever
has a step of it on the desk.
"""

from pathlib import Path

from django.db.models import Q

from motcua.base.ledger.models import Entry
from motcua.base.messages.recipients import Recipient, register_recipients
from motcua.base.messages.texts import register_texts
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import Task
from motcua.kernel import clock

TOLD = ("case.earlier_returned", "case.earlier_settled")
TEXTS = Path(__file__).parent / "facts" / "bundled.json"


def officials_hear(entry: Entry) -> list[Recipient]:
    """Each person once. Nobody has a case that is not accepted yet."""
    case = Case.objects.filter(pk=entry.subject_id, accepted_at__isnull=False).first()
    if case is None:
        return []
    desks = Task.objects.filter(case=case, closed_at=None, assignee__isnull=False).values("assignee")
    posts = Position.objects.filter(Q(pk=case.thread_officer_id) | Q(pk__in=desks), valid__contains=clock.today())
    return [
        Recipient(
            account_id=post.person.staff_account_id,
            person_id=post.person_id,
            name=post.person.full_name,
            values={"case": str(case)},
            link=f"/can-bo/ho-so/{case.pk}/",
        )
        for post in posts.select_related("person").order_by("pk")
        if post.person.staff_account_id
    ]


for _kind in TOLD:
    register_recipients(_kind, officials_hear)
register_texts(TEXTS)
