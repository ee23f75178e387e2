"""Forms of the shared categories: a field's spelling, a new field, one taken out of use, who decides it."""

from typing import Any

from django import forms

from motcua.base.ui.forms import Form
from motcua.faces.console.forms.agencies import day_field, say


class FieldNameForm(Form):
    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=say("Tên lĩnh vực", "Name of the field"),
        help_text=say("Chỉ sửa chữ hoa, dấu, khoảng cách.", "Capitals, diacritics and spaces only."),
        max_length=200,
    )


class NewFieldForm(Form):
    name = forms.CharField(
        label=say("Tên lĩnh vực", "Name of the field"),
        help_text=say("Ví dụ: Hộ tịch.", "Such as Hộ tịch."),
        max_length=200,
    )
    code = forms.CharField(
        label=say("Mã lĩnh vực", "Code of the field"),
        help_text=say(
            "Theo danh mục quốc gia hoặc của thành phố, nếu có. Ví dụ HT hoặc G15.HT01.",
            "From the national or the city's list, if there is one. Such as HT or G15.HT01.",
        ),
        max_length=40,
        required=False,
    )


class RetireFieldForm(Form):
    reason = forms.CharField(
        label=say("Lý do", "Reason"),
        help_text=say("Ví dụ: gộp vào lĩnh vực khác theo quyết định.", "Such as: merged by a decision."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(Form):
    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=say("Lý do", "Reason"),
        help_text=say("Một câu người nhận hiểu được, không nêu tên ai.", "A clear sentence, without names."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SkillForm(Form):
    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=say("Tên kỹ năng", "Name of the skill"),
        help_text=say("Ví dụ: đất đai, tiếng Anh.", "Such as: land, English."),
        max_length=60,
    )


class NothingForm(Form):
    """Nothing to fill in: a look at the effect, then the button."""


class DeciderForm(Form):
    """`agencies`: the departments that may be given work."""

    ministry = forms.ChoiceField(label=say("Bộ, ngành ban hành", "Issuing ministry"))
    agency = forms.ChoiceField(label=say("Cơ quan giải quyết", "Deciding agency"))
    from_day = day_field("Từ ngày", "From")
    source = forms.CharField(
        label=say("Văn bản làm căn cứ", "Document"),
        help_text=say("Ví dụ 12/2026/QĐ-UBND.", "Such as 12/2026/QĐ-UBND."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, ministries: list[str], agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"ministry": [(name, name) for name in ministries], "agency": agencies}
        for name, given in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = given
