"""Forms whose errors speak our words: say what happened and what to do, keep what was typed."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from motcua.kernel.errors import Fault, Invalid
from motcua.kernel.unsent import unsent
from motcua.kernel.words import Words

ERRORS = {
    "required": Words("Bạn chưa điền: {label}.", "Please fill in: {label}."),
    "invalid": Words("{label}: nội dung chưa đọc được. Bạn xem lại.", "{label}: this could not be read. Please check."),
    "invalid_choice": Words("{label}: bạn chọn lại trong danh sách.", "{label}: please choose from the list."),
    "invalid_list": Words("{label}: bạn chọn lại trong danh sách.", "{label}: please choose from the list."),
    "max_length": Words(
        "{label}: dài quá, tối đa %(limit_value)d chữ.", "{label}: at most %(limit_value)d characters."
    ),
    "min_length": Words("{label}: ít nhất %(limit_value)d chữ.", "{label}: at least %(limit_value)d characters."),
    "max_value": Words("{label}: không lớn hơn %(limit_value)s.", "{label}: not more than %(limit_value)s."),
    "min_value": Words("{label}: không nhỏ hơn %(limit_value)s.", "{label}: not less than %(limit_value)s."),
    "missing": Words("{label}: bạn chưa chọn tệp.", "{label}: please choose a file."),
    "null_characters_not_allowed": Words(
        "{label}: có ký tự không đọc được. Bạn xóa rồi gõ lại.",
        "{label}: holds a sign that cannot be read. Please delete it and type it again.",
    ),
    "empty": Words("{label}: tệp này trống. Bạn chọn tệp khác.", "{label}: this file is empty. Please choose another."),
}
_COUNTED = (
    *("max_length", "min_length", "max_value", "min_value"),
    *("invalid_choice", "null_characters_not_allowed"),
)
"""Django fills facts of its own into these, with `%`."""
_FILE_REQUIRED = Words("{label}: bạn chưa chọn tệp.", "{label}: please choose a file.")


def said(vi: str, en: str) -> str:
    """A label or help text in both languages, typed as Django's own fields want it; `Form` says it when drawn."""
    return cast(str, Words(vi, en))


class Form(forms.Form):
    """Base of all forms. Labels and help texts may be `Words`; the browser's own checks are left off.

    A form drawn anew shows what was typed on this page and could not be sent.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = str(field.label or name)

    def full_clean(self) -> None:
        """Fields that a form adds to itself after it is made speak our words as well."""
        for name, field in self.fields.items():
            field.error_messages = spoken(field, str(field.label or name)) | own_messages(field)
        super().full_clean()

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        given = super().get_initial_for_field(field, field_name)
        if self.is_bound or field.widget.is_hidden or isinstance(field, forms.FileField):
            return given
        return typed_before(self, field, field_name, given)

    def add_fault(self, fault: Fault) -> None:
        """Show an act's fault at the fields it names, else on top of the form."""
        fields = fault.fields if isinstance(fault, Invalid) else {}
        for name, words in fields.items():
            self.add_error(name if name in self.fields else None, str(words))
        if not fields:
            self.add_error(None, str(fault))


def spoken(field: forms.Field, label: str) -> dict[str, str]:
    """Our sentence for each code; a label may hold a `%` of its own."""
    escaped = label.replace("%", "%%")
    told = {code: str(words.fill(label=escaped if code in _COUNTED else label)) for code, words in ERRORS.items()}
    if isinstance(field, forms.FileField):
        told["required"] = str(_FILE_REQUIRED.fill(label=label))
        told["max_length"] = str(ERRORS["invalid"].fill(label=escaped))
    return told


def own_messages(field: forms.Field) -> dict[str, Any]:
    """What a form says in words of its own: whatever does not come from Django."""
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        usual |= getattr(kind, "default_error_messages", {})
    return {code: told for code, told in field.error_messages.items() if told != usual.get(code)}


def typed_before(form: forms.Form, field: forms.Field, name: str, given: Any) -> Any:
    """What was typed in this field and could not be sent, else `given`."""
    waiting = unsent()
    if waiting is None or not any(form.add_prefix(known) in waiting.texts for known in form.fields):
        return given
    texts = waiting.take(form.add_prefix(name))
    if isinstance(field.widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return texts or []
    if isinstance(field.widget, forms.CheckboxInput):
        return texts is not None
    return given if texts is None else texts[-1]


class Typed(forms.CharField):
    """One line read by a kernel reader (`typed_date`, `phone` …): gives what the reader gives, None when left empty."""

    def __init__(self, reader: Callable[[str], Any], **kwargs: Any) -> None:
        self.reader = reader
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.reader(text)
        except Fault as fault:
            raise ValidationError(str(fault)) from fault

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "shown", value)
