"""The one table of the edition."""

from motcua.base.edition.models.change import Change

__all__ = ["Change"]
