"""The form of one message text: subject and body in both languages."""

from typing import Any

from django import forms

from motcua.base.messages.editing import LONGEST_BODY, LONGEST_SUBJECT, Texts
from motcua.base.messages.texts import Text
from motcua.base.ui.forms import Form
from motcua.faces.console.forms.agencies import say
from motcua.kernel.words import LANGUAGES


class TextForm(Form):
    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    subject_vi = forms.CharField(label=say("Tiêu đề, tiếng Việt", "Subject, Vietnamese"), max_length=LONGEST_SUBJECT)
    body_vi = forms.CharField(
        label=say("Nội dung, tiếng Việt", "Text, Vietnamese"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    subject_en = forms.CharField(label=say("Tiêu đề, tiếng Anh", "Subject, English"), max_length=LONGEST_SUBJECT)
    body_en = forms.CharField(
        label=say("Nội dung, tiếng Anh", "Text, English"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 9}),
    )


def as_texts(values: dict[str, Any]) -> Texts:
    return {language: Text(values[f"subject_{language}"], values[f"body_{language}"]) for language in LANGUAGES}


def as_initial(texts: Texts) -> dict[str, str]:
    return {
        f"{part}_{language}": getattr(texts[language], part) for language in LANGUAGES for part in ("subject", "body")
    }
