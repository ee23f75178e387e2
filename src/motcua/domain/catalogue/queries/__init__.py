"""What may be read of the catalogue. It is public; every question here takes at most two statements."""

from motcua.domain.catalogue.queries.choices import FieldChoice, fields, issuing_agencies
from motcua.domain.catalogue.queries.hits import Hit, SearchPage
from motcua.domain.catalogue.queries.pages import (
    LimitRow,
    ListedPage,
    PaperRow,
    ProcedurePage,
    ResultRow,
    listed_page,
    procedure_page,
)
from motcua.domain.catalogue.queries.receiving import limits_for, receivable_versions, steps_of
from motcua.domain.catalogue.queries.search import search
from motcua.domain.catalogue.queries.standing import Stopped, check_not_stopped, stop_on

__all__ = [
    "FieldChoice",
    "Hit",
    "LimitRow",
    "ListedPage",
    "PaperRow",
    "ProcedurePage",
    "ResultRow",
    "SearchPage",
    "Stopped",
    "check_not_stopped",
    "fields",
    "issuing_agencies",
    "limits_for",
    "listed_page",
    "procedure_page",
    "receivable_versions",
    "search",
    "steps_of",
    "stop_on",
]
