"""What reception and processing ask: what can be received, within which time, through which steps."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.domain.catalogue.enums import OWN_LEVELS, Channel, VersionState
from motcua.domain.catalogue.models import ProcedureVersion, ProcessStep, Stop, TimeLimit
from motcua.domain.catalogue.process import DEFAULT_STEPS, StepFacts
from motcua.kernel import clock


def in_force(on: date | None = None) -> Q:
    """Published versions whose days hold `on` (today by default)."""
    return Q(state=VersionState.PUBLISHED, effective__contains=on or clock.today())


def receivable_versions(*, level: str | None = None, on: date | None = None) -> QuerySet[ProcedureVersion]:
    """Versions a city's agency of `level` (of any own level by default) may receive on a day; by name.

    Not those whose procedure is suspended or abolished that day.
    """
    levels = [level] if level else [own.value for own in OWN_LEVELS]
    stopped = Stop.objects.filter(procedure=OuterRef("procedure"), during__contains=on or clock.today())
    found = ProcedureVersion.objects.filter(in_force(on), ~Exists(stopped))
    found = found.filter(levels__overlap=levels, foreign_issuer=False)
    return found.select_related("procedure", "field").order_by("name_key", "id")


def limits_for(version_id: UUID, channel: str) -> tuple[TimeLimit, ...]:
    """The limits that hold on a channel: its own, else those of any channel. Empty: a date must be entered."""
    limits = tuple(
        TimeLimit.objects.filter(version=version_id, channel__in=[channel, Channel.ANY]).order_by("position")
    )
    return tuple(limit for limit in limits if limit.channel == channel) or limits


def steps_of(version_id: UUID) -> tuple[StepFacts, ...]:
    """The version's own steps, or the usual four; one statement."""
    own = ProcessStep.objects.filter(version=version_id).order_by("position")
    return tuple(step.facts for step in own) or DEFAULT_STEPS
