"""What `fates.py` says, done: columns, rows, papers and files of some cases: as many statements as there are tables."""

from collections import Counter
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Case as Choice
from django.db.models import Q, TextField, Value, When

from motcua.base.documents.models import Document
from motcua.base.documents.scrubbing import scrubbed
from motcua.base.erasure.marks import ERASED
from motcua.base.files.models import Upload
from motcua.base.files.services.erasing import erase_files
from motcua.base.ledger.models import Entry
from motcua.base.messages.models import Message, State
from motcua.casework.bulk.models import Job
from motcua.casework.retention.fates import FATES, GONE, TEXT, Fate
from motcua.casework.retention.rules import CASE, PAPERS
from motcua.domain.cases.models import HandOver, PaperFile
from motcua.domain.routing.models import AnswerFile

SCOPES = {"papers": (PAPERS,), "all": (PAPERS, CASE)}
Ids = Collection[UUID]


def blank_cases(ids: Ids, scope: str) -> Counter[str]:
    """Rows changed or removed, by table; the caller has written the tombstones."""
    done: Counter[str] = Counter()
    files = files_of(ids)
    for fate in FATES:
        if fate.of and fate.rule in SCOPES[scope]:
            done[table_of(fate)] += blank(fate, ids)
    if scope == "all":
        papers, drawn = blank_papers(ids)
        files |= drawn
        done["documents_document"] += papers
        done["correspondence_message"] += drop_messages(ids)
        done["bulk_job"] += Job.objects.filter(rows__case__in=ids, ended_at__isnull=False).update(order={})
        done["files_upload"] += drop_uploads(ids)
    done["files_storedfile"] += erase_files(files)
    return done


def blank(fate: Fate, ids: Ids) -> int:
    """The fate of one table's rows that belong to `ids`."""
    rows = apps.get_model(fate.model)._default_manager.filter(**{f"{fate.of}__in": list(ids)})
    if GONE in fate.becomes.values():
        return int(rows.delete()[0])
    return int(rows.update(**values_of(fate)))


def values_of(fate: Fate) -> dict[str, Any]:
    """By field what is written; a text stays empty where it was."""
    told = {**fate.becomes, **fate.also}
    return {name: _text(name) if value is TEXT else value for name, value in told.items()}


def _text(name: str) -> Choice:
    return Choice(When(**{name: ""}, then=Value("")), default=Value(ERASED), output_field=TextField())


def blank_papers(ids: Ids) -> tuple[int, set[UUID]]:
    """The papers given out, but for results, and the files drawn from them."""
    rows = Document.objects.filter(subject_kind="case", subject_id__in=[str(one) for one in ids]).exclude(kind="result")
    files: set[UUID] = set()
    for document in rows:
        Document.objects.filter(pk=document.pk).update(facts=scrubbed(document.facts))
        if document.file_id is not None:
            files.add(document.file_id)
    return len(rows), files


def files_of(ids: Ids) -> set[UUID]:
    """What was handed in, drawn on the screen or came with answers, and no other case or result has."""
    found = set(PaperFile.objects.filter(paper__case__in=ids).values_list("file_id", flat=True))
    found |= set(AnswerFile.objects.filter(request__case__in=ids).values_list("file_id", flat=True))
    found |= set(HandOver.objects.filter(case__in=ids, signature__isnull=False).values_list("signature_id", flat=True))
    elsewhere = PaperFile.objects.filter(file__in=found).exclude(Q(paper__case__in=ids) | Q(name=ERASED))
    found -= set(elsewhere.values_list("file_id", flat=True))
    return found - set(Document.objects.filter(kind="result", file__in=found).values_list("file_id", flat=True))


def drop_messages(ids: Ids) -> int:
    """What was sent because of an entry of these cases; what is being sent this moment goes by its age."""
    entries = Entry.objects.filter(subject_kind="case", subject_id__in=[str(one) for one in ids])
    told = Message.objects.filter(entry_id__in=list(entries.values_list("pk", flat=True)))
    return int(told.exclude(state=State.SENDING).delete()[0])


def drop_uploads(ids: Ids) -> int:
    places = Q()
    for one in ids:
        places |= Q(place__startswith=f"case/{one}/")
    return int(Upload.objects.filter(places).delete()[0])


def table_of(fate: Fate) -> str:
    return str(apps.get_model(fate.model)._meta.db_table)
