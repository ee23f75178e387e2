"""Writing the index people search anew, for the procedures an act has changed."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Func, Prefetch, TextField, Value

from motcua.domain.catalogue.enums import OWN_LEVELS, ServiceLevel, Standing, StopKind, VersionState
from motcua.domain.catalogue.models import Procedure, ProcedureVersion, SearchEntry, Stop, Word
from motcua.domain.catalogue.searchkeys import marked, phrase, search_text, slips, tokens

ALWAYS = DateRange(None, None, "[)")
SHOWN_OF_A_VERSION = (
    *("procedure_id", "number", "state", "effective", "name", "issuing_agency", "executing_agency", "levels"),
    *("service_level", "name_key", "agency_key", "field__name", "field__slug"),
)
COUNT = """
UPDATE catalogue_word SET entries = counted.ndoc
FROM ts_stat('SELECT words FROM catalogue_entry') counted
WHERE counted.word = catalogue_word.word AND counted.ndoc <> catalogue_word.entries
"""


def reindex(procedure_ids: Iterable[UUID]) -> None:
    """Throw the rows of these procedures away and write them from what is published, listed and stopped."""
    versions = ProcedureVersion.objects.exclude(state=VersionState.DRAFT).select_related("field")
    ids = list(procedure_ids)
    procedures = (
        Procedure.objects.filter(pk__in=ids)
        .select_related("listed__field")
        .prefetch_related(
            Prefetch("versions", versions.only(*SHOWN_OF_A_VERSION).order_by("number"), to_attr="known"),
            Prefetch("stops", Stop.objects.filter(kind=StopKind.RETIRED).order_by("during"), to_attr="ends"),
        )
    )
    entries = list(chain.from_iterable(_entries(procedure) for procedure in procedures))
    SearchEntry.objects.filter(procedure__in=ids).delete()
    SearchEntry.objects.bulk_create(entries, batch_size=500)
    found = sorted({word for entry in entries for word in tokens(entry.text) if word.isalpha()})
    Word.objects.bulk_create([Word(word=word, slips=slips(word)) for word in found], 1000, ignore_conflicts=True)


def recount() -> None:
    """Count in how many entries each word stands; imports do so at their end."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT)


def _entries(procedure: Any) -> Iterator[SearchEntry]:
    versions, ends = procedure.known, procedure.ends
    for version in versions:
        shown = _before(version.effective, [stop.since for stop in ends if stop.since >= version.effective.lower])
        if shown is not None:
            own = any(level in version.levels for level in OWN_LEVELS)
            yield _of_version(procedure, version, Standing.RECEIVED if own else Standing.ELSEWHERE, shown)
    for stop in ends:
        last = [version for version in versions if version.effective.lower <= stop.since]
        if last:
            yield _of_version(procedure, last[-1], Standing.RETIRED, stop.during)
    listed = getattr(procedure, "listed", None)
    shown = _before(ALWAYS, [version.effective.lower for version in versions])
    if listed is not None and shown is not None:
        yield _of_list(procedure, listed, shown)


def _before(range_: DateRange, days: list[date]) -> DateRange | None:
    """The part of the days before the first of `days`; None when nothing is left."""
    if not days:
        return range_
    end = min([*days, range_.upper] if range_.upper else days)
    return None if range_.lower is not None and range_.lower >= end else DateRange(range_.lower, end, "[)")


def _of_version(procedure: Any, version: Any, standing: Standing, shown: DateRange) -> SearchEntry:
    return _entry(
        procedure,
        version,
        version=version,
        standing=standing.value,
        shown=shown,
        levels=version.levels,
        service_level=version.service_level,
        name_key=version.name_key,
        agency_key=version.agency_key,
    )


def _of_list(procedure: Any, listed: Any, shown: DateRange) -> SearchEntry:
    standing = Standing.OTHER_PROVINCE if listed.foreign_issuer else Standing.LISTED
    return _entry(
        procedure,
        listed,
        version=None,
        standing=standing.value,
        shown=shown,
        service_level=ServiceLevel.INFORMATION.value,
        name_key=phrase(listed.name),
        agency_key=" " + phrase(f"{listed.issuing_agency} {listed.executing_agency}"),
    )


def _entry(procedure: Any, text: Any, **rest: Any) -> SearchEntry:
    plain_words = procedure.plain_words
    folded = search_text(code=procedure.code, name=text.name, field=text.field.name, plain_words=plain_words)
    written = marked(" ".join([text.name, text.field.name, *plain_words]))
    lexemes = sorted({*tokens(folded), *written})
    return SearchEntry(
        procedure=procedure,
        code=procedure.code,
        name=text.name,
        field=text.field,
        issuing_agency=text.issuing_agency,
        executing_agency=text.executing_agency,
        text=folded + " ",
        words=Func(
            Value(lexemes, output_field=ArrayField(TextField())),
            function="array_to_tsvector",
            output_field=SearchVectorField(),
        ),
        **rest,
    )
