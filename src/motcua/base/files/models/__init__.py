from motcua.base.files.models.stored import StoredFile
from motcua.base.files.models.upload import Upload

__all__ = ["StoredFile", "Upload"]
