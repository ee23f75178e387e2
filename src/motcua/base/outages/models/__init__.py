"""Outages as they are told, and what probes found."""

from motcua.base.outages.models.outage import Outage, OutageUpdate
from motcua.base.outages.models.probe import ProbeDay, ProbeRound

__all__ = ["Outage", "OutageUpdate", "ProbeDay", "ProbeRound"]
