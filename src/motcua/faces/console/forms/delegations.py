"""Forms about delegations: who gives what to whom, by which decision, from when to when."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from motcua.base.ui.forms import Form
from motcua.casework.services.delegate import Given
from motcua.domain.catalogue.models import Procedure
from motcua.domain.directory.enums import SigningForm
from motcua.domain.directory.models import Agency
from motcua.domain.directory.models.delegations import EVERYTHING
from motcua.faces.console.forms.agencies import day_field, say
from motcua.kernel.words import Words

CODES = re.compile(r"[\s,;]+")
MOST_CODES = 2000
UNKNOWN = Words("Không có thủ tục mã {codes}. Bạn xem lại.", "There is no procedure {codes}. Please check.")
MANY = Words("Nhiều nhất {n} mã thủ tục.", "At most {n} codes.")


def signing_forms() -> list[tuple[str, str]]:
    return [(form.value, str(form.words)) for form in SigningForm]


class DelegationForm(Form):
    """`givers`, `receivers` and `fields` are what may be chosen at the agency."""

    giver = forms.ChoiceField(label=say("Người ủy quyền", "Given by"))
    receiver = forms.ChoiceField(
        label=say("Người hoặc cơ quan nhận", "Given to"),
        help_text=say("Chọn cơ quan: ai lãnh đạo cơ quan đó thì ký.", "An agency: whoever leads it signs."),
    )
    form = forms.ChoiceField(label=say("Hình thức ký", "Signed"), choices=signing_forms, widget=forms.RadioSelect)
    everything = forms.BooleanField(
        label=say("Mọi thủ tục của cơ quan", "Every procedure of the agency"), required=False
    )
    codes = forms.CharField(
        label=say("Mã thủ tục", "Codes of procedures"),
        help_text=say(
            "Dán danh sách của quyết định, mỗi mã một dòng. Ví dụ 1.001193.",
            "Paste the list of the decision, one code a line. Such as 1.001193.",
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=60_000,
    )
    whole_fields = forms.MultipleChoiceField(
        label=say("Cả lĩnh vực", "Whole fields"), widget=forms.CheckboxSelectMultiple, required=False
    )
    decision = forms.CharField(
        label=say("Số quyết định", "Number of the decision"), help_text=say("Ví dụ 12/QĐ-UBND.", "Such as 12/QĐ-UBND."),
        max_length=120,
    )  # fmt: skip
    decided_on = day_field("Ngày quyết định", "Date of the decision")
    first_day = day_field("Từ ngày", "From")
    last_day = day_field(
        "Đến hết ngày", "Until", help_text=say("Hết ngày này ủy quyền tự hết hiệu lực.", "After it, it ends by itself.")
    )

    def __init__(
        self,
        *args: Any,
        givers: list[tuple[str, str]],
        receivers: list[tuple[str, str]],
        whole_fields: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("giver", givers), ("receiver", receivers), ("whole_fields", whole_fields)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_codes(self) -> list[str]:
        """The scopes of the codes that were typed, each once. Invalid names those that do not exist."""
        codes = list(dict.fromkeys(code for code in CODES.split(self.cleaned_data["codes"]) if code))
        if len(codes) > MOST_CODES:
            raise forms.ValidationError(str(MANY.fill(n=MOST_CODES)))
        known = dict(Procedure.objects.filter(code__in=codes).values_list("code", "pk"))
        missing = [code for code in codes if code not in known]
        if missing:
            raise forms.ValidationError(str(UNKNOWN.fill(codes=", ".join(missing[:5]))))
        return [f"procedure:{known[code]}" for code in codes]

    def given(self, agency: Agency) -> Given:
        values = self.cleaned_data
        kind, _, key = values["receiver"].partition(":")
        scopes = [*values["codes"], *values["whole_fields"]]
        return Given(
            agency_id=agency.pk,
            giver_id=UUID(values["giver"]),
            form=values["form"],
            scopes=(EVERYTHING, *scopes) if values["everything"] else tuple(scopes),
            decision=values["decision"],
            decided_on=date_of(values, "decided_on"),
            first_day=date_of(values, "first_day"),
            last_day=values["last_day"],
            to_position_id=UUID(key) if kind == "position" else None,
            to_agency_id=UUID(key) if kind == "agency" else None,
        )


def date_of(values: dict[str, Any], name: str) -> date:
    day = values[name]
    assert isinstance(day, date)
    return day


class RevokeForm(Form):
    last_day = day_field("Ngày cuối còn hiệu lực", "Last day it holds")
    ground = forms.CharField(
        label=say("Căn cứ bãi bỏ", "Ground"),
        help_text=say("Số quyết định bãi bỏ.", "The number of the revoking decision."),
        max_length=200,
    )
