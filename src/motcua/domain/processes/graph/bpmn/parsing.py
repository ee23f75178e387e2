"""BPMN text as a tree, by a parser that opens nothing, resolves nothing and stops at limits."""

import codecs
import re
from typing import Any

from lxml import etree

from motcua.domain.processes.graph.bpmn.faults import (
    BpmnBroken,
    BpmnDeclares,
    BpmnEncoding,
    BpmnTooDeep,
    BpmnTooLarge,
    NotBpmn,
)
from motcua.domain.processes.graph.bpmn.names import bpmn

MB = 1024 * 1024
LARGEST, DEEPEST, MOST_ELEMENTS = 5 * MB, 60, 40_000
DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
ENCODINGS = frozenset({"utf-8", "utf-16", "ascii", "iso8859-1", "cp1252", "cp1258"})
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def parsed(content: bytes) -> Any:
    """The root "definitions". Every refusal is a fault of its own."""
    if len(content) > LARGEST:
        raise BpmnTooLarge(mb=LARGEST // MB)
    whole = _decoded(content)
    begun = PROLOG.match(whole)
    before = begun.end() if begun else 0
    if whole.startswith("<!DOCTYPE", before):
        raise BpmnDeclares
    root = _tree("\n" * whole.count("\n", 0, before) + whole[before:])
    if root.getroottree().docinfo.internalDTD is not None:
        raise BpmnDeclares
    if root.tag != bpmn("definitions"):
        raise NotBpmn
    _measure(root)
    return root


def fragment(text: str) -> Any | None:
    """An element kept as text; None where it is none (somebody else's words)."""
    if not text or "<!DOCTYPE" in text:
        return None
    try:
        return etree.fromstring(text, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )


def _decoded(content: bytes) -> str:
    """By its byte order mark or its declaration; only encodings a tool would write."""
    name = next((name for mark, name in BOMS if content.startswith(mark)), "")
    if not name:
        found = DECLARED.match(content[:400])
        name = found[1].decode("ascii") if found else "utf-8"
        try:
            if codecs.lookup(name).name not in ENCODINGS - {"utf-16"}:
                raise BpmnEncoding
        except LookupError as error:
            raise BpmnEncoding from error
    try:
        text = content.decode(name)
    except UnicodeError as error:
        raise BpmnEncoding from error
    if "\0" in text:
        raise BpmnEncoding
    return text.removeprefix("\ufeff")


def _tree(text: str) -> Any:
    try:
        return etree.fromstring(text.encode(), _parser())
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise BpmnTooDeep(depth=DEEPEST, elements=MOST_ELEMENTS) from error
        raise BpmnBroken(line=error.lineno or 1) from error
    except ValueError as error:
        raise BpmnBroken(line=1) from error


def _measure(root: Any) -> None:
    """Depth and number, counted without climbing up from every element."""
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise BpmnTooDeep(depth=DEEPEST, elements=MOST_ELEMENTS)
