"""Answering what was asked for, thing by thing: each has files and words of its own, and is kept as soon as given."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from motcua.base.files.models import StoredFile
from motcua.casework.services.draft import add_file, lock_editable
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case, CasePaper, PaperFile, SupplementItem, SupplementRequest
from motcua.kernel.actor import Actor


@transaction.atomic
def attach_answer(*, actor: Actor, case_id: UUID, item_id: UUID, stored: StoredFile) -> PaperFile:
    """Add a checked and stored file to one thing that is asked for now. CaseNotFound for any other thing.

    What is no paper of the checklist becomes a line of it with its first file, so that whoever reads the papers
    of the case finds it among them.
    """
    case = lock_editable(actor, case_id)
    item = open_item(case, item_id)
    if item.paper is None:
        last = case.papers.aggregate(last=Max("position"))["last"] or 0
        item.paper = CasePaper.objects.create(case=case, position=last + 1, name=item.text, required=False)
        item.save(update_fields=["paper"])
    return add_file(case=case, paper=item.paper, stored=stored, actor=actor, item=item)


def open_item(case: Case, item_id: UUID) -> SupplementItem:
    """A thing of the request that is open now. CaseNotFound otherwise."""
    items = SupplementItem.objects.select_related("paper")
    item = items.filter(pk=item_id, request__case=case, request__answered_at=None).first()
    if item is None:
        raise CaseNotFound
    return item


def write_answers(request: SupplementRequest, answers: Mapping[UUID, str]) -> None:
    """Put each answer beside what was asked; ids of other requests are passed over."""
    for item in request.items.filter(pk__in=answers.keys()):
        item.answer = answers[item.pk].strip()
        item.save(update_fields=["answer"])
