"""For which act a reply template is written."""

from django.db.models import TextChoices

from motcua.kernel.words import Words


class ReplyAct(TextChoices):
    """The act's name on the case page; a decision has one kind of text for each outcome."""

    SUPPLEMENT = "supplement", "Yêu cầu bổ sung (mẫu 02)"
    REFUSE = "refuse", "Từ chối tiếp nhận (mẫu 03)"
    GRANT = "decide:granted", "Quyết định: đồng ý"
    DENY = "decide:denied", "Quyết định: từ chối"
    FORWARD = "forward", "Ý kiến gửi bước sau"
    SEND_BACK = "send_back", "Chuyển lại bước trước"
    DUTY = "duty", "Yêu cầu nghĩa vụ tài chính"
    STOP = "stop", "Dừng giải quyết (mẫu 05)"
    ASK = "ask", "Xin ý kiến cơ quan khác"

    @property
    def words(self) -> Words:
        return Words(self.label, ENGLISH[self.value])

    @property
    def action(self) -> str:
        """The act this text belongs to: "decide" for both outcomes."""
        return str(self.value).partition(":")[0]

    @property
    def outcome(self) -> str:
        """ "granted" or "denied" for a decision, else ""."""
        return str(self.value).partition(":")[2]


ENGLISH = {
    "supplement": "Ask for supplements (slip 02)",
    "refuse": "Refuse (slip 03)",
    "decide:granted": "Decision: granted",
    "decide:denied": "Decision: denied",
    "forward": "Note to the next step",
    "send_back": "Send back a step",
    "duty": "Ask to pay what is due",
    "stop": "Stop the case (notice 05)",
    "ask": "Ask another agency",
}


REASONED = (ReplyAct.SUPPLEMENT, ReplyAct.REFUSE, ReplyAct.SEND_BACK, ReplyAct.STOP)
"""Acts for which the city keeps a list of common reasons."""


def acts_of(action: str) -> tuple[ReplyAct, ...]:
    """The kinds of text an act on the case page may take; none for acts without a text to send."""
    return tuple(act for act in ReplyAct if act.action == action)
