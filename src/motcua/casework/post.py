"""Cases that come by the public post: the signed hand-over record, and what it does to the clock.

The promise counts from the moment the record was signed with the post; where supplements were asked for before
acceptance, from the moment the case was complete (QĐ 45/2016/QĐ-TTg Art. 7.4). How long the post takes, there or back
with the result, counts against nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from motcua.base.access import permissions
from motcua.base.calendars.facts import TimeRules as DatedRules
from motcua.base.calendars.facts import rule
from motcua.base.files.models import StoredFile
from motcua.casework.frame import record
from motcua.casework.papers import HandedIn
from motcua.casework.services.draft import add_file
from motcua.casework.surroundings import TimeRules, rules_of_time
from motcua.domain.cases.enums import Channel, ResultWanted
from motcua.domain.cases.intervals import Hold, Owner, Wait
from motcua.domain.cases.models import Case, CasePaper, HandOver, PostalRecord
from motcua.domain.cases.services.applicants import ADDRESS_NEEDED
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.text import short_date, tidy, weekday_time
from motcua.kernel.words import Words

OLDEST = timedelta(days=60)
LONGEST = {"number": 60, "giver": 200}
ARRIVED = "post_arrived"
NUMBER_NEEDED = Words("Bạn ghi số biên bản giao nhận.", "Please enter the number of the hand-over record.")
GIVER_NEEDED = Words("Bạn ghi tên nhân viên bưu điện đã ký.", "Please enter who signed for the post.")
MOMENT_NEEDED = Words("Bạn ghi ngày, giờ ký biên bản.", "Please enter when the record was signed.")
AHEAD = Words("Biên bản không thể ký sau lúc này.", "The record cannot be signed later than now.")
TOO_OLD = Words("Biên bản ký quá 60 ngày trước. Bạn xem lại.", "The record is more than 60 days old. Please check.")
SENT_LATER = Words("Ngày gửi không thể sau ngày giao.", "It cannot be sent after it was handed over.")
TOO_LONG = Words("Nội dung quá dài.", "This is too long.")
SCAN = Words("Biên bản giao nhận với bưu điện số {number}", "Hand-over record with the post, number {number}")
ON_ITS_WAY = Words("Hồ sơ đang được bưu điện chuyển đến", "On its way by post")
CORRECTED = Words(
    "Biên bản được sửa lúc {at} ({who}), thời hạn tính lại theo biên bản đã sửa.",
    "The record was corrected at {at} ({who}); the time counts by the corrected one.",
)
TO_TAKE_IN = Words("Bưu điện đã giao, chờ ghi nhận", "Handed over by the post, to be written down")


@dataclass(frozen=True, slots=True)
class HandedByPost:
    """The record as an official types it; `signed_at` None where its day or hour was left out."""

    number: str
    signed_at: datetime | None
    giver: str
    sent_on: date | None = None
    scan: StoredFile | None = None

    def check(self, entered_at: datetime | None = None) -> datetime:
        """When it was signed. Invalid names every wrong field, each as `post_…`. `entered_at`: now, where it is new."""
        wrong: dict[str, Words] = {}
        for name, needed in (("number", NUMBER_NEEDED), ("giver", GIVER_NEEDED)):
            text = tidy(getattr(self, name))
            if not text or len(text) > LONGEST[name]:
                wrong[f"post_{name}"] = TOO_LONG if text else needed
        now = entered_at or clock.now()
        if self.signed_at is None:
            wrong["post_signed_on"] = MOMENT_NEEDED
        elif self.signed_at > now or now - self.signed_at > OLDEST:
            wrong["post_signed_on"] = AHEAD if self.signed_at > now else TOO_OLD
        elif self.sent_on and self.sent_on > clock.local(self.signed_at).date():
            wrong["post_sent_on"] = SENT_LATER
        if wrong:
            raise Invalid(wrong)
        assert self.signed_at
        return self.signed_at


def check_handed(channel: str, handed: HandedByPost | None) -> None:
    """What comes by post comes with its record. Invalid."""
    if channel == Channel.POST:
        (handed or HandedByPost("", None, "")).check()


def check_sendable(result_wanted: str, address: str) -> None:
    """A result that is sent needs an address. Invalid."""
    if result_wanted == ResultWanted.POST and not tidy(address):
        raise Invalid({"address": ADDRESS_NEEDED})


def sends_result(case: Case) -> bool:
    """Whether the result goes by post: as it was given, else as it is wanted."""
    if case.returned_at is None:
        return case.result_wanted == ResultWanted.POST
    return HandOver.objects.filter(case=case, way=ResultWanted.POST).exists()


def note(case: Case, handed: HandedByPost, actor: Actor, lines: list[HandedIn]) -> None:
    """Keep the record with the case that was just filed; a scan becomes a line of its papers."""
    signed_at, number = handed.check(), tidy(handed.number)
    held = actor.post_for(permissions.CASE_RECEIVE, case.receiving_path)
    PostalRecord.objects.create(
        case=case, number=number, signed_at=signed_at, giver=tidy(handed.giver), sent_on=handed.sent_on,
        position_id=held.position_id if held else None,
    )  # fmt: skip
    if handed.scan is not None:
        position = max((line.paper.position for line in lines), default=0) + 1
        paper = CasePaper.objects.create(case=case, position=position, name=SCAN.fill(number=number).vi, required=False)
        lines.append(HandedIn(paper, [add_file(case=case, paper=paper, stored=handed.scan, actor=actor)]))


def tell(case: Case, handed: HandedByPost, actor: Actor) -> None:
    facts: dict[str, object] = {"number": tidy(handed.number), "at": handed.check()}
    record(case, "case.came_by_post", actor, facts | ({"sent_on": handed.sent_on} if handed.sent_on else {}))


def record_of(case: Case) -> PostalRecord | None:
    """As it was corrected last. No statement is sent for a case that came another way."""
    if case.channel != Channel.POST:
        return None
    found = PostalRecord.objects.prefetch_related("corrections__position__person").filter(case=case).first()
    if found is not None:
        for one in found.corrections.all():
            found.number, found.signed_at, found.sent_on = one.number, one.signed_at, one.sent_on
    return found


def counts_from(case: Case) -> datetime | None:
    """From when the promise of a case counts that came by post; None for any other, and where a rule says so."""
    found = record_of(case)
    if found is None or rules_at(found, rules_of_time(case)).postal_clock != "hand_over":
        return None
    return max(found.signed_at, completed(case) or found.signed_at)


def rules_at(found: PostalRecord, rules: TimeRules) -> DatedRules:
    return rules.on(clock.local(found.signed_at).date())


def completed(case: Case) -> datetime | None:
    """When what was missing before acceptance had come."""
    asked = case.supplements.filter(after_acceptance=False)
    found: datetime | None = asked.aggregate(last=Max("answered_at"))["last"]
    return found


def holds(case: Case, found: PostalRecord | None) -> Iterator[Hold]:
    """Between the signed record and the filing the case lay with the reception."""
    if found is not None and case.submitted_at and found.signed_at < case.submitted_at:
        place = case.receiving_agency.label
        yield Hold(ARRIVED, TO_TAKE_IN, Owner.COUNTER, found.signed_at, case.submitted_at, place)


def waits(found: PostalRecord | None) -> Iterator[Wait]:
    """From the day of the postmark to the record the post had it."""
    if began := sent_at(found):
        assert found
        yield Wait(began, found.signed_at, Owner.POST, ON_ITS_WAY)


def sent_at(found: PostalRecord | None) -> datetime | None:
    """The postmark's day as a moment before the record was signed; None where it is not known."""
    if found is None or found.sent_on is None:
        return None
    began = datetime.combine(found.sent_on, datetime.min.time(), tzinfo=clock.LOCAL)
    return began if began < found.signed_at else None


