"""The project's own everyday procedures, brought in like any other list."""

from datetime import date
from pathlib import Path

from motcua.domain.catalogue.enums import Origin
from motcua.domain.catalogue.models import Procedure
from motcua.domain.catalogue.permissions import check_may_publish, check_may_write
from motcua.domain.catalogue.reading.own import FACTS, read_facts
from motcua.domain.catalogue.reading.texts import Line, ProcedureText
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services.import_file import bring_in, latest_versions
from motcua.domain.catalogue.services.indexing import recount, reindex
from motcua.domain.catalogue.services.versions import add_plain_words
from motcua.kernel import clock
from motcua.kernel.actor import Actor


def load_own(*, actor: Actor, effective_from: date | None = None, folder: Path = FACTS) -> ImportReport:
    """Publish the project's own procedures from `effective_from` (today by default). WrongFacts, Denied.

    A procedure that an official or an imported list has given a version keeps it (`kept_other`).
    """
    check_may_write(actor)
    check_may_publish(actor)
    report, known, since = ImportReport(), latest_versions(), effective_from or clock.today()
    for number, text in enumerate(read_facts(folder), start=1):
        report.lines += 1
        latest = known.get(text.code)
        if latest:
            _keep_plain_words(text)
        if latest and latest.origin != Origin.OWN:
            report.kept_other += 1
        elif latest and latest.digest == text.digest:
            report.unchanged += 1
        else:
            line = Line(number, text, ())
            bring_in(text, latest, line=line, since=since, actor=actor, origin=Origin.OWN)
            report.created += latest is None
            report.changed += latest is not None
            report.published += 1
    recount()
    return report


def _keep_plain_words(text: ProcedureText) -> None:
    """Everyday words find a procedure whoever wrote the version that is shown."""
    if add_plain_words(Procedure.objects.get(code=text.code), text.plain_words):
        reindex(Procedure.objects.filter(code=text.code).values_list("pk", flat=True))
