from motcua.casework.legacy.models.imported import Event, Imported

__all__ = ["Event", "Imported"]
