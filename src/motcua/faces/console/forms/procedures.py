"""Forms about procedures: stopping and resuming them, publishing a draft, deciding on what an import was unsure of."""

from collections.abc import Sequence
from typing import Any

from django import forms

from motcua.base.ui.forms import Form
from motcua.faces.console.forms.agencies import day_field, say


class DecisionForm(Form):
    """The words the public reads, and the decision behind them."""

    reason = forms.CharField(
        label=say("Lý do", "Reason"),
        help_text=say("Người dân đọc câu này trên trang thủ tục.", "The public reads this on the procedure's page."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision_number = forms.CharField(
        label=say("Số quyết định", "Decision"),
        help_text=say("Ví dụ 1234/QĐ-UBND.", "Such as 1234/QĐ-UBND."),
        max_length=100,
        required=False,
    )
    decided_on = day_field("Ngày ký", "Signed on", required=False)


class SuspendForm(DecisionForm):
    since = day_field("Tạm dừng từ ngày", "From")
    until = day_field("Đến hết ngày", "Until", required=False)
    field_order = ("since", "until", "reason", "decision_number", "decided_on")


class RetireForm(DecisionForm):
    on = day_field("Bãi bỏ từ ngày", "From")
    field_order = ("on", "reason", "decision_number", "decided_on")


class ResumeForm(Form):
    on = day_field("Tiếp nhận lại từ ngày", "From")
    note = forms.CharField(label=say("Ghi chú", "Note"), max_length=300, required=False)


class PublishForm(Form):
    effective_from = day_field("Áp dụng từ ngày", "In force from")


class DiscardForm(Form):
    """Nothing to fill in."""


class ConfirmForm(Form):
    note = forms.CharField(
        label=say("Đã đối chiếu với", "Compared with"),
        help_text=say("Ví dụ: văn bản gốc, Cổng Dịch vụ công quốc gia.", "Such as the document, the national portal."),
        max_length=300,
    )


class ConfirmManyForm(ConfirmForm):
    """`seen_until`: when the page was opened; what an import brings afterwards is not confirmed."""

    seen_until = forms.DateTimeField(widget=forms.HiddenInput)


class CorrectForm(Form):
    """The section as lines; its title and hint come with it. `offered`: one of these instead, such as the fields."""

    def __init__(self, *args: Any, title: str, hint: str, offered: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            self.fields["typed"] = forms.ChoiceField(label=title, choices=[(name, name) for name in offered])
        else:
            self.fields["typed"] = forms.CharField(
                label=title, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": 8}), max_length=60_000
            )
        self.fields["why"] = forms.CharField(
            label=say("Căn cứ để sửa", "Ground for it"), max_length=300, required=False
        )
