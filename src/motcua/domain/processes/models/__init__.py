"""Processes that hold from a day on for a city, a field or a procedure, and decisions read to make them."""

from motcua.domain.processes.models.imports import DecisionImport, DiscardedImport, ImportedProcess
from motcua.domain.processes.models.process import Process

__all__ = ["DecisionImport", "DiscardedImport", "ImportedProcess", "Process"]
