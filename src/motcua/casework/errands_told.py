"""Who hears of automatic steps: the unit they tell, whoever has the case, the thread officer where one failed."""

from pathlib import Path
from uuid import UUID

from django.db.models import Q

from motcua.base.ledger.models import Entry
from motcua.base.messages.recipients import Recipient, register_recipients
from motcua.base.messages.texts import register_texts
from motcua.base.messages.variables import Variable, register_variables
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.words import Words

TEXTS = Path(__file__).parent / "facts" / "errands.json"
MOST = 50
TELLING = ("case.applicant_told", "case.unit_told", "case.holders_reminded")


def unit_hears(entry: Entry) -> list[Recipient]:
    """Everybody with the role at the agency."""
    facts = entry.facts
    where = Q(agency=UUID(facts["agency_id"]), roles__contains=[facts["role"]])
    return to_positions(entry, where)


def holders_hear(entry: Entry) -> list[Recipient]:
    """On whose desk a step lies; of one nobody took, everybody with its role there."""
    found = Q(pk__in=[])
    for task in Task.objects.filter(case=UUID(entry.subject_id), closed_at=None).exclude(role=""):
        found |= Q(pk=task.assignee_id) if task.assignee_id else Q(agency=task.agency_id, roles__contains=[task.role])
    return to_positions(entry, found)


def thread_hears(entry: Entry) -> list[Recipient]:
    officer = Case.objects.filter(pk=entry.subject_id).values_list("thread_officer", flat=True).first()
    return to_positions(entry, Q(pk=officer)) if officer else holders_hear(entry)


def to_positions(entry: Entry, which: Q) -> list[Recipient]:
    """Holders of posts today, each once."""
    case = Case.objects.only("code", "filing_number").get(pk=entry.subject_id)
    today = clock.today()
    held = Position.objects.filter(which, valid__contains=today, person__staff_account__isnull=False)
    return [
        Recipient(
            account_id=post.person.staff_account_id,
            person_id=post.person_id,
            name=post.person.full_name,
            values={"case": str(case)} | said(entry),
            link=f"/can-bo/ho-so/{case.pk}/",
        )
        for post in held.select_related("person").order_by("pk")[:MOST]
    ]


def said(entry: Entry) -> dict[str, object]:
    """The text of the step, where it tells one."""
    return {"text": Words(**entry.facts["text"])} if "text" in entry.facts else {}


register_recipients("case.unit_told", unit_hears)
register_recipients("case.holders_reminded", holders_hear)
register_recipients("case.errand_failed", thread_hears)
register_texts(TEXTS)
for _kind in TELLING:
    register_variables(
        _kind,
        Variable(
            "text",
            Words("nội dung ghi ở bước tự động", "the text of the automatic step"),
            Words("Hồ sơ đang được thẩm định.", "Your case is being examined."),
        ),
    )
