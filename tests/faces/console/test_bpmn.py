"""BPMN in the administrator's pages: written out, read with a report, drawn, checked, published."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes import tables
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.definition import Doing, Order
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.models import Process
from motcua.domain.processes.queries.holding import usual
from motcua.domain.processes.tables import Line
from motcua.kernel.words import Words
from tests.support.forms import sent

PAGE = "/quan-tri/quy-trinh/bpmn/city/"
USUAL = tables.lines_of(DEFAULT_STEPS)
AUTOMATIC = Line("Báo", "Tell", "specialist_unit", "specialist", does="document:control")
SAMPLES = Path(__file__).parents[2] / "domain" / "processes" / "samples"


def send(client: Client, content: bytes) -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile("a.bpmn", content)})


def fields(page: str) -> dict[str, str]:
    """What the form that publishes would send."""
    return sent(page, "choices") | {"do": "publish"}


def test_what_goes_out_comes_back_and_is_published_once_looked_at(city_admin: Client) -> None:
    out = city_admin.get(f"{PAGE}tep/")
    assert out.headers["Content-Disposition"].startswith("attachment") and read(out.content).process == usual()
    page = send(city_admin, out.content)
    assert page.status_code == 200 and "bpmn:userTask" in page.content.decode() and not Process.objects.exists()
    given = fields(page.content.decode())
    assert city_admin.post(PAGE, given | {"valid_from": "1/1/2020"}).status_code == 422
    assert city_admin.post(PAGE, given).status_code == 302
    assert Process.objects.get().graph == usual()
    late = city_admin.post(PAGE, given)
    assert late.status_code == 422 and "Có người vừa công bố" in late.content.decode()


def test_a_file_of_another_tool_is_told_element_by_element_and_cannot_be_published_as_it_is(city_admin: Client) -> None:
    page = send(city_admin, (SAMPLES / "camunda7.bpmn").read_bytes()).content.decode()
    assert "không bao giờ chạy" in page and "bpmn:boundaryEvent slow" in page and "<svg" in page
    assert "Chưa công bố được" in page and 'value="publish"' not in page


def test_what_an_automatic_step_does_is_chosen_on_the_page_and_goes_into_the_file(city_admin: Client) -> None:
    table = process_of([USUAL[0], AUTOMATIC, *USUAL[1:]], Words("Thử", "Trial"))
    bare = tuple(replace(node, order=None) for node in table.nodes)
    page = send(city_admin, write(replace(table, nodes=bare))).content.decode()
    assert "chưa nói làm việc gì" in page and 'value="publish"' not in page
    form = sent(page, "choices")
    place = next(name.partition("-")[0] for name, value in form.items() if value == "tell")
    told = form | {f"{place}-name_vi": "Báo tin", f"{place}-does": "tell_applicant"}
    short = city_admin.post(PAGE, told | {"do": "choose"}).content.decode()
    assert "cần nội dung bằng tiếng Việt" in short and 'value="tell_applicant" selected' in short
    told = sent(short, "choices") | {f"{place}-says_vi": "Đang xem <hồ sơ>.", f"{place}-says_en": "Being looked at."}
    page = city_admin.post(PAGE, told | {"do": "choose"}).content.decode()
    assert city_admin.post(PAGE, fields(page)).status_code == 302
    [order] = [node.order for node in Process.objects.get().graph.nodes if node.order]
    assert order == Order(Doing.TELL_APPLICANT, Words("Đang xem <hồ sơ>.", "Being looked at."))


def test_a_file_that_is_refused_says_why_and_an_empty_form_too(city_admin: Client) -> None:
    for content, words in ((b"<!DOCTYPE a><a/>", "DOCTYPE"), (b"", "chọn tệp BPMN")):
        page = send(city_admin, content) if content else city_admin.post(PAGE, {})
        assert page.status_code == 422 and words in page.content.decode()


def test_the_drawing_board_brings_its_own_script_and_nothing_inline(city_admin: Client) -> None:
    page = city_admin.get(f"{PAGE}ban-ve/").content.decode()
    assert "bpmn-modeler.production.min.js" in page and 'data-source="/quan-tri/quy-trinh/bpmn/city/tep/"' in page
    assert city_admin.get("/quan-tri/quy-trinh/bpmn/nowhere/").status_code == 404


STATIC = Path(__file__).parents[3] / "src/motcua/faces/console/static/console"


def test_the_board_speaks_vietnamese_on_a_vietnamese_page_alone(city_admin: Client) -> None:
    assert "console/bpmn-vi" in city_admin.get(f"{PAGE}ban-ve/").content.decode()
    city_admin.cookies["lang"] = "en"
    page = city_admin.get(f"{PAGE}ban-ve/").content.decode()
    assert "console/bpmn-vi" not in page and "console/bpmn" in page


def test_every_word_of_the_board_is_there_in_vietnamese_and_none_besides() -> None:
    script = (STATIC / "vendor/bpmn-js/bpmn-modeler.production.min.js").read_text(encoding="utf-8")
    words = json.loads((STATIC / "bpmn-vi.js").read_text(encoding="utf-8").partition(" = ")[2].rstrip(";\n"))
    said = set(re.findall(r'label:"([^"]+)"', script)) | set(re.findall(r'title:[a-zA-Z_$.]+\("([^"]+)"', script))
    said |= set(re.findall(r'"((?:Create|Append|Add|Activate) [^"]{2,60})"', script))
    sides = {f"Align elements {side}" for side in ("left", "center", "right", "top", "middle", "bottom")}
    assert (said - {"Align elements "}) | sides <= set(words)
    assert [word for word in words if f'"{word}"' not in script and word not in sides] == []
    assert all(vi.strip() and vi != en for en, vi in words.items())
