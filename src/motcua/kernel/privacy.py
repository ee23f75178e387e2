"""Each field of each model is declared personal or not, next to the field; a project test fails for an undecided one.

The declaration drives export, masking, erasure and made-up data.
"""

from typing import Any, TypeVar

Field = TypeVar("Field")


def personal(field: Field) -> Field:
    """Mark a model field as personal data (Law 91/2025/QH15)."""
    return _declared(field, True)


def plain(field: Field) -> Field:
    """Mark a model field as holding no personal data."""
    return _declared(field, False)


def declaration(field: Any) -> bool | None:
    """True for personal, False for plain, None when nobody decided."""
    return getattr(field, "motcua_personal", None)


def _declared(field: Any, value: bool) -> Any:
    field.motcua_personal = value
    return field
