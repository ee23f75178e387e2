"""Procedures, their versions in time, and what a version asks for and promises."""

from motcua.domain.catalogue.models.parts import ProcessStep, RequiredPaper, ResultKind, TimeLimit
from motcua.domain.catalogue.models.procedures import Field, Procedure
from motcua.domain.catalogue.models.versions import ProcedureVersion

__all__ = ["Field", "Procedure", "ProcedureVersion", "ProcessStep", "RequiredPaper", "ResultKind", "TimeLimit"]
