"""How a case ends well: the decision with its document, and the hand-over of the result."""

from django.db import models
from django.db.models import Q

from motcua.domain.cases.enums import Outcome, ReceiverKind, ResultWanted
from motcua.domain.cases.models.case import Case
from motcua.kernel import clock
from motcua.kernel.privacy import personal, plain


class Decision(models.Model):
    """One per case, never changed. The approval is recorded here and in the ledger.

    `imported`: it was made in an older system, so no post and no document of ours stand behind it.
    """

    append_only = True

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


class HandOver(models.Model):
    """Who received the result, how they showed who they are, and who gave it.

    `signed`: the receiver signed, on the screen (`signature` is the drawing) or on the printed slip.
    """

    append_only = True

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
        constraints = [
            models.CheckConstraint(name="hand_over_names_receiver", condition=~Q(receiver="") & ~Q(identity_shown="")),
            models.CheckConstraint(name="hand_over_signature_is_signed", condition=Q(signature=None) | Q(signed=True)),
        ]
