from motcua.domain.replies.models.template import ReplyTemplate, ReplyUse

__all__ = ["ReplyTemplate", "ReplyUse"]
