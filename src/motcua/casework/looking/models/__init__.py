"""Tables of noticing."""

from motcua.casework.looking.models.alarm import Alarm, Verdict

__all__ = ["Alarm", "Verdict"]
