"""Step tables that hold from a day on for a city, a field or a procedure."""

from motcua.domain.processes.models.process import Process, ProcessLine

__all__ = ["Process", "ProcessLine"]
