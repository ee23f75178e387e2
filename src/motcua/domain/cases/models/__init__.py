"""Tables of the cases area, one module per aggregate."""

from motcua.domain.cases.models.apology import Apology, ApologyOrder
from motcua.domain.cases.models.applicant import Applicant
from motcua.domain.cases.models.bundle import Bundle, BundleMember
from motcua.domain.cases.models.case import DUE, Case
from motcua.domain.cases.models.clock import ClockStop
from motcua.domain.cases.models.numbers import CodeCounter
from motcua.domain.cases.models.papers import CasePaper, PaperFile
from motcua.domain.cases.models.post import PostalCorrection, PostalRecord
from motcua.domain.cases.models.results import Decision, HandOver, ReturnedDecision
from motcua.domain.cases.models.signing import DecisionDraft, SignOff
from motcua.domain.cases.models.site_check import SiteCheck
from motcua.domain.cases.models.supplements import SupplementItem, SupplementRequest
from motcua.domain.cases.models.typed import TypedPage
from motcua.domain.cases.models.visit import Visit

__all__ = [
    "DUE",
    "Apology",
    "ApologyOrder",
    "Applicant",
    "Bundle",
    "BundleMember",
    "Case",
    "CasePaper",
    "ClockStop",
    "CodeCounter",
    "Decision",
    "DecisionDraft",
    "HandOver",
    "PaperFile",
    "PostalCorrection",
    "PostalRecord",
    "ReturnedDecision",
    "SignOff",
    "SiteCheck",
    "SupplementItem",
    "SupplementRequest",
    "TypedPage",
    "Visit",
]
