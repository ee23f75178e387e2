"""Every form of the house, found by walking the code, and what each is made of by the types it asks for."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, get_type_hints

from django import forms

import motcua
from motcua.casework.bulk.orders import Order
from motcua.casework.queries.page import CasePage, case_page
from motcua.domain.catalogue.models import RequiredPaper
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.catalogue.queries import limits_for
from motcua.domain.directory.models import Position
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.simple_fields import FieldKind, SimpleField, schema_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.faces.desk.counter import PaperLine
from motcua.faces.desk.forms.bulk import LABELS
from motcua.kernel import clock
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words
from tests.faces.portal.cases import at_specialist, submitted
from tests.support.town import Town, hanoi

DAY = hanoi("2026-03-10T09:00")
SCHEMA = schema_of([
    SimpleField("area", "Diện tích (%s m2)", "Area (%s m2)", FieldKind.NUMBER, needed=True, least="1", most="500"),
    SimpleField("seen", "Ngày đi xem 100 %", "Seen on 100 %", FieldKind.DATE),
    SimpleField("kind", "Loại {0}", "Kind {0}", FieldKind.CHOICE, choices=("A", "B %")),
    SimpleField("sure", "Chắc chắn %(value)s", "Sure %(value)s", FieldKind.YES_NO),
    SimpleField("note_kept", "Ghi chú %", "Note %", most="20"),
])  # fmt: skip
LAYERS = ("motcua.faces", "motcua.base")
BASES = tuple(f"faces.desk.forms.acts.{name}" for name in ("ActForm", "Reasoned", "StepForm", "LeavingForm"))
"""Never drawn themselves; the acts built on them are."""

Make = Callable[..., forms.BaseForm]


def every_form() -> list[type[forms.BaseForm]]:
    """Also those nobody has thought of since."""
    for module in pkgutil.walk_packages(motcua.__path__, "motcua."):
        if module.name.startswith(LAYERS) and ".migrations" not in module.name:
            importlib.import_module(module.name)
    found = {kind for kind in below(forms.BaseForm) if kind.__module__.startswith("motcua.")}
    return sorted((kind for kind in found if name_of(kind) not in BASES), key=name_of)


def below(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def name_of(kind: type[Any]) -> str:
    return f"{kind.__module__.removeprefix('motcua.')}.{kind.__qualname__}"


def asked(kind: type[Any]) -> dict[str, tuple[str, bool]]:
    """The type of each argument beside the typed data, and whether it must be there."""
    found: dict[str, tuple[str, bool]] = {}
    for one in kind.__mro__:
        if "__init__" not in vars(one) or not one.__module__.startswith("motcua."):
            continue
        hints = get_type_hints(vars(one)["__init__"])
        for parameter in inspect.signature(vars(one)["__init__"]).parameters.values():
            if parameter.kind is parameter.KEYWORD_ONLY and parameter.name != "initial":
                hint = hints[parameter.name]
                told = str(hint).replace("typing.", "").replace("collections.abc.", "")
                told = hint.__name__ if isinstance(hint, type) and "[" not in told else told
                found[parameter.name] = (told, parameter.default is parameter.empty)
    return found


def pages(town: Town) -> list[CasePage]:
    """With the specialist by the usual process, at a step that asks for fields of every kind, and at the counter."""
    usual = lines_of(DEFAULT_STEPS)
    step = Line("Thẩm định", "Examination", "specialist_unit", "specialist", None, key="examination", fields=SCHEMA)
    graph = process_of([usual[0], step, *usual[2:]], Words("Thử 100 %", "Trial 100 %"))
    with clock.frozen(DAY - timedelta(days=1)):
        publish_graph(
            actor=town.administrator, scope=city_scope(), valid_from=DAY.date(), expected=0, graph=graph
        )  # fmt: skip
        before = at_specialist(town)
    with clock.frozen(DAY):
        asking, new = at_specialist(town), submitted(town)
        return [
            *(case_page(town.specialist, case.pk) for case in (before, asking)), case_page(town.counter, new.pk),
        ]  # fmt: skip


def things(town: Town) -> dict[str, list[Any]]:
    """For each type a form asks for, what it is given in turn."""
    shown = pages(town)
    pairs = [(str(town.commune.pk), "Phường Một"), (str(town.office.pk), "Điểm"), ("all", "Mọi")]
    officials = list(Position.objects.select_related("person", "agency"))
    papers = RequiredPaper.objects.filter(version=town.version)
    lines = [PaperLine(paper.position, paper) for paper in papers]
    model = "motcua.domain"
    return {
        "list[tuple[str, str]]": [pairs], "Sequence[tuple[str, str]]": [pairs], "list[str]": [["đất đai", "hộ tịch"]],
        "Sequence[str]": [["đất đai", "hộ tịch"]], "str": ["Tên"],
        "Mapping[str, tuple[str, list[tuple[str, str]]]]": [{"1": ("Chuyên viên", pairs)}],
        f"list[{model}.directory.models.offices.Office]": [[town.office]],
        f"Sequence[{model}.directory.models.offices.Office]": [[town.office]],
        f"Sequence[{model}.directory.models.agencies.Agency]": [[town.commune, town.city]],
        f"Sequence[{model}.directory.models.positions.Position]": [officials],
        f"Sequence[{model}.cases.models.case.Case]": [[shown[1].case]],
        f"Sequence[{model}.catalogue.models.parts.TimeLimit]": [limits_for(town.version.pk, "counter")],
        "Sequence[motcua.faces.desk.counter.PaperLine]": [lines],
        "CasePage": shown,
        "Order": [Order(action) for action in (*LABELS, "assign")],
    }  # fmt: skip


def makers(kind: type[forms.BaseForm], known: dict[str, list[Any]]) -> list[Make]:
    """Ways to make it, called with what was typed; those alone that are no fault in themselves.

    KeyError: it asks for a type nobody gives yet.
    """
    wanted = {name: known[told] for name, (told, must) in asked(kind).items() if must or told in known}
    count = max([1, *map(len, wanted.values())])
    ways = [
        partial(kind, **{name: values[number % len(values)] for name, values in wanted.items()})
        for number in range(count)
    ]
    found = [make for make in ways if can_be_made(make)]
    assert found, name_of(kind)
    return found


def can_be_made(make: Make) -> bool:
    try:
        make()
    except Fault:
        return False
    return True
