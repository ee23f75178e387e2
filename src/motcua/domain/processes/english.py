"""What a process says in Vietnamese alone, and where it stands. Pure."""

from collections.abc import Iterator
from typing import Any

from motcua.domain.processes.graph.definition import WORK, Node, Process
from motcua.domain.processes.graph.simple_fields import ENGLISH
from motcua.kernel.words import Words

STEP = Words("bước “{what}”", "step “{what}”")
NODE = Words("nút “{what}”", "node “{what}”")
WAY = Words("nhánh “{what}” sau “{where}”", "the way “{what}” after “{where}”")
FIELD = Words("ô “{what}” ở bước “{where}”", "field “{what}” of step “{where}”")
TEXT = Words("nội dung tự gửi ở “{where}”", "the text sent by itself at “{where}”")
QUESTION = Words("câu hỏi gửi {what} ở “{where}”", "the question to {what} at “{where}”")


def without_english(process: Process) -> Iterator[Words]:
    """Names of steps and ways, labels of fields, texts sent by themselves and questions, in the order of reading."""
    for node in process.nodes:
        yield from _of_node(node)
        for flow in process.leaving[node.key]:
            if lacking(flow.words):
                yield WAY.fill(what=flow.words.vi, where=node.words.vi)


def lacking(words: Words) -> bool:
    return bool(words.vi.strip()) and not words.en.strip()


def _of_node(node: Node) -> Iterator[Words]:
    if lacking(node.words):
        yield (STEP if node.kind in WORK else NODE).fill(what=node.words.vi)
    for name, field in fields_of(node):
        if not str(field.get(ENGLISH) or "").strip():
            yield FIELD.fill(what=field.get("title") or name, where=node.words.vi)
    if node.order is not None and lacking(node.order.text):
        yield TEXT.fill(where=node.words.vi)
    for one in node.asks:
        if lacking(one.question):
            yield QUESTION.fill(what=one.agency, where=node.words.vi)


def fields_of(node: Node) -> Iterator[tuple[str, dict[str, Any]]]:
    properties = node.fields.get("properties") if node.fields else None
    for name, field in (properties or {}).items():
        if isinstance(field, dict):
            yield name, field
