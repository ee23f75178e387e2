"""Django's bound form fields turned into the arguments of our own field components."""

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField

Given = dict[str, Any]
MANY = 20
"""More boxes than this stand in a frame of their own, as `choices.html` draws it."""


def as_component(field: BoundField, *, hint: str = "", short: bool = False) -> tuple[str, Given]:
    """Component name and arguments for one bound field: "choices", "tick" or "field"."""
    widget = field.field.widget
    common: Given = {
        "name": field.html_name,
        "label": str(field.label),
        "hint": hint or str(field.help_text),
        "error": " ".join(str(error) for error in field.errors),
        "optional": not field.field.required,
    }
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind = "checkbox" if isinstance(widget, forms.CheckboxSelectMultiple) else "radio"
        return "choices", {**common, "kind": kind, "options": _in_sight(list(_options(field)))}
    if isinstance(widget, forms.CheckboxInput):
        common.pop("optional")
        return "tick", {**common, "checked": bool(field.value())}
    if isinstance(widget, forms.FileInput):
        common["kind"] = "file"
    return "field", {**common, "id": field.id_for_label, "control": _control(field, common, short)}


def errors_of(form: BaseForm) -> list[dict[str, str]]:
    """Each error as {"href", "words"}, in the order of the fields, errors of the whole form first."""
    told = [{"href": "", "words": str(error)} for error in form.non_field_errors()]
    for field in form:
        target = f"#{_first_id(field)}"
        told += [{"href": target, "words": str(error)} for error in field.errors]
    return told


def _first_id(field: BoundField) -> str:
    """Where the eye must go: the first of several choices, else the control itself, as our components name them."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"id_{field.html_name}_0"
    return f"id_{field.html_name}" if isinstance(widget, forms.CheckboxInput) else field.id_for_label


def _control(field: BoundField, common: Given, short: bool) -> str:
    known = field.id_for_label
    described = [f"{known}_{part}" for part in ("hint", "error") if common[part]]
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described) if described else False}
    if common["error"]:
        attrs["aria-invalid"] = "true"
    if short:
        attrs["class"] = "input--short"
    return field.as_widget(attrs=attrs)


def _in_sight(options: list[Given]) -> list[Given]:
    """Of many boxes the ticked ones come first: they stand in a frame that shows only some of them."""
    return sorted(options, key=lambda option: not option["checked"]) if len(options) > MANY else options


def _options(field: BoundField) -> Any:
    chosen = field.value()
    values = {str(value) for value in chosen} if isinstance(chosen, list | tuple | set) else {str(chosen)}
    for value, label in field.field.choices:  # type: ignore[attr-defined]
        yield {"value": str(value), "label": str(label), "hint": "", "checked": str(value) in values}
