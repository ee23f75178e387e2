"""How the city stands at this moment, as numbers for whoever watches it: nothing personal, a bounded set of labels.

Each reading is one statement over a partial index. One the database does not answer is left out, and told by
`motcua_reading_failed`: the others still tell what they can.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from psycopg import OperationalError

from motcua.base import years
from motcua.base.ledger.seals import deposits, sealing
from motcua.base.outages import queries
from motcua.base.outages.enums import KINDS
from motcua.base.rush.line import Line
from motcua.domain.cases import states
from motcua.kernel import clock, stamps
from motcua.kernel.home import Home
from motcua.ops.saving.sealing import readable
from motcua.ops.watching.readiness import OK, examine

Families = Iterator[GaugeMetricFamily]

CASES = """
SELECT state, count(*), count(*) FILTER (
    WHERE state = ANY(%(timed)s) AND coalesce(due_at, CASE WHEN state = 'submitted' THEN answer_by END) < %(now)s
)
FROM cases_case WHERE state = ANY(%(open)s) GROUP BY state
"""
MESSAGES = """
SELECT channel, count(*), min(created_at) FROM correspondence_message
WHERE next_try_at IS NOT NULL AND next_try_at <= %s GROUP BY channel
"""
JOBS = """
SELECT job.queue_name, count(DISTINCT job.id), min(coalesce(job.scheduled_at, event.at))
FROM procrastinate_jobs job LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
WHERE job.status = 'todo' AND coalesce(job.scheduled_at, '-infinity') <= now() GROUP BY job.queue_name
"""
ARCHIVE = """
SELECT last_archived_time, last_failed_time > coalesce(last_archived_time, '-infinity')
FROM pg_stat_archiver WHERE current_setting('archive_mode') <> 'off'
"""
PAGES = """
SELECT coalesce(sum(checksum_failures), 0), max(checksum_last_failure)
FROM pg_stat_database WHERE current_setting('data_checksums') = 'on'
HAVING count(*) > 0
"""
OUTAGES = """
SELECT kind.kind, count(outage.id) FROM unnest(%(kinds)s::text[]) AS kind (kind)
LEFT JOIN outages_outage outage ON outage.kind = kind.kind AND outage.cancelled_at IS NULL
    AND outage.starts_at <= %(now)s AND coalesce(outage.ends_at, 'infinity') > %(now)s
