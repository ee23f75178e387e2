"""What the looking at many cases was for."""

from django import forms

from motcua.base.ui.forms import Form, said
from motcua.casework.looking.models import Verdict
from motcua.casework.looking.services.answering import LONGEST


class AnswerForm(Form):
    verdict = forms.ChoiceField(
        label=said("Kết luận", "What was found"),
        choices=lambda: [(one.value, str(one.words)) for one in Verdict],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=said("Lý do", "Reason"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=said(
            "Việc gì cần xem các hồ sơ này, hoặc đã chuyển cho ai xử lý.",
            "Which work asked for these cases, or who deals with it now.",
        ),
    )
