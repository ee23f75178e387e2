"""The field of a form that takes a table, a plan or a decision: looked at by the scanner before anybody reads it."""

from typing import Any

from django import forms

from motcua.base.files import scanner
from motcua.kernel.errors import Fault


class ScannedFileField(forms.FileField):
    """A FileField whose file is no virus, as far as the scanner knows; its sentence stands at the field."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            try:
                scanner.look(file.file)
            except Fault as fault:
                raise forms.ValidationError(str(fault.words), code=fault.code) from fault
        return file
