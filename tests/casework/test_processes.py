"""Step tables that are published: for whom they hold, from when, and that open cases keep theirs."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from motcua.base.ledger.models import Entry
from motcua.casework.process_effect import effect_of_table
from motcua.casework.process_effect_words import sentences
from motcua.casework.services.forward import forward_case
from motcua.casework.steps import process_of
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.errors import BadTable, ProcessChanged
from motcua.domain.processes.graph import lines as graph_lines
from motcua.domain.processes.models import Process
from motcua.domain.processes.queries.following import following
from motcua.domain.processes.queries.holding import graph_for, steps_on
from motcua.domain.processes.scopes import Scope, city_scope, field_scope, procedure_scope
from motcua.domain.processes.services.publishing import hand_back, publish_graph, publish_process
from motcua.domain.processes.tables import Line, lines_of
from motcua.kernel import clock
from motcua.kernel.errors import Denied
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.support.town import Town, hanoi, make_version

NOW = hanoi("2026-03-09T09:00")
TOMORROW = date(2026, 3, 10)
USUAL = lines_of(DEFAULT_STEPS)
CHECK = Line("Kiểm tra chéo", "Cross-check", "specialist_unit", "specialist", Decimal(2))
LONGER = [*USUAL[:2], CHECK, *USUAL[2:]]


def publish(town: Town, scope: Scope, lines: list[Line] = LONGER, expected: int = 0, day: date = TOMORROW) -> None:
    publish_process(actor=town.administrator, scope=scope, lines=lines, valid_from=day, expected=expected)


def names(town: Town, day: date = TOMORROW) -> list[str]:
    return [step.words.en for step in steps_on(town.version.pk, day)]


def test_a_case_keeps_the_table_it_was_filed_under(town: Town) -> None:
    with clock.frozen(NOW):
        early = receive(town)
        publish(town, city_scope())
        assert len(process_of(early)) == 4 and len(process_of(receive(town))) == 4
    with clock.frozen(NOW + timedelta(days=1)):
        late = receive(town)
        assert [step.key for step in process_of(late)][2] == "cross_check" and len(process_of(early)) == 4
        forward_case(actor=town.counter, case_id=late.pk, expected=None)
        forward_case(actor=town.specialist, case_id=late.pk, expected=None)
        moved = forward_case(actor=town.specialist, case_id=late.pk, expected=None)
        last = Entry.objects.filter(subject_id=str(moved.pk)).latest("number")
        assert "Cross-check" in str(last.facts) or "Kiểm tra chéo" in str(last.facts)


def test_the_narrowest_table_counts(town: Town) -> None:
    field, procedure = field_scope(town.version.field), procedure_scope(town.version.procedure, "thử")
    with clock.frozen(NOW):
        for number, scope in enumerate((city_scope(), field, procedure), start=1):
            publish(town, scope, [*USUAL[:2], *[replace(CHECK, name_en=f"Check {number}")] * number, *USUAL[2:]])
            assert names(town)[2] == f"Check {number}" and len(names(town)) == 4 + number
        assert names(town, NOW.date()) == [step.words.en for step in DEFAULT_STEPS], "not before its day"
        hand_back(actor=town.administrator, scope=procedure, valid_from=TOMORROW, expected=1)
        assert names(town)[2] == "Check 2"
        hand_back(actor=town.administrator, scope=field, valid_from=TOMORROW, expected=1)
        assert names(town)[2] == "Check 1"


def test_a_table_of_a_procedure_takes_it_out_of_the_city_s(town: Town) -> None:
    other = make_version(code="1.000007")
    with clock.frozen(NOW):
        publish(town, city_scope())
        assert {one.pk for one in following(city_scope(), TOMORROW)} == {town.version.pk, other.pk}
        publish(town, procedure_scope(other.procedure, "khác"))
        assert {one.pk for one in following(city_scope(), TOMORROW)} == {town.version.pk}


def test_of_two_who_publish_the_second_hears_it_and_only_the_city_may(town: Town) -> None:
    with clock.frozen(NOW):
        publish(town, city_scope())
        with pytest.raises(ProcessChanged):
            publish(town, city_scope())
        publish(town, city_scope(), USUAL, expected=1)
        with pytest.raises(BadTable):
            publish(town, city_scope(), expected=2, day=NOW.date())
        with pytest.raises(BadTable):
            publish(town, city_scope(), USUAL[:2], expected=2)
        for stranger in (town.leader, town.specialist, town.citizen):
            with pytest.raises(Denied):
                publish_process(actor=stranger, scope=city_scope(), lines=USUAL, valid_from=TOMORROW, expected=2)
    kinds = Entry.objects.filter(subject_kind="process").values_list("kind", flat=True)
    assert list(kinds) == ["process.published"] * 2


def test_the_effect_counts_procedures_cases_people_and_promises(town: Town) -> None:
    with clock.frozen(NOW):
        receive(town)
        effect = effect_of_table(city_scope(), [*USUAL[:1], replace(USUAL[1], hours=Decimal(39)), *USUAL[2:]])
    assert (effect.procedures, effect.open_cases, effect.agencies) == (1, 1, 2)
    assert [one.number for one in effect.unstaffed] == [2, 3], "the commune beside has a counter official only"
    assert [(one.code, one.cases) for one in effect.staying] == [("1.000001", 1)] and not effect.timeless
    assert [one.code for one in effect.tight] == ["1.000001"] and effect.tight[0].needed == (39 + 16) * 60
    with clock.frozen(NOW):
        assert effect_of_table(city_scope(), [*USUAL[:1], replace(USUAL[1], hours=Decimal(24)), *USUAL[2:]]).tight == []


def test_a_step_without_working_time_is_named_instead_of_counted_as_nothing(town: Town) -> None:
    timeless = [*USUAL[:1], replace(USUAL[1], hours=None), *USUAL[2:]]
    with clock.frozen(NOW):
        effect = effect_of_table(city_scope(), timeless)
    told = [str(words) for tone, words in sentences(effect) if tone == "near"]
    assert any("Không ghi thời gian làm việc" in one and USUAL[1].name_vi in one for one in told)


def test_what_a_table_has_no_column_for_stays_with_the_steps_it_keeps(town: Town) -> None:
    with clock.frozen(NOW):
        graph = graph_lines.process_of(USUAL, Words("Thử", "Trial"))
        form = {"type": "object", "properties": {"area": {"type": "number"}}}
        nodes = tuple(replace(one, fields=form, duty="Đo") if one.key == "examination" else one for one in graph.nodes)
        publish_graph(
            actor=town.administrator, scope=city_scope(), graph=replace(graph, nodes=nodes), valid_from=TOMORROW,
            expected=0,
        )  # fmt: skip
    with clock.frozen(NOW + timedelta(days=1)):
        now = graph_lines.lines_of(graph_for("city", clock.today()))
        assert now is not None
        changed = [*now[:1], replace(now[1], name_vi="Thẩm định kỹ"), *now[2:]]
        publish(town, city_scope(), changed, expected=1, day=TOMORROW + timedelta(days=1))
    kept = Process.objects.get(number=2).graph.by_key["examination"]
    assert (kept.fields, kept.duty, kept.words.vi) == (form, "Đo", "Thẩm định kỹ")
