"""BPMN files from the command line: a process written out, a file read with its report and, if wished, published."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from motcua.domain.processes.choosing import chosen
from motcua.domain.processes.graph.bpmn.pages import report_page
from motcua.domain.processes.graph.bpmn.reading import read
from motcua.domain.processes.graph.bpmn.report import Read, Verdict, report_json
from motcua.domain.processes.graph.bpmn.writing import write
from motcua.domain.processes.graph.checks import findings
from motcua.domain.processes.graph.codec import bad, to_json
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Fault
from motcua.kernel.typed_dates import typed_date
from motcua.ops import bootstrap
from motcua.ops.printing import complain, give, say

NAMED = "motcua.domain.processes.queries.named"
PUBLISHING = "motcua.domain.processes.services.publishing"
HOLDING = "motcua.domain.processes.queries.holding"
BEGINNINGS = (b"<?xml", b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")


def is_bpmn(path: Path, content: bytes) -> bool:
    return path.suffix.lower() in (".bpmn", ".bpmn20", ".xml") or content.lstrip().startswith(BEGINNINGS)


def run_export(args: argparse.Namespace) -> int:
    """0 when written; 2 where nothing is called so."""
    named = bootstrap.load(NAMED)
    try:
        graph = named.graph_now(named.scope_named(args.scope))
    except Fault as fault:
        return refused(fault)
    args.bpmn.write_bytes(write(graph))
    say(f"{args.bpmn}: {len(graph.nodes)} nút / nodes, {len(graph.flows)} luồng / flows")
    return 0


def run_bpmn(args: argparse.Namespace, content: bytes) -> int:
    """0 when read, and published where that was wished; 2 when refused."""
    try:
        told = read(content)
        if args.choices:
            told = replace(told, process=chosen(told.process, choices_in(args.choices)))
        number = publish(args, told) if args.publish_for else 0
    except Fault as fault:
        return refused(fault)
    if args.json:
        faults = [{"node": one.node, "vi": one.words.vi, "en": one.words.en} for one in findings(told.process)]
        give(
            {"process": to_json(told.process), "tool": told.tool, "report": report_json(told.report), "faults": faults}
            | ({"number": number} if number else {})
        )
    else:
        tell(told)
        if number:
            say(f"\nđã công bố quy trình số / published as process {number}")
    return 0


def choices_in(path: Path) -> object:
    """What a file of choices holds. BadDefinition where it is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise bad(path.name, "không phải JSON", "is no JSON") from error


def run_report(args: argparse.Namespace) -> int:
    """0 when every file was told of; a file that is refused is told of as well."""
    told = [(path.name, path.read_bytes()) for path in args.files if path.is_file()]
    if len(told) < len(args.files):
        complain("motcua: có tệp không thấy / a file is missing")
        return 2
    args.markdown.write_text(report_page(told), encoding="utf-8")
    say(f"{args.markdown}: {len(told)} tệp / files")
    return 0


def publish(args: argparse.Namespace, told: Read) -> int:
    scope = bootstrap.load(NAMED).scope_named(args.publish_for)
    published = bootstrap.load(PUBLISHING).publish_graph(
        actor=SYSTEM,
        scope=scope,
        graph=told.process,
        valid_from=typed_date(args.valid_from),
        expected=bootstrap.load(HOLDING).last_number(scope.text),
        ground=args.file.name,
    )
    number: int = published.number
    return number


def tell(told: Read) -> None:
    """The report, a line for each element; "?" where somebody should look, "!" what stands against publishing."""
    counts = ", ".join(f"{told.count(one)} {one.words.vi} / {one.words.en}" for one in Verdict)
    say(f"{told.process.words.vi} · {told.tool or '?'}: {counts}")
    for one in told.report:
        mark = "?" if one.asks else " "
        say(f"{mark} {one.line:>5} {one.verdict.value:10} {one.element} {one.id}: {one.words.vi} / {one.words.en}")
    for fault in findings(told.process):
        say(f"! {fault.node or '*':>5} {fault.words.vi} / {fault.words.en}")


def refused(fault: Fault) -> int:
    complain(f"motcua: {fault.words.vi}\n  {fault.words.en} [{fault.code}]")
    for where, words in getattr(fault, "fields", {}).items():
        complain(f"  {where}: {words.vi} / {words.en}")
    return 2
