"""The life of a version, and what the database refuses whoever asks."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from motcua.base.ledger import sentence
from motcua.base.ledger.models import Entry
from motcua.domain.catalogue.enums import OwnerSystem, VersionState
from motcua.domain.catalogue.errors import NotADraft, NotPublished, NotReceivableHere, Overlap, ReasonNeeded
from motcua.domain.catalogue.models import Procedure, ProcedureVersion, RequiredPaper, TimeLimit
from motcua.domain.catalogue.services.versions import create_draft, discard_draft, publish, retire
from motcua.domain.directory.validity import days
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Denied
from tests.domain.catalogue.lists import a_method, an_item, procedure, read
from tests.domain.catalogue.people import ADMINISTRATOR, CITIZEN, COUNTER

pytestmark = pytest.mark.django_db

FIRST = date(2026, 1, 5)
LATER = date(2026, 3, 2)


def a_draft(**changes: object) -> ProcedureVersion:
    return create_draft(actor=ADMINISTRATOR, text=procedure(**changes))


def a_published(since: date = FIRST, **changes: object) -> ProcedureVersion:
    return publish(actor=ADMINISTRATOR, version_id=a_draft(**changes).pk, effective_from=since)


def told(version: ProcedureVersion) -> list[str]:
    entries = Entry.objects.filter(subject_kind="procedure", subject_id=str(version.procedure_id)).order_by("number")
    return [entry.kind for entry in entries]


def test_a_draft_holds_everything_the_text_says() -> None:
    line = read(
        field="Hộ tịch",
        methods=[a_method(time_text="1 ngày"), a_method(channel="Trực tuyến", time_text="N/A", note="Miễn phí(Không)")],
        dossier=[{"group": "Phải nộp", "items": [an_item(copy=2), an_item(name="Ghi chú", kind="note")]}],
    )
    assert line.procedure is not None
    version = create_draft(actor=SYSTEM, text=line.procedure, flags=line.flags)
    assert (version.number, version.state, version.field.slug) == (1, VersionState.DRAFT, "ho-tich")
    assert (version.flags_count, len(version.flags)) == (2, 2)
    assert list(version.time_limits.values_list("channel", "value", "unit", "same_day")) == [
        ("counter", 1, "day", True),
        ("online", None, "", False),
    ]
    papers = list(version.papers.all())
    assert [(paper.group, paper.originals, paper.copies) for paper in papers] == [
        ("Phải nộp", 1, 2),
        ("Phải nộp", 1, 0),
    ]
    assert [(paper.must_be_attached, paper.is_note) for paper in papers] == [(True, False), (False, True)]
    assert list(version.results.values_list("name", "code")) == [("Giấy phép", "KQ.G17.000001")]
    assert version.legal_basis == [{"number": "60/2014/QH13", "title": "Luật thử"}]


def test_what_only_a_ministry_decides_belongs_to_its_system() -> None:
    assert a_draft(levels=["Cấp bộ"]).procedure.owner_system == OwnerSystem.MINISTRY
    assert a_draft(code="1.999002").procedure.owner_system == OwnerSystem.CITY


def test_publishing_the_next_version_ends_the_one_before_the_day_before() -> None:
    first, second = a_published(FIRST), a_published(LATER, requirements="Đủ 18 tuổi")
    first.refresh_from_db()
    assert (first.state, first.effective_from, first.effective_until) == ("published", FIRST, LATER - timedelta(1))
    assert (second.number, second.effective_from, second.effective_until) == (2, LATER, None)
    assert first.receivable_on(LATER - timedelta(1)) and not first.receivable_on(LATER)
    assert second.receivable_on(LATER) and not second.receivable_on(FIRST)
    assert told(second) == ["procedure.drafted", "procedure.published"] * 2
    entry = Entry.objects.filter(kind="procedure.published").order_by("-id").first()
    assert entry is not None and entry.facts["replaces"] == 1
    assert sentence(entry).vi == "Công bố phiên bản 2 của thủ tục 1.999001, hiệu lực từ 02/03/2026"


@pytest.mark.parametrize("since", [FIRST, FIRST - timedelta(1)])
def test_a_version_cannot_begin_before_or_with_the_one_it_follows(since: date) -> None:
    a_published(FIRST)
    with pytest.raises(Overlap):
        a_published(since, requirements="Đủ 18 tuổi")


def test_a_retired_version_is_not_receivable_from_that_moment() -> None:
    version = a_published()
    retired = retire(actor=ADMINISTRATOR, version_id=version.pk, reason="Bãi bỏ theo 12/QĐ-UBND", on=LATER)
    assert (retired.state, retired.effective_until) == ("retired", LATER - timedelta(1))
    assert not retired.receivable_on(LATER)
    assert told(version)[-1] == "procedure.retired"
    again = a_published(LATER, requirements="Đủ 18 tuổi")
    assert again.receivable_on(LATER)


def test_retiring_on_its_first_day_stops_it_at_once() -> None:
    version = a_published()
    retired = retire(actor=ADMINISTRATOR, version_id=version.pk, reason="Công bố nhầm", on=FIRST)
    assert retired.effective_until == FIRST
    assert not retired.receivable_on(FIRST)


def test_retiring_needs_a_reason_and_a_published_version() -> None:
    version = a_published()
    with pytest.raises(ReasonNeeded):
        retire(actor=ADMINISTRATOR, version_id=version.pk, reason="  ")
    with pytest.raises(NotPublished):
        retire(actor=ADMINISTRATOR, version_id=a_draft(code="1.999002").pk, reason="Bãi bỏ")


def test_only_a_draft_is_published_or_thrown_away() -> None:
    version = a_published()
    with pytest.raises(NotADraft):
        publish(actor=ADMINISTRATOR, version_id=version.pk, effective_from=LATER)
    with pytest.raises(NotADraft):
        discard_draft(actor=ADMINISTRATOR, version_id=version.pk)


def test_a_draft_thrown_away_leaves_only_its_entry() -> None:
    draft = a_draft()
    discard_draft(actor=ADMINISTRATOR, version_id=draft.pk)
    assert not ProcedureVersion.objects.exists() and not RequiredPaper.objects.exists()
    assert told(draft) == ["procedure.drafted", "procedure.draft_discarded"]


def test_another_provinces_procedure_is_not_published_not_even_by_hand() -> None:
    draft = a_draft(issuing_agency="UBND tỉnh Lai Châu")
    with pytest.raises(NotReceivableHere):
        publish(actor=ADMINISTRATOR, version_id=draft.pk, effective_from=FIRST)
    draft.state, draft.effective, draft.published_at = "published", days(FIRST, None), draft.created_at
    refused(draft.save, "catalogue_version_foreign_stays_draft")


@pytest.mark.parametrize("actor", [COUNTER, CITIZEN])
def test_only_those_who_keep_the_catalogue_change_it(actor: Actor) -> None:
    draft, published = a_draft(), a_published(code="1.999002")
    for act in (
        lambda: create_draft(actor=actor, text=procedure()),
        lambda: publish(actor=actor, version_id=draft.pk, effective_from=FIRST),
        lambda: retire(actor=actor, version_id=published.pk, reason="Bãi bỏ"),
        lambda: discard_draft(actor=actor, version_id=draft.pk),
    ):
        with pytest.raises(Denied):
            act()


def test_two_published_versions_of_a_procedure_never_share_a_day() -> None:
    first = a_published()
    second = a_draft(requirements="Đủ 18 tuổi")
    second.state, second.effective, second.published_at = "published", days(LATER, None), first.published_at
    refused(second.save, "catalogue_version_one_at_a_time")
    drafted = ProcedureVersion.objects.get(pk=second.pk)
    drafted.effective = days(FIRST, None)
    drafted.save()


@pytest.mark.parametrize(
    ("column", "value"),
    [("name", "Khác"), ("fee_text", "1 đ"), ("levels", ["city"]), ("legal_basis", []), ("content_digest", "0" * 64)],
)
def test_a_published_version_never_changes(column: str, value: object) -> None:
    version = a_published()
    refused(lambda: ProcedureVersion.objects.filter(pk=version.pk).update(**{column: value}), "does not change")


def test_the_first_day_of_a_published_version_stays() -> None:
    version = a_published()
    refused(lambda: ProcedureVersion.objects.filter(pk=version.pk).update(effective=days(LATER, None)), "pgtrigger")


@pytest.mark.parametrize(("before", "after"), [("published", "draft"), ("retired", "published"), ("draft", "retired")])
def test_a_version_never_goes_back_nor_skips(before: str, after: str) -> None:
    version = a_draft() if before == "draft" else a_published()
    if before == "retired":
        retire(actor=ADMINISTRATOR, version_id=version.pk, reason="Bãi bỏ", on=LATER)
    refused(lambda: ProcedureVersion.objects.filter(pk=version.pk).update(state=after), "pgtrigger")


@pytest.mark.parametrize("act", ["insert", "update", "delete"])
def test_what_belongs_to_a_published_version_never_changes(act: str) -> None:
    version = a_published()
    limits = TimeLimit.objects.filter(version=version)
    acts = {
        "insert": lambda: TimeLimit.objects.create(version=version, position=9, channel="any"),
        "update": lambda: limits.update(value=99),
        "delete": limits.delete,
    }
    refused(acts[act], "does not change")


def test_a_published_version_is_not_deleted() -> None:
    version = a_published()
    refused(lambda: raw("DELETE FROM catalogue_version WHERE id = %s", version.pk), "pgtrigger")


def test_a_part_does_not_move_from_a_draft_into_a_published_version() -> None:
    published, draft = a_published(), a_draft(requirements="Đủ 18 tuổi")
    refused(lambda: TimeLimit.objects.filter(version=draft).update(version=published, position=9), "does not change")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"value": 5, "unit": ""}, "catalogue_time_limit_value_with_unit"),
        ({"value": None, "unit": "day"}, "catalogue_time_limit_value_with_unit"),
        ({"value": 0, "unit": "day"}, "catalogue_time_limit_value_with_unit"),
        ({"value": 5, "unit": "fortnight"}, "catalogue_time_limit_value_with_unit"),
        ({"channel": "pigeon"}, "catalogue_time_limit_channel_known"),
    ],
)
def test_a_time_limit_is_whole_or_none(changes: dict[str, object], constraint: str) -> None:
    draft = a_draft()
    row = {"version": draft, "position": 9, "channel": "any", "value": 5, "unit": "day"} | changes
    refused(lambda: TimeLimit.objects.create(**row), constraint)


def test_a_paper_keeps_no_address_and_a_code_has_its_form() -> None:
    draft = a_draft()
    refused(
        lambda: RequiredPaper.objects.create(
            version=draft, position=9, name="Đơn", kind="paper", form_name="file:///C:/a.docx"
        ),
        "catalogue_paper_holds_no_address",
    )
    refused(lambda: Procedure.objects.create(code="12"), "catalogue_procedure_code_form")


def raw(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(act: Callable[[], object], by: str) -> None:
    """The database itself says no, naming the constraint or the trigger's sentence."""
    with pytest.raises(DatabaseError, match=by) as caught, transaction.atomic():
        act()
    assert by.startswith("pgtrigger") or isinstance(caught.value, IntegrityError)
