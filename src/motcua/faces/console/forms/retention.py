"""How long a kind of data is kept."""

from django import forms

from motcua.base.ui.forms import Form, said


class DaysForm(Form):
    procedure = forms.CharField(
        label=said("Mã thủ tục", "Code of the procedure"), required=False, max_length=40,
        help_text=said("Để trống: áp dụng cho mọi thủ tục chưa có thời hạn riêng.",
                       "Empty: for every procedure without days of its own."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=said("Số ngày giữ", "Days it is kept"), required=False, min_value=1, max_value=100_000,
        help_text=said("Để trống: bỏ thời hạn riêng, về lại thời hạn chung.", "Empty: back to what holds otherwise."),
    )  # fmt: skip
    ground = forms.CharField(label=said("Theo văn bản", "Decided by"), max_length=200)
