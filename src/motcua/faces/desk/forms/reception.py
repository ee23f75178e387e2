"""The counter's one form: who, which procedure, which papers, what is promised. Everything is typed text until sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from motcua.base.files.models import StoredFile
from motcua.base.ui.forms import Form, Typed
from motcua.casework.post import HandedByPost
from motcua.casework.services.accept import Promise
from motcua.domain.cases.enums import ApplicantKind, ResultWanted
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.catalogue.models import TimeLimit
from motcua.domain.directory.models import Office
from motcua.faces.desk.counter import PaperLine
from motcua.faces.desk.forms.promise import promise_fields, promise_of
from motcua.kernel import clock
from motcua.kernel.typed_dates import typed_date, typed_time
from motcua.kernel.words import Words

MOST_SHEETS = 99
KINDS = ((ApplicantKind.PERSON, Words("Cá nhân", "Person")), (ApplicantKind.ORGANISATION, Words("Tổ chức", "Company")))
WANTED = (
    (ResultWanted.COUNTER, Words("Nhận tại Bộ phận Một cửa", "At the one-stop office")),
    (ResultWanted.ONLINE, Words("Nhận bản điện tử", "Electronically")),
    (ResultWanted.POST, Words("Gửi qua bưu điện", "By post")),
)
APPLICANT = (
    "full_name", "identity_number", "birth_date", "phone", "email", "address", "kind", "organisation", "tax_code"
)  # fmt: skip


def _text(vi: str, en: str, *, longest: int = 500, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=Words(vi, en), required=False, max_length=longest, widget=widget)  # type: ignore[arg-type]


def _choice(label: Words, choices: Sequence[tuple[str, Words]]) -> forms.ChoiceField:
    known = [(str(key), str(words)) for key, words in choices]
    return forms.ChoiceField(label=str(label), required=False, choices=known)


def _count(vi: str, en: str) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "count", "autocomplete": "off"})
    return forms.IntegerField(
        label=Words(vi, en),  # type: ignore[arg-type]
        required=False,
        min_value=0,
        max_value=MOST_SHEETS,
        widget=widget,
    )


class ReceptionForm(Form):
    """`lines` and `limits` follow from the chosen procedure; without one there is no checklist and no promise."""

    person = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    once = forms.CharField(required=False, widget=forms.HiddenInput)
    card = forms.CharField(required=False, widget=forms.HiddenInput)
    draft = forms.CharField(required=False, widget=forms.HiddenInput)
    draft_version = forms.CharField(required=False, widget=forms.HiddenInput)
    visit = forms.CharField(required=False, widget=forms.HiddenInput)
    linked = forms.CharField(required=False, widget=forms.HiddenInput)
    card_compared = forms.BooleanField(
        label=Words("Tôi đã đối chiếu với thẻ", "I compared it with the card"),  # type: ignore[arg-type]
        required=False,
    )
    guidance = forms.CharField(
        label=Words("Cần mang thêm hoặc sửa, mỗi dòng một việc", "To bring or change, one a line"),  # type: ignore[arg-type]
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seek_person = _text("Tìm người nộp", "Find the applicant", longest=1000)
    seek = _text("Tìm thủ tục", "Find the procedure", longest=200)
    full_name = _text("Họ và tên", "Full name")
    identity_number = _text("Số định danh", "Identity number", longest=30, inputmode="numeric")
    birth_date = _text("Ngày sinh", "Born", longest=30, inputmode="numeric")
    phone = _text("Điện thoại", "Phone", longest=30, inputmode="tel")
    email = _text("Thư điện tử", "E-mail", longest=254)
    address = _text("Địa chỉ liên hệ", "Contact address")
    organisation = _text("Tên tổ chức, doanh nghiệp", "Organisation")
    tax_code = _text("Mã số thuế", "Tax code", longest=20)
    summary = _text("Nội dung yêu cầu", "Subject")
    by_post = forms.BooleanField(label=Words("Hồ sơ do bưu điện giao", "The case came by post"), required=False)  # type: ignore[arg-type]
    post_number = _text("Số biên bản giao nhận", "Number of the hand-over record", longest=60)
    post_giver = _text("Nhân viên bưu điện đã ký", "Signed for the post by", longest=200)
    post_signed_on = Typed(typed_date, label=Words("Ngày ký biên bản", "Signed on"), required=False, max_length=40)
    post_signed_at = Typed(typed_time, label=Words("Giờ ký", "At"), required=False, max_length=20)
    post_sent_on = Typed(
        typed_date, label=Words("Ngày gửi trên bì thư", "Sent on (postmark)"), required=False, max_length=40
    )

    def __init__(
        self,
        data: Any = None,
        *,
        offices: Sequence[Office],
        lines: Sequence[PaperLine] = (),
        limits: Sequence[TimeLimit] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.lines, self.limits = lines, limits
        fields: dict[str, forms.Field] = {
            "office": _choice(Words("Nơi tiếp nhận", "Office"), [(str(o.pk), Words(o.name, o.name)) for o in offices]),
            "kind": _choice(Words("Đứng tên", "Applies as"), KINDS),
            "result_wanted": _choice(Words("Nhận kết quả", "Result"), WANTED),
        }
        for line in lines:
            fields[f"originals_{line.position}"] = _count("Bản chính", "Originals")
            fields[f"copies_{line.position}"] = _count("Bản sao", "Copies")
        if lines or limits:
            fields |= promise_fields(limits)
        vars(self)["base_fields"] = {**type(self).base_fields, **fields}
        super().__init__(data, initial=initial)

    def details(self) -> dict[str, str]:
        """What was typed about the applicant."""
        typed = {name: self.cleaned_data.get(name) or "" for name in APPLICANT}
        return typed | {"kind": typed["kind"] or ApplicantKind.PERSON}

    def applicant(self, person_id: Any) -> ApplicantDetails:
        return ApplicantDetails(**self.details(), person_id=person_id)

    def counts(self, position: int) -> tuple[int, int]:
        """Originals and copies handed in for a paper."""
        return self.cleaned_data.get(f"originals_{position}") or 0, self.cleaned_data.get(f"copies_{position}") or 0

    def handed_by_post(self, scan: StoredFile | None) -> HandedByPost | None:
        """The record signed with the post, where the case came by it."""
        typed = self.cleaned_data
        if not typed.get("by_post"):
            return None
        day, hour = typed.get("post_signed_on"), typed.get("post_signed_at")
        signed = datetime.combine(day, hour, tzinfo=clock.LOCAL) if day and hour else None
        return HandedByPost(
            typed.get("post_number") or "", signed, typed.get("post_giver") or "", typed.get("post_sent_on"), scan
        )

    def promise(self) -> Promise:
        return promise_of(self.limits, self.cleaned_data)
