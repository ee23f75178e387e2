from motcua.base.documents.models.document import Document
from motcua.base.documents.models.number_book import NumberBook
from motcua.base.documents.models.withdrawal import Withdrawal

__all__ = ["Document", "NumberBook", "Withdrawal"]
