"""A procedure in its first screen: who, where, how long, how much, how many papers, how far online. Pure."""

from typing import NamedTuple

from motcua.domain.catalogue.enums import Level, PaperKind, ServiceLevel
from motcua.domain.catalogue.queries import LimitRow, PaperRow, ProcedurePage
from motcua.kernel.text import fold
from motcua.kernel.words import Words

Row = dict[str, object]


class Shown(NamedTuple):
    """One figure: its value, a small note below, and the section where more is said."""

    value: Words | str
    note: Words | str = ""
    url: str = ""


SHORT = 60
"""A text of at most this many characters is shown whole among the figures; a longer one in its own section."""

LONG_NOTE = 160
NOTHING_SAID = ("", "n/a")

ONLINE = {
    ServiceLevel.FULL: Words("Nộp và nhận kết quả qua mạng", "File and receive the result online"),
    ServiceLevel.PARTIAL: Words("Có bước phải đến tận nơi", "Some steps need your presence"),
    ServiceLevel.INFORMATION: Words("Nộp tại quầy hoặc bưu chính", "File at a counter or by post"),
}

_SAME_DAY = Words("Trong ngày", "Same day")
_AFTER = Words("nhận sau {time}: ngày làm việc tiếp theo", "after {time}: the next working day")

UNSURE = {
    "applicants": Words("ai được nộp", "who may file"),
    "executing": Words("cơ quan thực hiện", "the executing agency"),
    "fee_text": Words("lệ phí", "the fee"),
    "legal": Words("căn cứ pháp lý", "the legal basis"),
    "levels": Words("cấp giải quyết", "the deciding level"),
    "minutes_to_file": Words("thời gian điền", "the time to fill in"),
    "papers": Words("giấy tờ", "the papers"),
    "presence_reason": Words("lý do phải đến", "why presence is needed"),
    "requirements": Words("điều kiện", "the conditions"),
    "results": Words("kết quả", "the results"),
    "service_level": Words("mức độ trực tuyến", "how far it is online"),
    "steps_text": Words("các bước", "the steps"),
    "time_limits": Words("thời hạn", "the time limit"),
}


APPLICANTS = {
    words.vi: words
    for words in (
        Words("Công dân", "Citizens"),
        Words("Công dân Việt Nam", "Vietnamese citizens"),
        Words("Người Việt Nam định cư ở nước ngoài", "Vietnamese living abroad"),
        Words("Người nước ngoài", "Foreigners"),
        Words("Cán bộ, công chức, viên chức", "Public officials and employees"),
        Words("Doanh nghiệp", "Businesses"),
        Words("Doanh nghiệp có vốn đầu tư nước ngoài", "Businesses with foreign capital"),
        Words("Tổ chức", "Organisations"),
        Words("Tổ chức (không bao gồm doanh nghiệp, HTX)", "Organisations (not businesses or cooperatives)"),
        Words("Tổ chức nước ngoài", "Foreign organisations"),
        Words("Hợp tác xã", "Cooperatives"),
    )
}
"""The groups the published list uses; any other is told as it stands there, in Vietnamese."""


def at_a_glance(page: ProcedurePage) -> list[Row]:
    """Rows for the "figures" component."""
    return [
        _row("person", Words("Ai được nộp", "Who may file"), _who(page)),
        _row("building", Words("Nơi giải quyết", "Where"), _where(page)),
        _row("clock", Words("Thời hạn", "Time"), _time(page.limits)),
        _row("money", Words("Lệ phí", "Fee"), _fee(page.fee_text)),
        _row("file", Words("Giấy tờ", "Papers"), _papers(page.papers)),
        _row("pencil", Words("Điền hồ sơ", "Filling in"), _minutes(page.minutes_to_file)),
        _row("globe", Words("Trực tuyến", "Online"), Shown(page.service_level.words, ONLINE[page.service_level])),
        _row("stamp", Words("Kết quả", "Result"), _result(page)),
    ]


def unsure(page: ProcedurePage) -> list[Words]:
    """What nobody has compared with the published text yet."""
    return [UNSURE[name] for name in page.from_memory if name in UNSURE]


def checklist(papers: tuple[PaperRow, ...]) -> list[tuple[str, list[tuple[PaperRow, Words]]]]:
    """Papers with their counts, under their group names, in the order given."""
    grouped: dict[str, list[tuple[PaperRow, Words]]] = {}
    for paper in papers:
        grouped.setdefault(paper.group, []).append((paper, counts_of(paper)))
    return list(grouped.items())


class Promise(NamedTuple):
    """One time limit as told: the ways of filing that share it, for which case, how long, and what is noted."""

    ways: Words
    variant: str
    words: Words
    note: str

    @property
    def note_is_long(self) -> bool:
        return len(self.note) > LONG_NOTE


def promises(limits: tuple[LimitRow, ...]) -> list[Promise]:
    """Time limits with those that say the same told once, in the order given."""
    told: dict[tuple[str, Words, str], list[Words]] = {}
    for limit in limits:
        told.setdefault((limit.variant, _promised(limit), limit.note), []).append(limit.channel.words)
    return [Promise(_listed(ways), *same) for same, ways in told.items()]


def _promised(limit: LimitRow) -> Words:
    if limit.needs_date and fold(limit.text) in NOTHING_SAID:
        return Words("Cán bộ tiếp nhận hẹn ngày", "The receiving official gives a date")
    return limit.words


