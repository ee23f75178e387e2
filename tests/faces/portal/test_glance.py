"""The first screen's figures, from every kind of procedure."""

from dataclasses import replace
from uuid import UUID

import pytest

from motcua.domain.catalogue.enums import Channel, Level, OwnerSystem, PaperKind, ServiceLevel, Unit
from motcua.domain.catalogue.queries import LimitRow, PaperRow, ProcedurePage, ResultRow
from motcua.faces.portal import glance
from motcua.kernel.words import Words

ID = UUID(int=1)
LIMIT = LimitRow(ID, Channel.ANY, "", 5, Unit.WORKING_DAY, "", "", False)
PAPER = PaperRow(ID, "Phải nộp", "Tờ khai", PaperKind.PAPER, 1, 0, "")
PAGE = ProcedurePage(
    procedure_id=ID,
    version_id=ID,
    code="1.000001",
    name="Thử",
    number=1,
    effective_from=None,
    effective_until=None,
    field_name="Hộ tịch",
    field_slug="ho tich",
    issuing_agency="",
    executing_agency="Ủy ban nhân dân cấp xã",
    levels=(Level.COMMUNE,),
    deciders=(),
    owner_system=OwnerSystem.CITY,
    service_level=ServiceLevel.FULL,
    applicants=("Công dân Việt Nam",),
    requirements="",
    steps_text="",
    legal_basis=(),
    fee_text="8.000 đồng",
    minutes_to_file=20,
    limits=(LIMIT,),
    papers=(PAPER,),
    notes=(),
    results=(ResultRow("Giấy khai sinh", ""),),
    steps=(),
    origin="own",
    source="",
    source_url="",
    from_memory=("fee_text", "plain_words"),
    flags_count=0,
    receivable=True,
)


def row(label: str, **changes: object) -> tuple[str, str]:
    rows = {str(row["label"]): row for row in glance.at_a_glance(replace(PAGE, **changes))}
    return str(rows[label]["value"]), str(rows[label]["note"])


def limit(**changes: object) -> LimitRow:
    return replace(LIMIT, **changes)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ((LIMIT,), "5 ngày làm việc"),
        ((LIMIT, limit(channel=Channel.ONLINE, value=3)), "3–5 ngày làm việc"),
        ((LIMIT, limit(channel=Channel.ONLINE)), "5 ngày làm việc"),
        ((LIMIT, limit(unit=Unit.MONTH, value=1)), "5 ngày làm việc"),
        ((limit(value=None, unit=None),), "Cán bộ hẹn ngày"),
        ((), "Cán bộ hẹn ngày"),
        ((LIMIT, limit(value=None, unit=None)), "5 ngày làm việc"),
        ((limit(same_day=True, value=1, unit=Unit.DAY),), "Trong ngày"),
    ],
)
def test_time(limits: tuple[LimitRow, ...], said: str) -> None:
    assert row("Thời hạn", limits=limits)[0] == said


def test_limits_that_say_the_same_are_told_once() -> None:
    limits = (limit(channel=Channel.COUNTER), limit(channel=Channel.ONLINE), limit(channel=Channel.POST, value=9))
    told = [(promise.ways.vi, promise.words.vi) for promise in glance.promises(limits)]
    assert told == [("Trực tiếp, trực tuyến", "5 ngày làm việc"), ("Bưu chính", "9 ngày làm việc")]


def test_a_limit_that_says_nothing_names_who_gives_the_date() -> None:
    silent, spoken = limit(value=None, unit=None, text="N/A"), limit(value=None, unit=None, text="Theo đợt")
    assert [promise.words.vi for promise in glance.promises((silent, spoken))] == [
        "Cán bộ tiếp nhận hẹn ngày",
        "Theo đợt",
    ]


def test_a_long_note_is_folded() -> None:
    short, long = glance.promises((limit(note="Ngắn"), limit(note="Dài " * 60)))
    assert (short.note_is_long, long.note_is_long) == (False, True)


def test_a_time_that_depends_says_so() -> None:
    assert row("Thời hạn", limits=(LIMIT, limit(unit=Unit.MONTH)))[1] == "tùy cách nộp, trường hợp"


