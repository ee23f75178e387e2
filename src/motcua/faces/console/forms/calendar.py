"""Forms about days: what is decided, on which decision it rests, for whom it holds."""

from typing import Any

from django import forms

from motcua.base.ui.forms import Form
from motcua.faces.console.forms.agencies import day_field, say
from motcua.kernel.words import Words

KINDS = (
    ("holiday", Words("Ngày nghỉ", "A day off")),
    ("swap", Words("Hoán đổi: nghỉ ngày này, làm bù ngày khác", "A swap: off on this day, another is worked")),
    ("ordinary", Words("Hủy ngày nghỉ của lịch quốc gia: làm như ngày thường", "No day off here: like its weekday")),
)
MOVES = say(
    "Quyết định cho phép lùi hạn đã hẹn của hồ sơ đang giải quyết",
    "The decision allows promises already given to become later",
)
MOVES_HINT = say(
    "Không đánh dấu: hồ sơ đã hẹn giữ nguyên hạn, hoặc được trả sớm hơn.",
    "Unticked: promises given before stay, or come sooner.",
)


class DayForm(Form):
    """`places`: the agencies one decides for, the first being everything one manages."""

    kind = forms.ChoiceField(label=say("Ngày này là", "This day is"), widget=forms.RadioSelect, initial="holiday")
    day = day_field("Ngày", "Day")
    swap_with = day_field(
        "Ngày làm bù", "Worked instead", required=False,
        help_text=say("Chỉ khi hoán đổi.", "For a swap only."),
    )  # fmt: skip
    name = forms.CharField(
        label=say("Tên ngày", "Name"), help_text=say("Ví dụ: Tết Dương lịch.", "Such as: New Year."), max_length=120
    )
    place = forms.ChoiceField(label=say("Áp dụng cho", "Holds for"))
    decision = forms.CharField(
        label=say("Số quyết định, văn bản", "Number of the decision"),
        help_text=say("Ví dụ 9441/TB-BNV.", "Such as 9441/TB-BNV."),
        max_length=120,
    )
    decided_on = day_field("Ngày ban hành", "Date of the decision")
    moves_promises = forms.BooleanField(label=MOVES, help_text=MOVES_HINT, required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("kind", [(value, str(words)) for value, words in KINDS])
        self.choose("place", places)

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class WithdrawForm(Form):
    ground = forms.CharField(
        label=say("Căn cứ hủy", "Ground"),
        help_text=say("Số quyết định, hoặc “nhập nhầm”.", "Number of the decision, or “entered by mistake”."),
        max_length=200,
    )
    moves_promises = forms.BooleanField(label=MOVES, help_text=MOVES_HINT, required=False)
