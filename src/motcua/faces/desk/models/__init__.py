"""What the desk remembers for officials; nothing of it is part of a case."""

from motcua.faces.desk.models.choice import DeskChoice
from motcua.faces.desk.models.presence import Presence
from motcua.faces.desk.models.view import SavedView

__all__ = ["DeskChoice", "Presence", "SavedView"]