def lines(case: Case, found: PostalRecord | None, rules: TimeRules) -> Iterator[Words]:
    """What the post did and from when the time counts because of it."""
    if found is not None:
        yield from _arrival(case, found, rules)
    if sends_result(case):
        yield Words(
            "Thời gian bưu điện chuyển kết quả không tính vào thời hạn.",
            "The time the post takes to bring the result does not count.",
        )


def _arrival(case: Case, found: PostalRecord, rules: TimeRules) -> Iterator[Words]:
    if found.sent_on is not None:
        yield Words(
            "Gửi qua bưu điện ngày {day}: thời gian chuyển đến không tính.",
            "Sent by post on {day}: the time on the way does not count.",
        ).fill(day=short_date(found.sent_on))
    holds_from = rules_at(found, rules).postal_clock == "hand_over"
    source = rule("postal_clock", clock.local(found.signed_at).date(), rules.city).source
    how = Words("thời hạn tính từ lúc ký", "the time counts from then on")
    if not holds_from:
        how = Words("thời hạn tính từ lúc tiếp nhận", "the time counts from acceptance")
    elif case.counts_from and case.counts_from > found.signed_at:
        how = Words(
            "hồ sơ bổ sung đủ lúc {at}, thời hạn tính từ đó", "complete at {at}, from when the time counts"
        ).fill(at=weekday_time(case.counts_from))
    yield Words(
        "Bưu điện giao hồ sơ, biên bản số {number} ký lúc {at}: {how} ({source}).",
        "Handed over by the post, record {number} signed at {at}: {how} ({source}).",
    ).fill(number=found.number, at=weekday_time(found.signed_at), how=how, source=source)
    for one in found.corrections.all():
        yield CORRECTED.fill(at=weekday_time(one.corrected_at), who=one.position.title)
