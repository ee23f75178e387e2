"""What may be read of the catalogue. It is public; every question here takes at most two statements."""

from motcua.domain.catalogue.queries.pages import LimitRow, PaperRow, ProcedurePage, ResultRow, procedure_page
from motcua.domain.catalogue.queries.receiving import limits_for, receivable_versions, steps_of
from motcua.domain.catalogue.queries.search import FieldChoice, Hit, SearchPage, fields, issuing_agencies, search

__all__ = [
    "FieldChoice",
    "Hit",
    "LimitRow",
    "PaperRow",
    "ProcedurePage",
    "ResultRow",
    "SearchPage",
    "fields",
    "issuing_agencies",
    "limits_for",
    "procedure_page",
    "receivable_versions",
    "search",
    "steps_of",
]
