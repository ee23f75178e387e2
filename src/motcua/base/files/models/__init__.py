from motcua.base.files.models.stored import StoredFile

__all__ = ["StoredFile"]
