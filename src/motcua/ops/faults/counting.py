"""What is there, against what was acknowledged and what was begun: lost, doubled, gaps, chains, files, messages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection

from motcua.base.documents.models import NumberBook
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import verify as verify_file
from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify as verify_ledger
from motcua.base.messages.models import Message, State
from motcua.casework.queries.verification import verify_cases
from motcua.domain.cases.models import Case, CodeCounter, Decision, PaperFile
from motcua.ops.faults.told import ACCEPTED, DECIDED, Told

HEARD = ("case.submitted", ACCEPTED, DECIDED)
"""Of these every applicant hears, in the inbox and by e-mail."""
CHANNELS = ("inapp", "email")
BIDDEN = """
SELECT applicant.full_name, count(*) FROM cases_case AS filed
JOIN cases_applicant AS applicant ON applicant.case_id = filed.id
WHERE filed.submitted_at IS NOT NULL GROUP BY 1 HAVING count(*) > 1
"""
SHOWN = 10


@dataclass
class Count:
    """Numbers of what must not be; each is 0 where nothing was lost. `first` names the first of them."""

    lost: int = 0
    doubled: int = 0
    gaps: int = 0
    files_missing: int = 0
    ledger_broken: int = 0
    cases_different: int = 0
    messages_lost: int = 0
    messages_doubled: int = 0
    letters_lost: int = 0
    first: list[str] = field(default_factory=list)

    def note(self, what: str, found: Iterable[object]) -> int:
        """How many; the first are kept by name."""
        named = [f"{what}: {one}" for one in found]
        self.first = (self.first + named)[:SHOWN]
        return len(named)

    @property
    def sound(self) -> bool:
        return not any(value for name, value in vars(self).items() if name != "first")


def missing(told: Told, since: int) -> list[str]:
    """Cases acknowledged after the first `since` of which there is none now: the cheap look after a round."""
    asked = [one.case_id for one in told.filed[since:]]
    there = {str(case_id) for case_id in Case.objects.filter(pk__in=asked).values_list("pk", flat=True)}
    return [case_id for case_id in asked if case_id not in there]


def reconcile(told: Told, letters: Mapping[str, int]) -> Count:
    """Everything at rest. `letters` says how often each message reached the mail server."""
    count = Count()
    filings(count, told)
    acts(count, told)
    numbers(count)
    files(count)
    messages(count, letters)
    ledger, cases = verify_ledger(), verify_cases()
    count.ledger_broken = count.note("ledger", (str(one.subject) for one in ledger.findings))
    count.cases_different = count.note("case and ledger differ", (str(one.case_id) for one in cases.first))
    return count


def filings(count: Count, told: Told) -> None:
    """Each acknowledged filing and its file are there; what one person meant to file once is there once."""
    filed = {str(pk) for pk in Case.objects.exclude(submitted_at=None).values_list("pk", flat=True)}
    kept = {(str(case), digest) for case, digest in PaperFile.objects.values_list("paper__case", "file__sha256")}
    count.lost += count.note("filing", (one.case_id for one in told.filed if one.case_id not in filed))
    count.lost += count.note("file of", (one.case_id for one in told.filed if (one.case_id, one.sha256) not in kept))
    with connection.cursor() as cursor:
        cursor.execute(BIDDEN)
        count.doubled += count.note("filed twice", (name for name, _ in cursor.fetchall()))
    twice = (one for one, times in Counter(one.case_id for one in told.filed).items() if times > 1)
    count.doubled += count.note("acknowledged for two", twice)


def acts(count: Count, told: Told) -> None:
    """The ledger holds at least what was acknowledged, at most what was meant, and each version of a row once."""
    kinds = {kind for _, kind in told.meant}
    rows = Entry.objects.filter(subject_kind="case", kind__in=kinds).values_list("subject_id", "kind")
    there = Counter((case_id, kind) for case_id, kind in rows)
    for act, acknowledged in told.acts.items():
        count.lost += count.note("act", [act] * max(0, acknowledged - there[act]))
    for act, found in there.items():
        count.doubled += count.note("act twice", [act] * max(0, found - told.meant[act]))


def numbers(count: Count) -> None:
    """Each book counts from one without a gap, to where its row stands."""
    codes(count)
    given: dict[object, list[int]] = defaultdict(list)
    for agency, number in Decision.objects.values_list("position__agency__identifier", "number"):
        given[agency].append(int(number.partition("/")[0]))
    for book in NumberBook.objects.all():
        against(count, book.last, given.pop(book.agency_identifier, []), f"{book.agency_identifier} {book.book}")
    count.gaps += count.note("numbers of no book", given)


def codes(count: Count) -> None:
    """Each unit's day counts its cases from one without a gap."""
    given: dict[object, list[int]] = defaultdict(list)
    for code in Case.objects.exclude(code=None).values_list("code", flat=True):
        day, _, number = str(code).rpartition("-")
        given[day].append(int(number))
    for counter in CodeCounter.objects.all():
        against(count, counter.last, given.pop(f"{counter.unit}-{counter.day:%y%m%d}", []), str(counter.unit))
    count.gaps += count.note("codes of no day", given)


def against(count: Count, last: int, given: list[int], book: str) -> None:
    gaps = set(range(1, last + 1)) - set(given)
    count.gaps += count.note(f"gap in {book}", sorted(gaps))
    twice = (number for number, times in Counter(given).items() if times > 1)
    count.doubled += count.note(f"number twice in {book}", twice)


def files(count: Count) -> None:
    """Each row's bytes lie on disk and are what came in."""
    count.files_missing = count.note(
        "bytes of", (file.pk for file in StoredFile.objects.all() if not verify_file(file))
    )


def messages(count: Count, letters: Mapping[str, int]) -> None:
    """Each event became one message a channel; each letter that was sent came at least once."""
    rows = Counter(Message.objects.exclude(entry_id=None).values_list("entry_id", "channel"))
    heard = Entry.objects.filter(kind__in=HEARD).values_list("pk", flat=True)
    wanted = [(entry, channel) for entry in heard for channel in CHANNELS]
    count.messages_lost = count.note("message", (one for one in wanted if one not in rows))
    count.messages_doubled = count.note("message twice", (one for one, times in rows.items() if times > 1))
    mail = Message.objects.filter(channel="email").values_list("pk", "state")
    count.letters_lost = count.note("letter", (pk for pk, state in mail if state != State.SENT or not letters[str(pk)]))
