"""Handing results to a person: which, to whom, shown how, signed or not. One form for several results."""

import base64
import binascii
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django import forms

from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import store
from motcua.base.ui.forms import Form
from motcua.casework.services.finish import Proof, Ready
from motcua.domain.cases.enums import ApplicantKind, ReceiverKind, ResultWanted
from motcua.domain.cases.models import Applicant, Case
from motcua.faces.desk.forms.acts import line
from motcua.kernel.identity_card import IdentityCard, written
from motcua.kernel.words import Words

KINDS = (
    (ReceiverKind.OWNER.value, Words("Chủ hồ sơ", "The applicant")),
    (ReceiverKind.AUTHORISED.value, Words("Người được ủy quyền", "Somebody authorised")),
    (ReceiverKind.POST.value, Words("Bưu điện, gửi đến người nộp", "The post, to bring it to the applicant")),
)
DRAWING = "data:image/png;base64,"
LARGEST_DRAWING = 400_000
COMPARE = Words(
    "Bạn so người nhận với thẻ rồi đánh dấu “Tôi đã đối chiếu”.", "Compare the person with the card, then tick it."
)


class HandBack(Form):
    """`cases` are all results that wait of the person; those ticked are given."""

    receiver = line(Words("Người nhận", "Receiver"))
    identity_shown = line(Words("Giấy tờ đã xuất trình", "Identity paper shown"))
    card = forms.CharField(required=False, widget=forms.HiddenInput)
    card_compared = forms.BooleanField(
        label=Words("Tôi đã đối chiếu người nhận với thẻ", "I compared the person with the card"),  # type: ignore[arg-type]
        required=False,
    )
    signed = forms.BooleanField(label=Words("Người nhận đã ký", "The receiver signed"), required=False)  # type: ignore[arg-type]
    signature = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, cases: Sequence[Case], initial: dict[str, Any] | None = None) -> None:
        self.cases = cases
        choices = [(value, str(words)) for value, words in KINDS]
        label = str(Words("Người đến nhận", "Who is here"))
        kind = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
        vars(self)["base_fields"] = {**type(self).base_fields, "receiver_kind": kind}
        super().__init__(data, initial=initial or suggested(cases[0]))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("card") and not typed.get("card_compared"):
            self.add_error("card_compared", str(COMPARE))
        return typed

    def ready(self, asked: Any) -> list[Ready]:
        """The ticked results with the version each was shown in."""
        ticked = set(asked.getlist("case"))
        return [
            Ready(case.pk, _whole(asked.get(f"expected_{case.pk}", "")))
            for case in self.cases
            if str(case.pk) in ticked
        ]

    def proof(self) -> Proof:
        """Raises FileRefused for a drawing that is none."""
        drawing = signature_of(self.cleaned_data.get("signature") or "")
        return Proof(
            receiver_kind=self.cleaned_data.get("receiver_kind") or ReceiverKind.OWNER,
            signed=bool(self.cleaned_data.get("signed")),
            signature=drawing,
            card="compared" if self.cleaned_data.get("card") else "",
        )


def suggested(case: Case) -> dict[str, Any]:
    """The applicant, whose paper the official looks at; the post where the result is to be sent."""
    if case.result_wanted == ResultWanted.POST:
        return {"receiver_kind": ReceiverKind.POST.value}
    applicant = case.applicant
    number = applicant.identity_number if applicant.kind == ApplicantKind.PERSON else ""
    return {
        "receiver_kind": ReceiverKind.OWNER.value,
        "receiver": applicant.full_name,
        "identity_shown": shown_paper(number),
    }


def read_off(card: IdentityCard, applicant: Applicant) -> dict[str, Any]:
    """What a scanned card says of the receiver: the applicant, or somebody authorised."""
    own = applicant.identity_number in (card.number, card.old_number) and applicant.identity_number
    return {
        "receiver_kind": ReceiverKind.OWNER.value if own else ReceiverKind.AUTHORISED.value,
        "receiver": applicant.full_name if own else card.name,
        "identity_shown": shown_paper(card.number),
        "card": written(card),
        "card_compared": "",
    }


def shown_paper(number: str) -> str:
    return f"Thẻ căn cước, số cuối {number[-4:]}" if number else ""


def signature_of(text: str) -> StoredFile | None:
    """The drawing of the screen as a stored file; None for none."""
    if not text.startswith(DRAWING) or len(text) > LARGEST_DRAWING:
        return None
    try:
        content = base64.b64decode(text.removeprefix(DRAWING), validate=True)
    except binascii.Error:
        return None
    return store(BytesIO(content), name="chu-ky.png") if content else None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
