"""The case itself. Its state changes only by the moves of `states.py`; the database refuses any other pair."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case as Choice
from django.db.models import F, Q, When
from django.db.models.functions import Coalesce

from motcua.base.rows import CompiledRows
from motcua.domain.cases import states
from motcua.domain.cases.enums import Channel, ResultWanted
from motcua.domain.cases.states import State
from motcua.kernel import clock
from motcua.kernel.ids import new_filing_number, new_id
from motcua.kernel.privacy import personal, plain


def _in(members: "frozenset[State]") -> Q:
    return Q(state__in=sorted(members))


def _allowed_pairs() -> str:
    return ", ".join(f"('{source}', '{target}')" for source, target in states.transitions())


DUE = Coalesce(F("due_at"), Choice(When(state=State.SUBMITTED.value, then=F("answer_by"))))
"""What worklists sort by: the due moment; while a filing waits for an answer, the moment of that."""


class Case(CompiledRows):
    """One application for one procedure. Times in UTC; `due_at` is a projection recomputed by every act.

    `process_state` is where the case stands in its process (`processes/graph/state.py`), at most a kilobyte; `data` is
    what steps filled in, which the conditions of its process look at. `process_day` is the day whose process it walks
    where a decision moved it; none: the day it was filed. `first_due_at` is what was promised before an apology that
    still counts. `counts_from` is from when the promise counts where that is not the acceptance (post, elsewhere).
    """

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    filing_number = plain(models.CharField(max_length=16, unique=True, default=new_filing_number))
    code = plain(models.CharField(max_length=60, unique=True, null=True))
    state = plain(models.CharField(max_length=12, default=State.DRAFT))
    version = plain(models.PositiveIntegerField(default=1))
    channel = plain(models.CharField(max_length=8, choices=Channel.choices))

    procedure_version = plain(models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, related_name="+"))
    time_limit = plain(models.ForeignKey("catalogue.TimeLimit", models.PROTECT, related_name="+", null=True))
    office = plain(models.ForeignKey("directory.Office", models.PROTECT, related_name="+"))
    receiving_agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    resolving_agency = plain(models.ForeignKey("directory.Agency", models.PROTECT, related_name="+"))
    receiving_path = plain(models.TextField())
    resolving_path = plain(models.TextField())
    visit = plain(models.ForeignKey("cases.Visit", models.PROTECT, related_name="cases", null=True))
    filer = plain(models.ForeignKey("directory.Person", models.PROTECT, related_name="+", null=True))
    thread_officer = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))

    process_state = plain(models.JSONField(default=dict, blank=True))
    process_day = plain(models.DateField(null=True))
    data = personal(models.JSONField(default=dict, blank=True))
    summary = personal(models.TextField(blank=True))
    result_wanted = plain(models.CharField(max_length=8, choices=ResultWanted.choices, default=ResultWanted.COUNTER))
    limit_value = plain(models.DecimalField(max_digits=8, decimal_places=4, null=True))
    limit_unit = plain(models.CharField(max_length=12, blank=True))
    same_day = plain(models.BooleanField(default=False))
    promised_at = plain(models.DateTimeField(null=True))
    promise_ground = plain(models.TextField(blank=True))
    due_at = plain(models.DateTimeField(null=True))
    first_due_at = plain(models.DateTimeField(null=True))
    answer_by = plain(models.DateTimeField(null=True))
    tracking_digest = plain(models.CharField(max_length=64, unique=True, null=True))

    created_at = plain(models.DateTimeField(default=clock.now))
    changed_at = plain(models.DateTimeField(default=clock.now))
    submitted_at = plain(models.DateTimeField(null=True))
    accepted_at = plain(models.DateTimeField(null=True))
    counts_from = plain(models.DateTimeField(null=True))
    decided_at = plain(models.DateTimeField(null=True))
    returned_at = plain(models.DateTimeField(null=True))
    ended_at = plain(models.DateTimeField(null=True))

    class Meta:
        db_table = "cases_case"
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=_in(frozenset(State))),
            models.CheckConstraint(
                name="case_filed_unless_draft",
                condition=Q(state=State.DRAFT, submitted_at=None) | (~Q(state=State.DRAFT) & ~Q(submitted_at=None)),
            ),
            models.CheckConstraint(
                name="case_code_from_acceptance",
                condition=Q(code=None, accepted_at=None) | (~Q(code=None) & ~Q(accepted_at=None)),
            ),
            models.CheckConstraint(
                name="case_accepted_where_state_says",
                condition=(_in(states.NEVER_ACCEPTED) & Q(accepted_at=None))
                | (_in(states.ALWAYS_ACCEPTED) & ~Q(accepted_at=None))
                | ~_in(states.NEVER_ACCEPTED | states.ALWAYS_ACCEPTED),
            ),
            models.CheckConstraint(
                name="case_counts_once_accepted", condition=Q(counts_from=None) | ~Q(accepted_at=None)
            ),
            models.CheckConstraint(
                name="case_promise_from_acceptance",
                condition=Q(accepted_at=None)
                | Q(same_day=True)
                | (~Q(limit_value=None) & ~Q(limit_unit=""))
                | (~Q(promised_at=None) & ~Q(promise_ground="")),
            ),
            models.CheckConstraint(
                name="case_decided_where_state_says",
                condition=(_in(states.HAS_DECISION) & ~Q(decided_at=None))
                | (~_in(states.HAS_DECISION) & Q(decided_at=None)),
            ),
            models.CheckConstraint(
                name="case_returned_where_state_says",
                condition=Q(state__in=[State.RETURNED, State.CLOSED], returned_at__isnull=False)
                | (~Q(state__in=[State.RETURNED, State.CLOSED]) & Q(returned_at=None)),
            ),
            models.CheckConstraint(
                name="case_ended_where_state_says",
                condition=(_in(states.ENDED) & ~Q(ended_at=None)) | (~_in(states.ENDED) & Q(ended_at=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["filer", "-created_at"], name="case_of_filer"),
            models.Index(
                fields=["receiving_agency", "state", "due_at"], name="case_of_receiver", condition=_in(states.OPEN)
            ),
            models.Index(fields=["office", "submitted_at"], name="case_at_office", condition=Q(state=State.SUBMITTED)),
            models.Index(DUE, "id", name="case_open_by_due", condition=_in(states.OPEN | {State.RETURNED})),
            models.Index(fields=["submitted_at", "id"], name="case_by_filing", condition=Q(submitted_at__isnull=False)),
            models.Index(OpClass("receiving_path", "text_pattern_ops"), "submitted_at", name="case_below_receiver"),
            models.Index(OpClass("resolving_path", "text_pattern_ops"), "submitted_at", name="case_below_resolver"),
            GinIndex(fields=["code"], opclasses=["gin_trgm_ops"], name="case_code_parts"),
            GinIndex(fields=["filing_number"], opclasses=["gin_trgm_ops"], name="case_filing_parts"),
            models.Index(fields=["office", "-submitted_at"], name="case_of_office"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="case_moves_only",
                operation=pgtrigger.UpdateOf("state"),
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
                func=f"""
                    IF (OLD.state, NEW.state) NOT IN ({_allowed_pairs()}) THEN
                        RAISE EXCEPTION 'case move % to % is not allowed', OLD.state, NEW.state
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="case_never_lost",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state <> 'draft'"),
                func="RAISE EXCEPTION 'a filed case is never deleted' USING ERRCODE = 'check_violation';",
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.filing_number

    @property
    def legal_state(self) -> State:
        return State(self.state)