def _listed(names: list[Words]) -> Words:
    """ "Trực tiếp, trực tuyến": one capital at the beginning."""
    vi, en = (", ".join(getattr(name, language) for name in names) for language in ("vi", "en"))
    return Words(vi.capitalize(), en.capitalize())


def counts_of(paper: PaperRow) -> Words:
    """ "1 bản chính, 2 bản sao"."""
    said = []
    if paper.originals:
        plural = "" if paper.originals == 1 else "s"
        said.append(Words(f"{paper.originals} bản chính", f"{paper.originals} original{plural}"))
    if paper.copies:
        plural = "copy" if paper.copies == 1 else "copies"
        said.append(Words(f"{paper.copies} bản sao", f"{paper.copies} {plural}"))
    return Words(", ".join(words.vi for words in said), ", ".join(words.en for words in said))


def _row(icon: str, label: Words, shown: Shown) -> Row:
    lang = "vi" if isinstance(shown.value, str) else ""
    return {"icon": icon, "label": label, "value": shown.value, "note": shown.note, "url": shown.url, "lang": lang}


def _who(page: ProcedurePage) -> Shown:
    if not page.applicants:
        return Shown(Words("Chưa ghi", "Not stated"), Words("Bạn hỏi Bộ phận Một cửa", "Please ask the office"))
    rest = len(page.applicants) - 1
    more = Words(f"và {rest} nhóm khác", f"and {rest} more") if rest else ""
    first = page.applicants[0]
    return Shown(APPLICANTS.get(first, first), more)


def levels_now(levels: tuple[Level, ...]) -> list[Level]:
    """Since 1 July 2025 there are no districts: communes decide what districts did."""
    return list(dict.fromkeys(Level.COMMUNE if level is Level.DISTRICT else level for level in levels))


def _where(page: ProcedurePage) -> Shown:
    levels = levels_now(page.levels)
    joined = _listed([level.words for level in levels])
    if page.executing_agency and len(page.executing_agency) <= SHORT:
        return Shown(page.executing_agency, joined)
    if levels:
        return Shown(joined, "", "#noi-giai-quyet" if page.executing_agency else "")
    return Shown(Words("Chưa ghi", "Not stated"), "")


def _time(limits: tuple[LimitRow, ...]) -> Shown:
    known = [limit for limit in limits if not limit.needs_date]
    if not known:
        return Shown(
            Words("Cán bộ hẹn ngày", "The official gives a date"),
            Words("kèm căn cứ, vì chưa ghi số ngày", "with its ground: no time is stated"),
            "#thoi-han",
        )
    if len(limits) == 1:
        only = known[0]
        return Shown(_SAME_DAY, _AFTER.fill(time=only.cut_off)) if only.same_day else Shown(only.words)
    depends = Words("tùy cách nộp, trường hợp", "depends on channel and case")
    numbered = len(known) == len(limits) and not any(limit.same_day for limit in known)
    if not numbered or len({limit.unit for limit in known}) > 1:
        return Shown(known[0].words, depends, "#thoi-han")
    least, most = (bound(known, key=lambda limit: limit.value or 0) for bound in (min, max))
    if least.value == most.value:
        return Shown(least.words)
    from_to = Words("{least}–{most}", "{least}–{most}").fill(least=least.value, most=most.words)
    return Shown(from_to, depends, "#thoi-han")


def _fee(text: str) -> Shown:
    if not text:
        return Shown(Words("Chưa ghi", "Not stated"), Words("Bạn hỏi Bộ phận Một cửa", "Please ask the office"))
    if len(text) <= SHORT and "\n" not in text:
        return Shown(text, "")
    return Shown(Words("Xem mức thu", "See the amounts"), "", "#le-phi")


def _papers(papers: tuple[PaperRow, ...]) -> Shown:
    asked = sum(paper.kind == PaperKind.PAPER for paper in papers)
    shown = sum(paper.kind == PaperKind.PRESENT_ONLY for paper in papers)
    maybe = sum(paper.kind == PaperKind.CONDITIONAL for paper in papers)
    notes = []
    if shown:
        notes.append(Words(f"{shown} giấy xuất trình", f"{shown} to show"))
    if maybe:
        notes.append(Words(f"{maybe} giấy tùy trường hợp", f"{maybe} in some cases"))
    note = Words("; ".join(words.vi for words in notes), "; ".join(words.en for words in notes))
    value = Words(f"{asked} giấy phải nộp", f"{asked} to hand in") if asked else Words("Không có", "None to hand in")
    return Shown(value, note if notes else "", "#giay-to")


def _minutes(minutes: int | None) -> Shown:
    if minutes is None:
        return Shown(Words("Chưa ước lượng", "Not estimated"), "")
    return Shown(Words("khoảng {minutes} phút", "about {minutes} minutes").fill(minutes=minutes), "")


def _result(page: ProcedurePage) -> Shown:
    if not page.results:
        return Shown(Words("Chưa ghi", "Not stated"), "")
    rest = len(page.results) - 1
    first = page.results[0].name
    more = Words(f"và {rest} kết quả khác", f"and {rest} more") if rest else ""
    if len(first) > SHORT:
        return Shown(Words("Xem kết quả", "See the results"), "", "#ket-qua")
    return Shown(first, more)