@pytest.mark.parametrize(
    ("text", "said"), [("8.000 đồng", "8.000 đồng"), ("", "Chưa ghi"), ("Rất dài " * 20, "Xem mức thu")]
)
def test_fee(text: str, said: str) -> None:
    assert row("Lệ phí", fee_text=text)[0] == said


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ("pp", ("2 giấy phải nộp", "")),
        ("pcs", ("1 giấy phải nộp", "1 giấy xuất trình; 1 giấy tùy trường hợp")),
        ("s", ("Không có", "1 giấy xuất trình")),
        ("", ("Không có", "")),
    ],
)
def test_papers(kinds: str, said: tuple[str, str]) -> None:
    known = {"p": PaperKind.PAPER, "c": PaperKind.CONDITIONAL, "s": PaperKind.PRESENT_ONLY}
    assert row("Giấy tờ", papers=tuple(replace(PAPER, kind=known[kind]) for kind in kinds)) == said


def test_who_and_where_and_result_name_the_first_and_count_the_rest() -> None:
    assert row("Ai được nộp", applicants=("Công dân", "Tổ chức", "Hợp tác xã")) == ("Công dân", "và 2 nhóm khác")
    assert row("Nơi giải quyết") == ("Ủy ban nhân dân cấp xã", "Cấp xã")
    assert row("Nơi giải quyết", executing_agency="x" * 80)[0] == "Cấp xã"
    assert row("Kết quả", results=(ResultRow("A", ""), ResultRow("B", ""))) == ("A", "và 1 kết quả khác")


def test_only_what_has_no_english_name_is_marked_as_vietnamese() -> None:
    rows = {str(told["label"]): told["lang"] for told in glance.at_a_glance(replace(PAGE, applicants=("Hội viên",)))}
    assert (rows["Ai được nộp"], rows["Nơi giải quyết"], rows["Trực tuyến"]) == ("vi", "vi", "")
    told = glance.at_a_glance(replace(PAGE, applicants=("Doanh nghiệp",)))[0]
    assert (told["value"], told["lang"]) == (Words("Doanh nghiệp", "Businesses"), "")


def test_what_is_missing_is_said() -> None:
    for label, changes in {
        "Ai được nộp": {"applicants": ()},
        "Nơi giải quyết": {"executing_agency": "", "levels": ()},
        "Kết quả": {"results": ()},
    }.items():
        assert row(label, **changes)[0] == "Chưa ghi"
    assert row("Điền hồ sơ", minutes_to_file=None)[0] == "Chưa ước lượng"


def test_one_minute_is_said_in_the_singular() -> None:
    told = glance.at_a_glance(replace(PAGE, minutes_to_file=1))
    assert Words("khoảng 1 phút", "about 1 minute") in [one["value"] for one in told]


def test_what_nobody_compared_is_named_once() -> None:
    assert glance.unsure(PAGE) == [Words("lệ phí", "the fee")]


@pytest.mark.parametrize(
    ("originals", "copies", "said"),
    [
        (1, 0, ("1 bản chính", "1 original")),
        (2, 1, ("2 bản chính, 1 bản sao", "2 originals, 1 copy")),
        (0, 0, ("", "")),
    ],
)
def test_counts(originals: int, copies: int, said: tuple[str, str]) -> None:
    assert glance.counts_of(replace(PAPER, originals=originals, copies=copies)) == Words(*said)


def test_papers_keep_their_groups_in_order() -> None:
    rows = (PAPER, replace(PAPER, group="B"), replace(PAPER, name="Khác"))
    assert [(name, len(papers)) for name, papers in glance.checklist(rows)] == [("Phải nộp", 2), ("B", 1)]


def test_no_level_is_named_that_is_no_more() -> None:
    assert [level.value for level in glance.levels_now((Level.COMMUNE, Level.DISTRICT, Level.CITY))] == [
        "commune",
        "city",
    ]
    assert glance.levels_now((Level.DISTRICT,)) == [Level.COMMUNE]
