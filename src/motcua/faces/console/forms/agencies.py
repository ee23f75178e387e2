"""Forms about agencies."""

from typing import Any

from django import forms

from motcua.base.ui.forms import Form, Typed
from motcua.domain.directory.enums import AgencyKind
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

NEW_KINDS = (AgencyKind.DEPARTMENT, AgencyKind.COMMUNE, AgencyKind.CENTRE, AgencyKind.UNIT)
"""What may be founded today: districts ended with 2025-06-30, and a city has one committee."""


def say(vi: str, en: str) -> Any:
    """Both languages where Django's types expect one text: our forms speak the one of the moment."""
    return Words(vi, en)


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.words)) for kind in NEW_KINDS]


def day_field(vi: str, en: str, **rest: Any) -> Typed:
    """A day typed in any usual way."""
    return Typed(typed_date, label=say(vi, en), max_length=40, **rest)


class NameForm(Form):
    name = forms.CharField(label=say("Tên đầy đủ", "Full name"), max_length=200)
    short_name = forms.CharField(label=say("Tên ngắn", "Short name"), max_length=100, required=False)


class FoundForm(NameForm):
    kind = forms.ChoiceField(label=say("Loại", "Kind"), choices=kinds, initial=AgencyKind.UNIT.value)
    identifier = forms.CharField(
        label=say("Mã định danh chính thức", "Official identifier"),
        help_text=say("Để trống nếu chưa có: hệ thống đặt mã tạm.", "Leave empty if there is none: we make one."),
        max_length=60,
        required=False,
    )
    valid_from = day_field("Hoạt động từ ngày", "From")
    valid_until = day_field("Đến hết ngày", "Until", required=False)


class IdentifierForm(Form):
    identifier = forms.CharField(
        label=say("Mã định danh chính thức", "Official identifier"),
        help_text=say("Ví dụ H26.S03, tối đa 35 ký tự (QĐ 20/2020/QĐ-TTg).", "Such as H26.S03, at most 35 signs."),
        max_length=60,
    )


class CloseForm(Form):
    """`successors`: the agencies that may take over, chosen by the view."""

    last_day = day_field("Ngày hoạt động cuối cùng", "Last day")

    def __init__(self, *args: Any, successors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successors"] = forms.MultipleChoiceField(
            label=str(Words("Cơ quan kế thừa", "Successors")),
            choices=successors,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class CompetenceForm(Form):
    ministry = forms.CharField(label=say("Bộ, ngành ban hành thủ tục", "Issuing ministry"), max_length=200)
    field = forms.CharField(
        label=say("Lĩnh vực", "Field"),
        help_text=say("Để trống: mọi lĩnh vực chưa giao riêng.", "Empty: every field not given to another."),
        max_length=200,
        required=False,
    )
    from_day = day_field("Từ ngày", "From")
    source = forms.CharField(
        label=say("Văn bản làm căn cứ", "Document"),
        help_text=say("Ví dụ 12/2026/QĐ-UBND.", "Such as 12/2026/QĐ-UBND."),
        max_length=200,
        required=False,
    )


def shown(day: Any) -> str:
    """A day as a form shows it at first."""
    return short_date(day)
