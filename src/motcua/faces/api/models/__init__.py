from motcua.faces.api.models.key import IdempotencyKey
from motcua.faces.api.models.upload import Upload

__all__ = ["IdempotencyKey", "Upload"]
