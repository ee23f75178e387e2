"""Whatever is read of strangers, nothing of ours goes where it points: a listener counts who knocks, and none does."""

import io
import re
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from openpyxl import Workbook

import motcua
from motcua.base.documents.rendering import render
from motcua.base.files.limited import check_limited, draw_limited
from motcua.domain.catalogue.errors import WrongList
from motcua.domain.catalogue.reading.official import read_official
from motcua.domain.processes.errors import Unreadable
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.reading.files import lines_of
from motcua.faces.console.staff_table import sent
from motcua.kernel.errors import Fault
from tests.base.documents import samples
from tests.base.files import makers

HOSTS = ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f.0.0.1", "x@127.0.0.1")
FORMS = tuple(f"{scheme}//{host}:{{port}}/x" for scheme in ("http:", "ftp:", "") for host in HOSTS)
"""A place of this machine in the ways it can be written."""
BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:i="http://www.w3.org/2001/XInclude"'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Way = Callable[[str, Path], object]


def knocked(line: socket.socket, knocks: list[object]) -> None:
    with suppress(OSError):
        while True:
            other, where = line.accept()
            knocks.append(where)
            other.close()


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    with socket.create_server(("127.0.0.1", 0)) as line:
        knocks: list[object] = []
        waiting = threading.Thread(target=knocked, args=(line, knocks), daemon=True)
        waiting.start()
        yield line.getsockname()[1], knocks
        line.shutdown(socket.SHUT_RDWR)
        waiting.join(5)


def archive(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def bpmn(url: str, _: Path) -> None:
    inside = f'<import location="{url}" importType="x" namespace="y"/><i:include href="{url}"/><process id="p"/>'
    read(f'<definitions {BPMN} targetNamespace="x" i:schemaLocation="x {url}">{inside}</definitions>'.encode())


def bpmn_with_dtd(url: str, _: Path) -> None:
    read(f'<!DOCTYPE d SYSTEM "{url}"><definitions {BPMN} targetNamespace="x"/>'.encode())


def word(url: str, _: Path) -> None:
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Bước 1</w:t></w:r></w:p></w:body></w:document>'
    template = (
        f'<Relationships><Relationship Type="attachedTemplate" Target="{url}" TargetMode="External"/></Relationships>'
    )
    lines_of(archive(word__document_xml=body, word___rels__document_xml=template))


def word_with_dtd(url: str, _: Path) -> None:
    lines_of(archive(word__document_xml=f'<!DOCTYPE d SYSTEM "{url}"><w:document xmlns:w="{W}"/>'))


def workbook(url: str) -> bytes:
    book, held = Workbook(), io.BytesIO()
    book.active.append(["Họ tên", "Vai trò", url])
    book.active["C1"].hyperlink = url
    book.active["D1"] = f'=WEBSERVICE("{url}")'
    book.save(held)
    return held.getvalue()


def staff(url: str, _: Path) -> None:
    sent(workbook(url))


def official_list(url: str, folder: Path) -> None:
    path = folder / "list.xlsx"
    path.write_bytes(workbook(url))
    list(read_official(path))


READERS: tuple[Way, ...] = (bpmn, bpmn_with_dtd, word, word_with_dtd, staff, official_list)


def paper(urls: list[str], folder: Path) -> None:
    """All of them in one PDF, since a process of its own reads each: links, a file elsewhere, an image elsewhere."""
    content = makers.pdf(change=lambda document: pointing(document, urls))
    with suppress(Fault):
        check_limited(io.BytesIO(content))
    with suppress(Fault):
        draw_limited(io.BytesIO(content), page=1, width=160)


def pointing(document: pikepdf.Pdf, urls: list[str]) -> None:
    name = pikepdf.Name
    outside = [pikepdf.Dictionary(Type=name.Filespec, FS=name.URL, F=url) for url in urls]
    actions = [pikepdf.Dictionary(S=name.URI, URI=url) for url in urls]
    actions += [pikepdf.Dictionary(S=name.GoToR, F=one, D=[0, name.Fit]) for one in outside]
    box = [0, 0, 9, 9]
    page = document.pages[0]
    page.Annots = pikepdf.Array(
        [pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, Rect=box, A=action) for action in actions]
    )
    for number, one in enumerate(outside):
        image = document.make_stream(b"", Type=name.XObject, Subtype=name.Image, Width=1, Height=1, BitsPerComponent=8)
        image.ColorSpace, image.F = name.DeviceGray, one
        page.add_resource(image, name.XObject, name=name(f"/Im{number}"))
    page.contents_add(document.make_stream(b" ".join(b"/Im%d Do" % number for number in range(len(outside)))))


def test_nothing_that_is_read_makes_us_knock(listener: tuple[int, list[object]], tmp_path: Path) -> None:
    port, knocks = listener
    urls = [form.format(port=port) for form in FORMS]
    for url in urls:
        for way in READERS:
            with suppress(Unreadable, WrongList, Fault):
                way(url, tmp_path)
    paper(urls, tmp_path)
    markup = " ".join(f'#image("{url}") #import "{url}": *' for url in urls)
    render(replace(samples.receipt(), submitter=markup), address=samples.ADDRESS)
    assert len(urls) * len(READERS) >= 60
    with socket.create_connection(("127.0.0.1", port), 5) as own:
        own.recv(1)
    assert len(knocks) == 1, "our own, which shows that each is counted"


OPENS = re.compile(
    r"^\s*(?:import|from) (?:httpx|smtplib|socket|urllib\.request|http\.client|ftplib|asyncio|requests)\b", re.M
)
MAY = {
    "partners/identity/fetching.py": "the provider of the settings",
    "base/messages/email.py": "the mail server of the settings",
    "base/files/scanner.py": "the scanner of the settings",
}
"""Below what serves people; tools for administrators (`ops`) and stand-ins ask nobody a stranger names."""


def test_who_may_open_a_connection_is_known() -> None:
    source = Path(motcua.__file__).parent
    found = {str(path.relative_to(source)) for path in source.rglob("*.py") if OPENS.search(path.read_text("utf-8"))}
    serving = {one for one in found if not one.startswith("ops/") and "stand_in" not in one}
    assert serving == MAY.keys()
