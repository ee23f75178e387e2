"""What casework registers with the tools below: where the QR of a receipt leads, and who hears of a case's turns."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from motcua.base.documents.addresses import open_elsewhere
from motcua.base.documents.models import Document
from motcua.base.ledger import subscriber
from motcua.base.ledger.models import Entry
from motcua.base.messages.recipients import Recipient, register_recipients
from motcua.base.messages.texts import register_texts
from motcua.base.messages.variables import Variable, register_example_facts, register_variables
from motcua.casework import asking_told as _asking_told  # noqa: F401  registers who hears of it
from motcua.casework import bundled_told as _bundled_told  # noqa: F401  registers who hears of it
from motcua.casework import timing
from motcua.casework.errands_told import said
from motcua.casework.queue import QUEUE, RECOUNT
from motcua.casework.services import mail_reminders as _mail_reminders  # noqa: F401  registers its text
from motcua.casework.tracking import token_for
from motcua.domain.cases.models import Applicant, Case
from motcua.kernel.words import Words

TOLD = (
    "case.submitted",
    "case.accepted",
    "case.refused",
    "case.supplement_requested",
    "case.supplement_answered",
    "case.due_moved",
    "case.version_moved",
    "case.apologised",
    "case.duty_requested",
    "case.duty_settled",
    "case.decided",
    "case.decision_returned",
    "case.returned",
    "case.withdrawn",
    "case.stopped",
    "case.applicant_told",
)
EXAMPLE = {
    "filing": "NOP-7K3M-9QXT-4B",
    "code": "H26.12-261123-0007",
    "office": "Bộ phận Một cửa phường Ba Đình",
    "agency": "UBND phường Ba Đình",
    "files": 3,
    "channel": "online",
    "due": "2026-11-30T17:00:00+07:00",
    "was": "2026-11-27T17:00:00+07:00",
    "ground": "12/QĐ-UBND",
    "limit": "5 working_day",
    "items": 2,
    "number": 1,
    "amount_vnd": 1_500_000,
    "outcome": "granted",
    "way": "counter",
    "step": "Thẩm định hồ sơ",
    "title": "Chuyên viên",
    "next": "Lãnh đạo phê duyệt",
    "earlier": "H26.12-261123-0006",
    "kind": "opinion",
    "to": "UBND thành phố Hà Nội",
    "decision": "Quyết định 12/QĐ-UBND",
    "old": 1,
    "new": 2,
    "promise": "kept",
    "asks": "",
    "text": {"vi": "Hồ sơ đang được thẩm định.", "en": "Your case is being examined."},
}
"""A case to look at a text with: one value for each fact its sentences mention."""
TEXTS = Path(__file__).parent / "facts" / "messages.json"


@subscriber("recount", kinds=("calendar.", "rules."))
def order_recount(entry: Entry) -> None:
    """A day or a rule was decided on or withdrawn: the due moments of open cases follow."""
    app.configure_task(RECOUNT, queue=QUEUE).defer()


def tracking_address(document: Document) -> str:
    """The page that follows the case of a receipt."""
    return f"{settings.MOTCUA_SITE}/t/{token_for(UUID(document.subject_id))}"


def applicant_hears(entry: Entry) -> list[Recipient]:
    """The applicant, in the inbox of the account that filed and by the e-mail address given on the application."""
    case = Case.objects.select_related("filer__account").filter(pk=entry.subject_id).first()
    if case is None:
        return []
    applicant = Applicant.objects.filter(case=case).first()
    hours = timing.answer_hours(case, entry.at) if entry.kind == "case.submitted" else ""
    account = case.filer.account if case.filer else None
    return [
        Recipient(
            account_id=account.pk if account else None,
            person_id=case.filer_id,
            name=applicant.full_name if applicant else "",
            email=(applicant.email if applicant else "") or (case.filer.email if case.filer else ""),
            values={"case": str(case), "hours": hours} | said(entry),
            link=f"/ho-so/{case.pk}/" if account else f"/t/{token_for(case.pk)}",
        )
    ]


for _kind in ("receipt", "filing"):
    open_elsewhere(_kind, tracking_address)
for _event in TOLD:
    register_recipients(_event, applicant_hears)
register_texts(TEXTS)
register_variables("case.", Variable("case", Words("mã hồ sơ", "the case's code"), "H26.12-261123-0007"))
register_variables(
    "case.submitted", Variable("hours", Words("số giờ làm việc để trả lời", "working hours to answer"), "8")
)
register_example_facts(EXAMPLE)
