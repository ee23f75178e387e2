"""What is typed to hold the data of a case, and to answer who wants theirs erased."""

from typing import Any

from django import forms

from motcua.base.ui.forms import Form, said
from motcua.casework.retention.models import HoldKind


class HoldForm(Form):
    kind = forms.ChoiceField(label=said("Vì sao giữ", "Why it is held"), widget=forms.RadioSelect)
    citation = forms.CharField(
        label=said("Văn bản yêu cầu (số, ngày, cơ quan)", "The paper asking for it (number, day, body)"), max_length=200
    )
    reason = forms.CharField(label=said("Lý do", "Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind.value, str(kind.words)) for kind in HoldKind]


class ReleaseForm(Form):
    release_reason = forms.CharField(label=said("Vì sao thôi giữ", "Why it is held no longer"), max_length=2000)


class AnswerForm(Form):
    answer = forms.CharField(
        label=said("Lý do, người dân sẽ đọc", "The reason, which the citizen reads"),
        widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False,
    )  # fmt: skip
