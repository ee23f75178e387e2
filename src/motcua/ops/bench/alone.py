"""What needs no request: a receipt drawn, a step of the engine; each beside the least that must be done for it.

For a receipt the least is Typst's compiler, kept, with the same template and the same facts: no QR code made, nothing
packed. For a step it is reading and writing the state of the case, which whoever keeps a state must do.
"""

import json
from collections.abc import Callable
from itertools import count

import typst

from motcua.base.documents import rendering
from motcua.base.documents.facts import from_facts
from motcua.base.documents.glyphs import FONTS
from motcua.base.documents.models import Document
from motcua.base.documents.slips import Slip
from motcua.domain.processes.graph.engine import Start, act, leaving
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.state import NOT_BEGUN, from_json, to_json
from motcua.kernel.words import Words
from motcua.ops.bench.meter import Cost, Meter, own
from motcua.ops.checks.engine import short_table

Act = Callable[[int], None]

ADDRESS = "https://127.0.0.1/kiem-tra/bench"
STEPS_AT_ONCE = 200
"""One step takes microseconds: so many are one operation of the meter."""
NAMES = ("receipt", "engine_step")
_numbers = count()
"""No two papers alike: the compiler remembers what it has set."""


def alone(batch: int) -> tuple[dict[str, Cost], dict[str, Cost]]:
    """A batch of each by the system, and of the least. LookupError where no receipt was given yet."""
    meter, slip = Meter(own), last_receipt()
    whole = {"receipt": meter.batch(receipt(slip), batch), "engine_step": for_one(meter.batch(steps(), batch))}
    least = {"receipt": meter.batch(bare(slip, batch), batch), "engine_step": for_one(meter.batch(states(), batch))}
    return whole, least


def for_one(cost: Cost) -> Cost:
    """For one step of those done at once."""
    cpu = cost.cpu_ms / STEPS_AT_ONCE
    return Cost(cpu, tuple(wall / STEPS_AT_ONCE for wall in cost.walls_ms), cpu)


def last_receipt() -> Slip:
    document = Document.objects.filter(kind="receipt").order_by("-created_at").first()
    if document is None:
        raise LookupError("no receipt was given")
    return from_facts(document.kind, document.facts)


def receipt(slip: Slip) -> Act:
    def draw(number: int) -> None:
        rendering.render(slip, address=f"{ADDRESS}/{next(_numbers)}")

    return draw


def bare(slip: Slip, batch: int) -> Act:
    """The compiler alone, its inputs made before."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    compiler = typst.Compiler(rendering.TEMPLATES / f"{slip.kind}.typ", root=rendering.TEMPLATES, font_paths=fonts)
    inputs = [{"data": rendering.content(slip, address=f"{ADDRESS}/{next(_numbers)}")} for _ in range(batch)]
    moment = int(slip.head.issued_at.timestamp())
    compiler.compile(format="pdf", pdf_standards="a-2b", sys_inputs=inputs[0], timestamp=moment)

    def draw(number: int) -> None:
        compiler.compile(format="pdf", pdf_standards="a-2b", sys_inputs=inputs[number], timestamp=moment)

    return draw


def steps() -> Act:
    """From the state's JSON through a move of the engine to the next state's JSON."""
    process = process_of(short_table(), Words("Quy trình đo", "Measured process"))
    text = json.dumps(to_json(act(process, NOT_BEGUN, Start()).state))

    def go(number: int) -> None:
        for _ in range(STEPS_AT_ONCE):
            state = from_json(json.loads(text))
            json.dumps(to_json(act(process, state, leaving(process, state.tokens[0])).state))

    return go


def states() -> Act:
    process = process_of(short_table(), Words("Quy trình đo", "Measured process"))
    text = json.dumps(to_json(act(process, NOT_BEGUN, Start()).state))

    def go(number: int) -> None:
        for _ in range(STEPS_AT_ONCE):
            json.dumps(json.loads(text))

    return go
