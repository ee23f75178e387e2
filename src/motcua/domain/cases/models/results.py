"""How a case ends well: the decision with its document, and the hand-over of the result."""

import pgtrigger
from django.db import models
from django.db.models import Q

from motcua.base.erasure.guards import only_erased
from motcua.domain.cases.enums import Outcome, ReceiverKind, ResultWanted
from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.ids import new_id
from motcua.kernel.privacy import personal, plain

KEPT_BEFORE_IT_GOES = """
IF NOT EXISTS (SELECT 1 FROM cases_returned_decision kept
               WHERE kept.case_id = OLD.case_id AND kept.decided_at = OLD.decided_at AND kept.number = OLD.number)
THEN
    RAISE EXCEPTION 'a decision goes only once it is kept among those sent back' USING ERRCODE = 'check_violation';
END IF;
RETURN OLD;
"""


class Decision(models.Model):
    """One per case, never changed. The approval is recorded here and in the ledger.

    Sent back to who signed it, it goes over to `ReturnedDecision`; the case is decided anew.

    `imported`: it was made in an older system, so no post and no document of ours stand behind it.
    """

    case = plain(models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="decision"))
    outcome = plain(models.CharField(max_length=8, choices=Outcome.choices))
    text = personal(models.TextField())
    number = plain(models.CharField(max_length=40))
    decided_at = plain(models.DateTimeField(default=clock.now))
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    signer = personal(models.TextField())
    document = plain(models.ForeignKey("documents.Document", models.PROTECT, related_name="+", null=True))
    imported = plain(models.BooleanField(default=False))

    class Meta:
        db_table = "cases_decision"
        constraints = [
            models.CheckConstraint(name="decision_says_what", condition=~Q(text="") & ~Q(number="")),
            models.CheckConstraint(
                name="decision_of_ours_has_its_document",
                condition=Q(imported=True) | (Q(position__isnull=False) & Q(document__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["number"], name="decision_imported_number", condition=Q(imported=True))]
        triggers = [
            pgtrigger.Protect(name="decision_unchanged", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="decision_kept", when=pgtrigger.Before, operation=pgtrigger.Delete, func=KEPT_BEFORE_IT_GOES
            ),
        ]


class ReturnedDecision(models.Model):
    """A decision as it was when it was sent back to who signed it, before its result was handed over.

    `book` and `year` say in which book its number was taken: there it stays the case's number.
    """

    append_only = True
    erasable = ("reason",)

    id = plain(models.UUIDField(primary_key=True, default=new_id, editable=False))
    case = plain(models.ForeignKey(Case, models.PROTECT, related_name="returned_decisions"))
    outcome = plain(models.CharField(max_length=8, choices=Outcome.choices))
    text = personal(models.TextField())
    number = plain(models.CharField(max_length=40))
    decided_at = plain(models.DateTimeField())
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))
    signer = personal(models.TextField())
    document = plain(models.ForeignKey("documents.Document", models.PROTECT, related_name="+", null=True))
    imported = plain(models.BooleanField(default=False))
    book = plain(models.CharField(max_length=35, blank=True))
    year = plain(models.PositiveSmallIntegerField())
    returned_at = plain(models.DateTimeField())
    returned_by = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+"))
    reason = personal(models.TextField())

    class Meta:
        db_table = "cases_returned_decision"
        triggers = [only_erased("returned_decision_unchanged", "reason", of="OLD.case_id")]
        constraints = [models.CheckConstraint(name="returned_decision_says_why", condition=~Q(reason=""))]
        indexes = [models.Index(fields=["case", "returned_at"], name="returned_decision_of_case")]


class HandOver(models.Model):
    """Who received the result, how they showed who they are, and who gave it.

    `signed`: the receiver signed, on the screen (`signature` is the drawing) or on the printed slip.
    """

    append_only = True
    erasable = ("receiver", "identity_shown")

    case = plain(models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="hand_over"))
    way = plain(models.CharField(max_length=8, choices=ResultWanted.choices))
    receiver_kind = plain(models.CharField(max_length=10, choices=ReceiverKind.choices, default=ReceiverKind.OWNER))
    receiver = personal(models.TextField())
    identity_shown = personal(models.TextField())
    signed = plain(models.BooleanField(default=False))
    signature = plain(models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", null=True))
    handed_at = plain(models.DateTimeField(default=clock.now))
    position = plain(models.ForeignKey("directory.Position", models.PROTECT, related_name="+", null=True))

    class Meta:
        db_table = "cases_hand_over"
        triggers = [only_erased("hand_over_unchanged", "receiver", "identity_shown", of="OLD.case_id")]
        constraints = [
            models.CheckConstraint(name="hand_over_names_receiver", condition=~Q(receiver="") & ~Q(identity_shown="")),
            models.CheckConstraint(name="hand_over_signature_is_signed", condition=Q(signature=None) | Q(signed=True)),
        ]
