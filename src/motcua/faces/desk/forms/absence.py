"""Being away: whose post, from when to when, who looks after the desk."""

from typing import Any
from uuid import UUID

from django import forms

from motcua.base.ui.forms import Form, Typed
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

NOBODY = Words("— Không có người thay —", "— Nobody —")


def say(vi: str, en: str) -> Any:
    """Both languages where Django's types expect one text."""
    return Words(vi, en)


class AbsenceForm(Form):
    """`posts`: one's own and those of the unit one heads; `deputies`: who may stand for them."""

    position = forms.ChoiceField(label=say("Ai vắng mặt", "Who is away"))
    first_day = Typed(typed_date, label=say("Từ ngày", "From"), max_length=40)
    last_day = Typed(typed_date, label=say("Đến hết ngày", "Until"), max_length=40)
    deputy = forms.ChoiceField(
        label=say("Người thay", "Deputy"),
        help_text=say(
            "Thấy và làm việc trên bàn của người vắng. Quyền ký thay cần ủy quyền bằng quyết định.",
            "Sees and does what lies on the desk. Power to sign needs a delegation.",
        ),
        required=False,
    )
    reason = forms.CharField(label=say("Lý do", "Reason"), max_length=200, required=False)

    def __init__(
        self, *args: Any, posts: list[tuple[str, str]], deputies: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("position", posts), ("deputy", [("", str(NOBODY)), *deputies])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        deputy = UUID(typed["deputy"]) if typed["deputy"] else None
        kept = {name: typed[name] for name in ("first_day", "last_day", "reason")}
        return {"position_id": UUID(typed["position"]), "deputy_id": deputy} | kept
