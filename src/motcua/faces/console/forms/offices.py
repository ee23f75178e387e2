"""Forms about offices: what they are, when they are open, what they receive for, their counters."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from motcua.base.calendars.hours import DAY_NAMES, BadHours, OfficeHours, Spans
from motcua.base.ui.forms import Form
from motcua.faces.console.forms.agencies import day_field, say
from motcua.kernel.errors import Fault
from motcua.kernel.text import WEEKDAYS
from motcua.kernel.words import Words

WRITE_LIKE = Words(
    "Viết giờ như 08:00-12:00, 13:00-17:00; để trống nếu nghỉ.",
    "Write hours like 08:00-12:00, 13:00-17:00; leave empty when closed.",
)
DASHES = re.compile(r"\s*(?:–|—|-|đến|to)\s*")
HOUR_ALONE = re.compile(r"(?<![:\d])(\d{1,2})\s*(?:h|g|giờ)?(?=[-,]|$)")
HOUR_LETTER = re.compile(r"(?<=\d)\s*(?:h|g|giờ)\s*(?=\d)")


class OfficeForm(Form):
    name = forms.CharField(label=say("Tên điểm tiếp nhận", "Name"), max_length=200)
    address = forms.CharField(label=say("Địa chỉ", "Address"), max_length=300, required=False)
    phone = forms.CharField(label=say("Điện thoại", "Telephone"), max_length=40, required=False)


class OpenOfficeForm(OfficeForm):
    valid_from = day_field("Mở cửa từ ngày", "Open from")


class LastDayForm(Form):
    last_day = day_field("Ngày cuối cùng", "Last day")


class HoursForm(Form):
    """Seven lines, one for each weekday, and the day from which they hold."""

    from_day = day_field("Áp dụng từ ngày", "From")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in zip(DAY_NAMES, WEEKDAYS, strict=True):
            self.fields[name] = forms.CharField(label=str(words), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        lines = []
        for name in DAY_NAMES:
            line = usual_form(values.get(name, ""))
            try:
                OfficeHours.parse(line or "08:00-12:00")
            except BadHours:
                self.add_error(name, str(WRITE_LIKE))
            lines.append(f"{name}={line}")
        if not self.errors:
            try:
                values["hours"] = OfficeHours.parse(";" + ";".join(lines))
            except Fault as fault:
                raise ValidationError(
                    str(Words("Cần mở cửa ít nhất một ngày từ thứ Hai đến thứ Sáu.", "Open on at least one weekday."))
                ) from fault
        return values


def usual_form(typed: str) -> str:
    """ "8h – 11h30; 13h30 đến 17h" as 8:00-11:30,13:30-17:00."""
    text = DASHES.sub("-", typed.strip().lower().replace(";", ","))
    text = HOUR_LETTER.sub(":", re.sub(r"\s*,\s*", ",", text))
    return HOUR_ALONE.sub(r"\1:00", text)


def spans_text(spans: Spans) -> str:
    """Opening spans as the form shows them."""
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans)


class ServedForm(Form):
    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"] = forms.MultipleChoiceField(
            label=str(Words("Tiếp nhận hồ sơ của", "Receives for")),
            choices=agencies,
            error_messages={"required": str(Words("Chọn ít nhất một cơ quan.", "Choose at least one agency."))},
            widget=forms.CheckboxSelectMultiple,
        )


class CounterForm(Form):
    number = forms.IntegerField(label=say("Số quầy", "Number"))
    label = forms.CharField(
        label=say("Tên quầy", "Label"),
        help_text=say("Ví dụ: Hộ tịch, chứng thực.", "Such as: civil status."),
        max_length=100,
        required=False,
    )
    in_use = forms.BooleanField(label=say("Đang dùng", "In use"), required=False, initial=True)
