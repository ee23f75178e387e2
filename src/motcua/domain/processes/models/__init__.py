"""Processes that hold from a day on for a city, a field or a procedure."""

from motcua.domain.processes.models.process import Process

__all__ = ["Process"]
