"""Tables of the routing area."""

from motcua.domain.routing.models.errand import Errand, ErrandState
from motcua.domain.routing.models.hand_over_plan import HandOverPlan
from motcua.domain.routing.models.mail_choice import MailChoice, MailKind
from motcua.domain.routing.models.reminder import About, Level, Reminder
from motcua.domain.routing.models.rule import AssignmentRule
from motcua.domain.routing.models.sub_request import AnswerFile, ShownPaper, SubRequest
from motcua.domain.routing.models.task import Task

__all__ = [
    "About",
    "AnswerFile",
    "AssignmentRule",
    "Errand",
    "ErrandState",
    "HandOverPlan",
    "Level",
    "MailChoice",
    "MailKind",
    "Reminder",
    "ShownPaper",
    "SubRequest",
    "Task",
]
