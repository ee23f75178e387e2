"""Files made to do harm, or made badly: each refused with a code of its own, quickly and without opening anything."""

import time

import pytest

from motcua.domain.processes.errors import Unreadable
from motcua.domain.processes.graph.bpmn.parsing import DEEPEST
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.queries.holding import usual

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
STEP = '<process id="p"><task id="a"/></process></definitions>'
NAMED = '<task name="é"'
WRONG = {
    "xxe": (f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}&x;</definitions>', "process.bpmn_doctype"),
    "laughs": (f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>{HEAD}&l9;</definitions>', "process.bpmn_doctype"),
    "behind a comment": (f"<?a ><!-- ?><!-- <b> --> <!DOCTYPE d>{HEAD}</definitions>", "process.bpmn_doctype"),
    "outside dtd": (f'<!DOCTYPE d SYSTEM "http://127.0.0.1/x.dtd">{HEAD}</definitions>', "process.bpmn_doctype"),
    "deep": (HEAD + "<a>" * (DEEPEST + 5) + "</a>" * (DEEPEST + 5) + "</definitions>", "process.bpmn_too_deep"),
    "very deep": (HEAD + "<a>" * 100_000, "process.bpmn_too_deep"),
    "many": (HEAD + "<a/>" * 50_000 + "</definitions>", "process.bpmn_too_deep"),
    "50 MB": (HEAD + " " * 50_000_000, "process.bpmn_too_large"),
    "broken": (f"{HEAD}<process></definitions>", "process.bpmn_broken"),
    "unknown entity": (f"{HEAD}&nbsp;</definitions>", "process.bpmn_broken"),
    "empty": ("", "process.bpmn_broken"),
    "no xml": ("Bước 1: tiếp nhận", "process.bpmn_broken"),
    "html": ("<html/>", "process.not_bpmn"),
    "other namespace": ('<definitions xmlns="urn:other"/>', "process.not_bpmn"),
    "no process": (f"{HEAD}</definitions>", "process.bpmn_empty"),
    "no step": (f'{HEAD}<process id="p"/></definitions>', "process.bpmn_empty"),
    "many steps": (f'{HEAD}<process id="p">' + "".join(
        f'<task id="t{n}"/>' for n in range(400)) + "</process></definitions>", "process.bpmn_too_many"),
}  # fmt: skip
BYTES = {
    "zeros": (b"\0" * 100, "process.bpmn_encoding"),
    "latin as utf-8": (b'<?xml version="1.0" encoding="utf-8"?><a b="\xff"/>', "process.bpmn_encoding"),
    "utf-7": (b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE', "process.bpmn_encoding"),
    "ebcdic": (b'<?xml version="1.0" encoding="cp037"?><a/>', "process.bpmn_encoding"),
    "no such": (b'<?xml version="1.0" encoding="klingon"?><a/>', "process.bpmn_encoding"),
    "half utf-16": (b"\xff\xfe<", "process.bpmn_encoding"),
    "doctype in utf-16": ("\ufeff<!DOCTYPE d><a/>".encode("utf-16-le"), "process.bpmn_doctype"),
    "zip": (b"PK\x03\x04", "process.bpmn_broken"),
}
EVERY = {name: (text.encode(), code) for name, (text, code) in WRONG.items()} | BYTES


@pytest.mark.parametrize("name", EVERY)
def test_each_is_refused_with_its_code(name: str) -> None:
    content, code = EVERY[name]
    began = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.code == code and refused.value.words.vi and time.monotonic() - began < 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1258"])
def test_usual_encodings_are_read(encoding: str) -> None:
    name = "iso-8859-1" if encoding == "iso-8859-1" else encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?>\n{HEAD}{STEP.replace("<task", NAMED)}'
    assert read(text.encode(encoding)).process.by_key["a"].words.vi == "é"


def test_own_data_that_is_damaged_is_told_and_left_out() -> None:
    text = write(usual()).decode()
    for harm in ('{"key": "approval", "kind"', '{"key": "approval"'):
        damaged = text.replace(harm, '{"kind": 7, "key": 9, "x"', 1)
        told = read(damaged.encode())
        assert [one.id for one in told.report if "damaged" in one.words.en] == ["approval"]
        assert told.process.by_key["approval"].words.vi == "Lãnh đạo phê duyệt"


def test_duplicate_and_missing_ids_give_a_process_all_the_same() -> None:
    inside = '<task id="a"/><task id="a"/><task/><sequenceFlow sourceRef="a" targetRef="a"/>'
    text = f'{HEAD}<process id="p">{inside}</process></definitions>'
    process = read(text.encode()).process
    assert len({node.key for node in process.nodes}) == len(process.nodes) == 4
    assert read(write(process)).process.by_key.keys() == process.by_key.keys()
