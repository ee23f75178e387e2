"""The form of a dated rule about time."""

from typing import Any

from django import forms

from motcua.base.daysoff.enums import RULE_WORDS, value_of
from motcua.base.ui.forms import Form
from motcua.faces.console.forms.agencies import day_field, say
from motcua.faces.console.forms.calendar import MOVES, MOVES_HINT
from motcua.kernel.words import Words

SURE = (
    ("verified", Words("Đã đọc văn bản", "The text was read")),
    ("secondary", Words("Theo nguồn khác dẫn lại", "Reported by another source")),
    ("assumption", Words("Thành phố quy định", "Set by the city")),
)


class EndForm(Form):
    """`until` empty: withdrawn altogether."""

    until = day_field(
        "Hết hiệu lực từ ngày", "Holds no more from", required=False,
        help_text=say("Để trống để hủy hẳn một quy định nhập nhầm.", "Leave empty to withdraw one decided by mistake."),
    )  # fmt: skip
    decision = forms.CharField(label=say("Số quyết định", "Number of the decision"), max_length=120)
    decided_on = day_field("Ngày ban hành", "Date of the decision")
    moves_promises = forms.BooleanField(label=MOVES, help_text=MOVES_HINT, required=False)


class RuleForm(Form):
    name = forms.ChoiceField(label=say("Quy định", "Rule"))
    value = forms.CharField(
        label=say("Giá trị", "Value"),
        help_text=say(
            "Giờ như 15:00; một số; tính lại từ đầu, tạm dừng hoặc vẫn tính; từ biên bản giao nhận, từ lúc tiếp nhận "
            "hoặc từ lúc cơ quan có thẩm quyền nhận; không tính hoặc có tính; tính ngay hoặc từ ngày làm việc sau; các "
            "mốc như: qua nửa thời gian, trước 8 giờ, khi trễ.",
            "A time such as 15:00; a number; begins again, stands still or runs on; from the record with the post, "
            "from acceptance or from the transfer; not counted or counted; at once or from the next working day; "
            "points such as: at half time, 8 working hours before, when late.",
        ),
        max_length=100,
    )
    since = day_field("Có hiệu lực từ ngày", "In force from")
    source = forms.CharField(label=say("Căn cứ", "Source"), max_length=300)
    verification = forms.ChoiceField(label=say("Mức xác minh", "How sure"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("name", RULE_WORDS.items()), ("verification", SURE)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(value, str(words)) for value, words in choices]

    def clean_value(self) -> str:
        """In words or as it is stored."""
        return value_of(self.cleaned_data["value"])
