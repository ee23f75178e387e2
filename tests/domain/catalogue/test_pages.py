"""What a procedure's page, reception and processing read."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.access.roles import Leader
from motcua.domain.catalogue.enums import Channel, Level, PaperKind, ServiceLevel, Unit, UnitRelation
from motcua.domain.catalogue.errors import ProcedureNotFound
from motcua.domain.catalogue.models import ProcessStep
from motcua.domain.catalogue.process import DEFAULT_STEPS, UNTIL_DUE_MINUTES
from motcua.domain.catalogue.queries import limits_for, procedure_page, steps_of
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.catalogue.services.versions import create_draft, publish
from motcua.kernel.actor import SYSTEM
from motcua.kernel.words import use_language
from tests.domain.catalogue.lists import a_method, an_item, procedure

pytestmark = pytest.mark.django_db

SINCE = date(2026, 1, 5)


def published(**changes: object) -> str:
    draft = create_draft(actor=SYSTEM, text=procedure(**changes))
    publish(actor=SYSTEM, version_id=draft.pk, effective_from=SINCE)
    return draft.procedure.code


def test_a_page_holds_everything_and_takes_one_statement() -> None:
    items = [an_item(), an_item(name="Căn cước", kind="present_only"), an_item(name="Lưu ý", kind="note")]
    code = published(
        methods=[a_method(), a_method(channel="Trực tuyến", time_text="N/A")],
        dossier=[{"group": "Phải nộp", "items": items}],
    )
    with CaptureQueriesContext(connection) as caught:
        page = procedure_page(code, SINCE)
    assert len(caught) == 1
    assert (page.name, page.levels, page.field_slug) == ("Cấp giấy phép thử", (Level.COMMUNE,), "thu-nghiem")
    assert page.deciders == (("Ủy ban nhân dân cấp xã", Level.COMMUNE),)
    assert [(limit.channel, limit.value, limit.needs_date) for limit in page.limits] == [
        (Channel.COUNTER, 5, False),
        (Channel.ONLINE, None, True),
    ]
    assert [paper.kind for paper in page.papers] == [PaperKind.PAPER, PaperKind.PRESENT_ONLY]
    assert [paper.name for paper in page.notes] == ["Lưu ý"]
    assert page.steps == DEFAULT_STEPS
    assert page.receivable and page.can_file_online


def test_a_page_exists_only_while_the_procedure_is_in_force() -> None:
    code = published()
    with pytest.raises(ProcedureNotFound):
        procedure_page(code, date(2026, 1, 4))
    with pytest.raises(ProcedureNotFound):
        procedure_page("9.999999", SINCE)


def test_what_a_ministry_alone_decides_is_shown_but_not_receivable() -> None:
    page = procedure_page(published(levels=["Cấp bộ"]), SINCE)
    assert not page.receivable and not page.can_file_online


def test_time_limits_are_told_in_both_languages() -> None:
    page = procedure_page(published(methods=[a_method(), a_method(channel="Trực tuyến", time_text="")]), SINCE)
    stated, unstated = page.limits
    assert str(stated.words) == "5 ngày làm việc"
    with use_language("en"):
        assert str(stated.words) == "5 working days"
        assert str(unstated.words) == "The receiving official gives a date"
    assert stated.unit is Unit.WORKING_DAY


def test_every_own_procedure_has_its_page() -> None:
    load_own(actor=SYSTEM, effective_from=SINCE)
    page = procedure_page("1.001193", SINCE)
    assert page.service_level == ServiceLevel.FULL and page.limits[0].same_day
    assert page.from_memory and page.minutes_to_file


def test_limits_of_the_channel_come_before_those_of_any() -> None:
    code = published(methods=[a_method(), a_method(channel="Bồ câu", time_text="9 ngày")])
    version = procedure_page(code, SINCE).version_id
    assert [limit.value for limit in limits_for(version, "counter")] == [5]
    assert [limit.value for limit in limits_for(version, "post")] == [9]


def test_steps_are_the_versions_own_or_the_usual_four() -> None:
    draft = create_draft(actor=SYSTEM, text=procedure())
    assert steps_of(draft.pk) == DEFAULT_STEPS
    assert [step.key for step in DEFAULT_STEPS] == ["reception", "examination", "approval", "return"]
    assert DEFAULT_STEPS[1].minutes == UNTIL_DUE_MINUTES
    ProcessStep.objects.create(
        version=draft,
        position=1,
        key="signing",
        name_vi="Ký",
        name_en="Signing",
        unit=UnitRelation.LEADER.value,
        role=Leader.name,
        working_hours=Decimal("1.5"),
    )
    (step,) = steps_of(draft.pk)
    assert (step.key, step.minutes, step.words.en, step.unit) == ("signing", 90, "Signing", "leader")
    publish(actor=SYSTEM, version_id=draft.pk, effective_from=SINCE)
    assert procedure_page("1.999001", SINCE).steps == (step,)
