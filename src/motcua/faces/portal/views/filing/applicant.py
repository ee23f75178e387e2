"""Who asks: filled in from what the state already knows of the signed-in person."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.base.access.routes import citizen
from motcua.base.ui.forms import Form, said
from motcua.casework.services import typed
from motcua.casework.services.draft import save_applicant
from motcua.domain.cases.enums import ApplicantKind, ResultWanted
from motcua.domain.cases.models import Applicant, Case
from motcua.domain.cases.services.applicants import LONGEST, ApplicantDetails
from motcua.domain.directory.models import Person
from motcua.faces.portal.keeping import keeping, sheet_of
from motcua.faces.portal.views.filing import frame
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

KINDS = (
    (ApplicantKind.PERSON, Words("Cho bản thân hoặc gia đình", "For myself or my family")),
    (ApplicantKind.ORGANISATION, Words("Cho tổ chức, doanh nghiệp", "For an organisation or company")),
)
WAYS = (
    (ResultWanted.COUNTER, Words("Nhận tại Bộ phận Một cửa", "Collect at the one-stop office")),
    (ResultWanted.ONLINE, Words("Nhận bản điện tử", "Receive it electronically")),
    (ResultWanted.POST, Words("Nhận qua bưu điện", "Receive it by post")),
)


class ApplicantForm(Form):
    """What the application says of the applicant. The act checks; the form keeps what was typed."""

    kind = forms.ChoiceField(label=said("Bạn nộp hồ sơ", "You file"), widget=forms.RadioSelect)
    full_name = forms.CharField(label=said("Họ và tên", "Full name"), max_length=LONGEST)
    identity_number = forms.CharField(
        label=said("Số căn cước", "Citizen number"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    birth_date = forms.CharField(label=said("Ngày sinh", "Date of birth"), required=False, max_length=40)
    phone = forms.CharField(
        label=said("Số điện thoại", "Phone number"), max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        label=said("Thư điện tử", "E-mail"), required=False, max_length=254,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )  # fmt: skip
    address = forms.CharField(label=said("Địa chỉ liên hệ", "Contact address"), max_length=LONGEST)
    organisation = forms.CharField(
        label=said("Tên tổ chức, doanh nghiệp", "Organisation"),
        required=False, max_length=LONGEST,
    )  # fmt: skip
    tax_code = forms.CharField(label=said("Mã số thuế", "Tax code"), required=False, max_length=20)
    summary = forms.CharField(
        label=said("Nội dung đề nghị", "What you ask for"),
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    result_wanted = forms.ChoiceField(
        label=said("Bạn muốn nhận kết quả", "You want the result"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("kind", KINDS), ("result_wanted", WAYS)):
            self.fields[name].choices = [(value, str(words)) for value, words in choices]  # type: ignore[attr-defined]


@citizen
@frame.draft_page
def applicant(request: HttpRequest, case: Case) -> HttpResponse:
    waiting = typed.kept(case, typed.APPLICANT)
    form = ApplicantForm(
        request.POST if request.method == "POST" else None, initial=known(request, case) | dict(waiting.texts)
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                save(request, case, form.cleaned_data)
            except Fault as fault:
                form.add_fault(fault)
                status = fault.status
                waiting = typed.kept(case, typed.APPLICANT)
            else:
                return redirect("portal:filing-papers", case_id=case.pk)
        status = status if status != 200 else 422
    context = {
        "way": frame.way_of(case),
        "form": form,
        "where": frame.where(frame.WHO),
        "keeping": keeping(request, case, typed.APPLICANT, waiting),
    }
    return render(request, "portal/filing/applicant.html", context, status=status)


def save(request: HttpRequest, case: Case, given: dict[str, str]) -> None:
    actor = frame.actor_of(request)
    names = ApplicantDetails.__dataclass_fields__.keys() & given.keys()
    details = ApplicantDetails(**{name: given[name] for name in names}, person_id=actor.person_id)
    save_applicant(
        actor=actor,
        case_id=case.pk,
        expected=None,
        details=details,
        summary=given["summary"],
        result_wanted=given["result_wanted"],
        page=sheet_of(request, typed.APPLICANT, ApplicantForm.base_fields),
    )


def known(request: HttpRequest, case: Case) -> dict[str, object]:
    """What the draft says already, else what the state knows of the person."""
    asked = {"summary": case.summary, "result_wanted": case.result_wanted}
    written = Applicant.objects.filter(case=case).first()
    if written is not None:
        return asked | {name: getattr(written, name) for name in ApplicantForm.base_fields if hasattr(written, name)}
    person_id = frame.actor_of(request).person_id
    assert person_id
    person = Person.objects.get(pk=person_id)
    return asked | {
        "kind": ApplicantKind.PERSON,
        "full_name": person.full_name,
        "identity_number": person.identity_number,
        "birth_date": person.birth_text,
        "phone": person.phone,
        "email": person.email,
        "address": person.address,
    }
