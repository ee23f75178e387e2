"""What publishing a version would touch, told before it is published: a comparison of two texts, and counts of cases.

Cases under way stay with their version; the report says how many there are, where, and what they would not share.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from motcua.base.daysoff.queries import working_day_minutes
from motcua.domain.cases import states
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, State
from motcua.domain.catalogue.difference import Section, as_json, difference
from motcua.domain.catalogue.enums import Channel
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries.texts import text_of
from motcua.domain.catalogue.reading.texts import ProcedureText
from motcua.domain.processes.english import without_english
from motcua.domain.processes.graph import times
from motcua.domain.processes.graph.definition import Process
from motcua.domain.processes.graph.difference import difference as process_difference
from motcua.domain.processes.graph.difference_words import sentences
from motcua.domain.processes.queries.following import deciding_agencies
from motcua.domain.processes.queries.holding import graph_on
from motcua.domain.processes.tables import promised_minutes
from motcua.kernel.text import fold, number, short_date
from motcua.kernel.words import Words

Line = tuple[str, Words]
"""A sentence with its tone: info, ontime, near, late."""


@dataclass(frozen=True, slots=True)
class Place:
    """An agency that decides such cases, with how many are under way there."""

    agency: str
    cases: int


@dataclass(frozen=True, slots=True)
class ProcessFit:
    """The process cases would walk from that day on. `needed` and `promised` are minutes of working time."""

    steps: int
    needed: int
    promised: int | None
    changes: tuple[Words, ...]

    @property
    def fits(self) -> bool:
        return self.promised is None or self.needed <= self.promised


@dataclass(frozen=True, slots=True)
class FeeChange:
    """What is to be paid on one way of filing, before and after; "" where nothing is said."""

    channel: Words
    before: str
    after: str

    @property
    def same(self) -> bool:
        return fold(self.before) == fold(self.after)


@dataclass(frozen=True, slots=True)
class Impact:
    """`old` is the version in force before, None for a first one. `untranslated` are steps without an English name.

    `no_english`: every text of the process without English, told where it stands. `fees`: by way of filing.
    """

    code: str
    old: int | None
    new: int
    since: date
    sections: tuple[Section, ...]
    papers_added: tuple[str, ...]
    papers_removed: tuple[str, ...]
    forms_added: tuple[str, ...]
    forms_removed: tuple[str, ...]
    untranslated: tuple[str, ...]
    no_english: tuple[Words, ...]
    fees: tuple[FeeChange, ...]
    states: tuple[tuple[State, int], ...]
    places: tuple[Place, ...]
    agencies: int
    process: ProcessFit

    @property
    def open_cases(self) -> int:
        return sum(count for state, count in self.states if state is not State.DRAFT)

    @property
    def drafts(self) -> int:
        return sum(count for state, count in self.states if state is State.DRAFT)


def impact_of(new: ProcedureVersion, old: ProcedureVersion | None, since: date) -> Impact:
    """What `new` in force from `since` on means, compared with `old`. A dozen statements, however many the cases."""
    after = text_of(new.pk)
    before = text_of(old.pk) if old else None
    graph = graph_on(new.pk, since, begins=since)
    former = graph_on(old.pk, since) if old else graph
    papers = _papers(before), _papers(after)
    forms = _forms(before), _forms(after)
    return Impact(
        code=after.code,
        old=old.number if old else None,
        new=new.number,
        since=since,
        sections=difference(before, after) if before else (),
        papers_added=_besides(papers[1], papers[0]) if before else (),
        papers_removed=_besides(papers[0], papers[1]),
        forms_added=_besides(forms[1], forms[0]) if before else (),
        forms_removed=_besides(forms[0], forms[1]),
        untranslated=tuple(node.words.vi for node in graph.steps if not node.words.en.strip()),
        no_english=tuple(without_english(graph)),
        fees=fee_changes(before, after),
        states=_by_state(_under_way(new)),
        places=_by_agency(_under_way(new)),
        agencies=len(deciding_agencies([new])),
        process=ProcessFit(
            len(graph.steps), times.needed_minutes(graph), promised(after), _process_changes(former, graph)
        ),
    )


def fee_changes(before: ProcedureText | None, after: ProcedureText) -> tuple[FeeChange, ...]:
    """Row by row; where the texts say nothing by channel, the one text for all."""
    then = {fee.channel: fee.text for fee in before.fees} if before else {}
    now = {fee.channel: fee.text for fee in after.fees}
    channels = [channel for channel in Channel if channel in then or channel in now]
    rows = [FeeChange(one.words, then.get(one, ""), now.get(one, "")) for one in channels]
    whole = FeeChange(Channel.ANY.words, before.fee_text if before else "", after.fee_text)
    told_apart = any(not one.same for one in rows) or whole.same
    return tuple(rows if rows and told_apart else [whole] if whole.before or whole.after else [])


def promised(text: ProcedureText) -> int | None:
    """The shortest time a text promises, in minutes of working time; None where it states none."""
    day = working_day_minutes()
    stated = [
        day if limit.same_day else promised_minutes(limit.value, limit.unit.value, day)
        for limit in text.limits
        if limit.value is not None and limit.unit is not None
    ]
    return min(stated, default=None)


def _process_changes(former: Process, graph: Process) -> tuple[Words, ...]:
    found = process_difference(former, graph)
    return () if found.same else sentences(found)


def _papers(text: ProcedureText | None) -> dict[str, str]:
    """What must be handed in, by its folded name."""
    papers = text.papers if text else ()
    return {fold(paper.name): paper.name for paper in papers if paper.kind == "paper"}


def _forms(text: ProcedureText | None) -> dict[str, str]:
    return {fold(paper.form): paper.form for paper in (text.papers if text else ()) if paper.form}


def _besides(these: dict[str, str], those: dict[str, str]) -> tuple[str, ...]:
    return tuple(name for key, name in these.items() if key not in those)


def _under_way(version: ProcedureVersion) -> QuerySet[Case]:
    return Case.objects.filter(
        procedure_version__procedure=version.procedure_id, state__in=sorted(states.OPEN | {State.DRAFT})
    )


def _by_state(found: QuerySet[Case]) -> tuple[tuple[State, int], ...]:
    counts = dict(found.order_by().values_list("state").annotate(count=Count("pk")))
    return tuple((state, counts[state.value]) for state in State if state.value in counts)


def _by_agency(found: QuerySet[Case]) -> tuple[Place, ...]:
    rows = found.exclude(state=State.DRAFT).order_by().values_list("resolving_agency__name").annotate(count=Count("pk"))
    return tuple(Place(name, count) for name, count in sorted(rows, key=lambda row: (-row[1], row[0])))


def sentences_of(impact: Impact) -> list[Line]:
    """The report in sentences, in the order in which one would ask."""
    return [*_text_lines(impact), *_case_lines(impact), *_process_lines(impact)]


def _text_lines(impact: Impact) -> Iterator[Line]:
    since = short_date(impact.since)
    if impact.old is None:
        yield "info", Words("Phiên bản đầu tiên, hiệu lực từ {day}.", "A first version, from {day} on.").fill(day=since)
    elif not impact.sections:
        words = Words("Nội dung giống hệt phiên bản {old}.", "The text is that of version {old}.")
        yield "near", words.fill(old=impact.old)
    else:
        titles = [section.title for section in impact.sections]
        words = Words(
            "{n} mục thay đổi so với bản đang áp dụng, hiệu lực từ {day}: {what}.",
            "{n} sections differ from what is in force, from {day} on: {what}.",
        )
        yield "info", words.fill(n=number(len(titles)), day=since, what=_joined(titles))
    for names, tone, words in (
        (impact.papers_added, "near", Words("Thêm giấy tờ phải nộp: {what}.", "Papers added: {what}.")),
        (impact.papers_removed, "ontime", Words("Bỏ giấy tờ phải nộp: {what}.", "Papers no longer asked for: {what}.")),
        (impact.forms_added, "info", Words("Mẫu đơn mới: {what}.", "New forms: {what}.")),
        (impact.forms_removed, "info", Words("Mẫu đơn không dùng nữa: {what}.", "Forms no longer used: {what}.")),
    ):
        if names:
            yield tone, words.fill(what="; ".join(names))
    if impact.no_english:
        words = Words("Chưa có tiếng Anh: {what}.", "Without English: {what}.")
        yield "near", words.fill(what=_joined(list(impact.no_english)))
    changed = [one for one in impact.fees if not one.same]
    if impact.old is not None and changed:
        words = Words("Phí, lệ phí thay đổi: {what}.", "Fees differ: {what}.")
        yield "near", words.fill(what=_joined([one.channel for one in changed]))


def _case_lines(impact: Impact) -> Iterator[Line]:
    told = [
        Words("{n} {state}", "{n} {state}").fill(n=number(count), state=FACTS[state].words)
        for state, count in impact.states
        if state is not State.DRAFT
    ]
    if told:
        words = Words(
            "{n} hồ sơ đang giải quyết giữ phiên bản cũ ({what}). Muốn chuyển phải có quyết định.",
            "{n} cases under way keep their version ({what}). Moving them takes a decision.",
        )
        yield "info", words.fill(n=number(impact.open_cases), what=_joined(told))
    else:
        yield "ontime", Words("Không có hồ sơ nào đang giải quyết.", "No case is under way.")
    if impact.drafts:
        words = Words(
            "{n} bản nháp của người dân đã mở theo phiên bản cũ.", "{n} drafts were begun under the old version."
        )
        yield "info", words.fill(n=number(impact.drafts))
    words = Words("{n} cơ quan giải quyết thủ tục này.", "{n} agencies decide such cases.")
    yield "info", words.fill(n=number(impact.agencies))


def _process_lines(impact: Impact) -> Iterator[Line]:
    fit = impact.process
    needed = times.in_hours(fit.needed)
    if fit.promised is None:
        words = Words(
            "Phiên bản không ghi thời hạn; quy trình {steps} bước cần {needed} giờ.",
            "No time is stated; the process of {steps} steps needs {needed} hours.",
        )
        yield "near", words.fill(steps=fit.steps, needed=needed)
    else:
        fits = Words(
            "Quy trình {steps} bước cần {needed} giờ, vừa với thời hạn {promised} giờ làm việc.",
            "The process of {steps} steps needs {needed} hours and fits the promise of {promised} working hours.",
        )
        tight = Words(
            "Quy trình {steps} bước cần {needed} giờ, dài hơn thời hạn {promised} giờ làm việc: cần sửa quy trình.",
            "The process of {steps} steps needs {needed} hours, more than the {promised} promised: it must be mended.",
        )
        words = fits if fit.fits else tight
        facts = {"steps": fit.steps, "needed": needed, "promised": times.in_hours(fit.promised)}
        yield "ontime" if fit.fits else "late", words.fill(**facts)
    for words in fit.changes:
        yield "info", words


def _joined(told: list[Words]) -> Words:
    return Words(", ".join(one.vi for one in told), ", ".join(one.en for one in told))


def impact_json(impact: Impact) -> dict[str, Any]:
    """For programs: `motcua catalogue impact --json` and the API."""
    fit = impact.process
    return {
        "code": impact.code,
        "old": impact.old,
        "new": impact.new,
        "since": impact.since.isoformat(),
        "sections": as_json(impact.sections),
        "papers": {"added": list(impact.papers_added), "removed": list(impact.papers_removed)},
        "forms": {"added": list(impact.forms_added), "removed": list(impact.forms_removed)},
        "untranslated": list(impact.untranslated),
        "no_english": [{"vi": words.vi, "en": words.en} for words in impact.no_english],
        "fees": [
            {"channel": {"vi": one.channel.vi, "en": one.channel.en}, "before": one.before, "after": one.after}
            for one in impact.fees
        ],
        "open_cases": impact.open_cases,
        "drafts": impact.drafts,
        "by_state": {state.value: count for state, count in impact.states},
        "by_agency": [{"agency": place.agency, "cases": place.cases} for place in impact.places],
        "agencies": impact.agencies,
        "process": {
            "steps": fit.steps,
            "needed_minutes": fit.needed,
            "promised_minutes": fit.promised,
            "fits": fit.fits,
            "changes": [{"vi": words.vi, "en": words.en} for words in fit.changes],
        },
        "sentences": [{"tone": tone, "vi": words.vi, "en": words.en} for tone, words in sentences_of(impact)],
    }
