"""Procedures, their versions in time, and what a version asks for and promises; what is only listed; what is found."""

from motcua.domain.catalogue.models.entries import SearchEntry, Word
from motcua.domain.catalogue.models.listed import ListedProcedure
from motcua.domain.catalogue.models.parts import ProcessStep, RequiredPaper, ResultKind, TimeLimit
from motcua.domain.catalogue.models.procedures import Field, Procedure
from motcua.domain.catalogue.models.review import ImportFlag, SourceLine
from motcua.domain.catalogue.models.stops import Stop
from motcua.domain.catalogue.models.versions import ProcedureVersion

__all__ = [
    "Field",
    "ImportFlag",
    "ListedProcedure",
    "Procedure",
    "ProcedureVersion",
    "ProcessStep",
    "RequiredPaper",
    "ResultKind",
    "SearchEntry",
    "SourceLine",
    "Stop",
    "TimeLimit",
    "Word",
]
