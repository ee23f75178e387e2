from motcua.base.messages.models.message import Message, State
from motcua.base.messages.models.template import Template

__all__ = ["Message", "State", "Template"]
