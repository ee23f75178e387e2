"""Units of the administration as rows of the common schema."""

from motcua.base.territory.models.units import Unit, UnitSuccession

__all__ = ["Unit", "UnitSuccession"]