GROUP BY kind.kind
"""
LOOKING = "SELECT count(*), min(noticed_at) FROM looking_alarm WHERE answered_at IS NULL"
ASIDE = "SELECT count(*) FROM ledger_setaside"


class Readings(Collector):
    def collect(self) -> Families:
        failed = GaugeMetricFamily("motcua_reading_failed", "1 where a reading could not be taken", labels=["reading"])
        for name, reading in READINGS.items():
            try:
                families = list(reading())
            except (DatabaseError, OperationalError, OSError):
                failed.add_metric([name], 1)
                continue
            failed.add_metric([name], 0)
            yield from families
        yield failed


def parts() -> Families:
    family = GaugeMetricFamily("motcua_part_up", "1 while a part the city needs is as it should be", labels=["part"])
    for part, code in examine().items():
        family.add_metric([part], code == OK)
    yield family


def cases() -> Families:
    found = {state: (count, late) for state, count, late in _rows(CASES, _cases_asked())}
    running = GaugeMetricFamily("motcua_cases_open", "Cases that are open, by state", labels=["state"])
    late = GaugeMetricFamily(
        "motcua_cases_late", "Cases past their due moment whose clock runs, by state", labels=["state"]
    )
    for state in _values(states.OPEN):
        count, over = found.get(state, (0, 0))
        running.add_metric([state], count)
        if state in states.TIMED:
            late.add_metric([state], over)
    yield from (running, late)


def messages() -> Families:
    yield from _queue("message", "Messages due to be sent", "channel", _rows(MESSAGES, [clock.now()]))


def jobs() -> Families:
    yield from _queue("job", "Jobs due to be done", "queue", _rows(JOBS))


def aside() -> Families:
    count = _rows(ASIDE)[0][0]
    yield GaugeMetricFamily("motcua_news_set_aside", "Entries of the ledger a subscriber failed on", value=count)


def seals() -> Families:
    yield from _age("motcua_seal_age_seconds", "Since the ledger was last sealed", sealing.age().last_at)


def deposited() -> Families:
    family = GaugeMetricFamily(
        "motcua_deposit_age_seconds", "Since the newest seal in another place was made", labels=["place"]
    )
    for one in deposits.stand():
        family.add_metric([one.place], (clock.now() - one.at).total_seconds())
    yield family


def by_year() -> Families:
    told = years.standing()
    yield GaugeMetricFamily("motcua_years_until", "The last year tables kept by year have a part for", value=told.until)
    family = GaugeMetricFamily("motcua_rows_astray", "1 where rows belong to no year that is kept", labels=["table"])
    for one in years.SPLIT:
        family.add_metric([one.table], float(one.table in told.astray))
    yield family


def backups() -> Families:
    home = Home.current()
    yield from _age("motcua_backup_age_seconds", "Since the last backup was complete", stamps.told(home, stamps.BACKUP))
    drilled = stamps.told(home, stamps.DRILL)
    yield from _age("motcua_drill_age_seconds", "Since a drill last went well", drilled)
    late = drilled is None or drilled < clock.now() - timedelta(days=stamps.DRILL_DAYS)
    failed = float(stamps.told(home, stamps.FAILED_BACKUP) is not None)
    yield GaugeMetricFamily("motcua_backup_failed", "1 from a backup that failed until one that does not", value=failed)
    plain = float(readable(home))
    yield GaugeMetricFamily("motcua_backup_readable", "1 where whoever has the backups reads them", value=plain)
    yield GaugeMetricFamily("motcua_drill_late", "1 where no drill went well within seven days", value=float(late))


def archive() -> Families:
    for last, failing in _rows(ARCHIVE):
        yield from _age("motcua_archive_age_seconds", "Since a piece of the log was last kept away", last)
        yield GaugeMetricFamily(
            "motcua_archive_failing", "1 while the log cannot be kept away", value=float(bool(failing))
        )


def pages() -> Families:
    """What PostgreSQL counts by itself when anybody, or a dump, reads a page that is not as it was written. A base that
    meets one fails: `motcua_backup_failed`."""
    for spoilt, last in _rows(PAGES):
        yield GaugeMetricFamily("motcua_pages_spoilt", "Times a spoilt page of the database was met", value=spoilt)
        yield from _age("motcua_page_spoilt_age_seconds", "Since one was last met", last)


def rounds() -> Families:
    """What reading every page in turns found; absent where nobody reads them. Asks no database."""
    home = Home.current()
    read = stamps.told(home, stamps.PAGES_READ)
    yield from _age("motcua_pages_read_age_seconds", "Since the last round through all pages began", read)
    if read is not None:
        spoilt = float(stamps.told(home, stamps.SPOILT_PAGE) is not None)
        yield GaugeMetricFamily("motcua_round_spoilt", "1 where the last round met a spoilt page", value=spoilt)


def told() -> Families:
    """What is told of outages, and how long ago a probe outside looked."""
    lasting = GaugeMetricFamily("motcua_outages_on", "Outages told that are going on, by kind", labels=["kind"])
    for kind, count in _rows(OUTAGES, {"now": clock.now(), "kinds": list(KINDS)}):
        lasting.add_metric([kind], count)
    yield lasting
    yield GaugeMetricFamily("motcua_post_mortems_overdue", "Post-mortems that are owed", value=len(queries.overdue()))
    yield from _age("motcua_probe_age_seconds", "Since a probe outside last looked", queries.last_round_at())


def looking() -> Families:
    """Alarms about officials who looked at unusually many cases, and how long the oldest waits for an answer."""
    for count, oldest in _rows(LOOKING):
        yield GaugeMetricFamily("motcua_looking_alarms", "Alarms of unusual looking nobody answered", value=count)
        yield from _age("motcua_looking_oldest_seconds", "Since the oldest of these was noticed", oldest)


def line() -> Families:
    """Asks no database: also told while it is away."""
    standing = Line(settings.MOTCUA_LINE_FILE).standing()
    yield GaugeMetricFamily("motcua_waiting_room_waiting", "People in the waiting room", value=standing.waiting)
    yield GaugeMetricFamily("motcua_waiting_room_let_in", "People let in from it, ever", value=standing.let_in)


READINGS: dict[str, Callable[[], Families]] = {
    "parts": parts,
    "cases": cases,
    "messages": messages,
    "jobs": jobs,
    "aside": aside,
    "seals": seals,
    "deposits": deposited,
    "years": by_year,
    "backups": backups,
    "archive": archive,
    "pages": pages,
    "rounds": rounds,
    "told": told,
    "looking": looking,
    "line": line,
}


def _cases_asked() -> dict[str, Any]:
    return {"now": clock.now(), "open": _values(states.OPEN), "timed": _values(states.TIMED)}


def _values(members: Collection[states.State]) -> list[str]:
    return sorted(state.value for state in members)


def _queue(name: str, help_text: str, label: str, rows: list[Any]) -> Families:
    waiting = GaugeMetricFamily(f"motcua_{name}s_waiting", help_text, labels=[label])
    oldest = GaugeMetricFamily(f"motcua_{name}_oldest_seconds", f"{help_text}: since when the oldest", labels=[label])
    now = clock.now()
    for value, count, since in rows:
        waiting.add_metric([value], count)
        oldest.add_metric([value], max(0.0, (now - since).total_seconds()) if since else 0)
    yield from (waiting, oldest)


def _age(name: str, help_text: str, moment: datetime | None) -> Families:
    """Left out where it never happened: an alert asks for its absence too."""
    if moment is not None:
        yield GaugeMetricFamily(name, help_text, value=(clock.now() - moment).total_seconds())


def _rows(statement: str, params: Any = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
