from motcua.base.documents.models.document import Document
from motcua.base.documents.models.number_book import NumberBook

__all__ = ["Document", "NumberBook"]
