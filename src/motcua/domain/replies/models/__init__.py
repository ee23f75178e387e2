from motcua.domain.replies.models.reason import Reason
from motcua.domain.replies.models.template import ReplyTemplate, ReplyUse

__all__ = ["Reason", "ReplyTemplate", "ReplyUse"]
