"""The sign-offs along every way of a process: a chain that some case could never finish is found here."""

from collections.abc import Iterator

from motcua.domain.processes.graph import times
from motcua.domain.processes.graph.definition import Kind, Node, Process, SignOff
from motcua.kernel.words import Words

ORDER = tuple(SignOff)
DECIDED = "decided"
"""A mark among the sign-offs behind a node: the case is decided there."""
NAMES = {
    SignOff.PREPARE: Words("soạn", "prepare"),
    SignOff.INITIAL: Words("ký nháy", "initial"),
    SignOff.SIGN: Words("ký", "sign"),
    SignOff.SEAL: Words("đóng dấu", "seal"),
}
SIGNS_NOTHING = Words(
    "Bước hỏi ý kiến và bước trả kết quả không ký gì.", "A step that asks, or hands the result over, signs nothing."
)
MISSING = Words(
    "Trên mọi đường đi phải có “{before}” trước “{kind}”: nếu không, hồ sơ dừng mãi ở đây.",
    'Every way needs "{before}" before "{kind}": otherwise a case stands here for ever.',
)
TURNED = Words("“{kind}” ở đây đứng sau “{after}”.", '"{kind}" stands here after "{after}".')
TOO_LATE = Words("Sau bước quyết định chỉ còn đóng dấu.", "After the decision nothing is signed, only sealed.")
TOO_EARLY = Words("Chỉ đóng dấu khi đã quyết định.", "Nothing is sealed before it is decided.")


def broken(process: Process) -> Iterator[tuple[str, Words]]:
    """By node: what the chain lacks there. Nothing for a process that asks for no sign-offs."""
    asked = {kind for node in process.nodes for kind in node.sign_off}
    if not asked:
        return
    surely, perhaps = _before(process, surely=True), _before(process, surely=False)
    for node in process.nodes:
        if node.key not in surely:
            continue
        if node.sign_off and (
            node.kind is not Kind.STEP or not any(times.nearest_steps(process, node.key, forward=True))
        ):
            yield node.key, SIGNS_NOTHING
        yield from ((node.key, words) for words in _at(node, asked, surely[node.key], perhaps[node.key]))


def _at(node: Node, asked: set[SignOff], surely: frozenset[str], perhaps: frozenset[str]) -> Iterator[Words]:
    for kind in node.sign_off or ((SignOff.SIGN,) if node.decides else ()):
        there = surely | {*node.sign_off}
        before = ORDER[: ORDER.index(kind)]
        needed = [one for one in before if one in asked or (one is SignOff.PREPARE and not node.decides)]
        lacking = [one for one in needed if one not in there]
        if lacking:
            yield MISSING.fill(before=NAMES[lacking[0]], kind=NAMES[kind])
        later = [one for one in ORDER[ORDER.index(kind) + 1 :] if one in perhaps]
        if later and kind in node.sign_off:
            yield TURNED.fill(kind=NAMES[kind], after=NAMES[later[0]])
        if kind is SignOff.SEAL and DECIDED not in surely and not node.decides:
            yield TOO_EARLY
        if kind is not SignOff.SEAL and DECIDED in perhaps:
            yield TOO_LATE


def _before(process: Process, *, surely: bool) -> dict[str, frozenset[str]]:
    """By node, what was signed before it: on every way, or on some. Branches that met are all behind it."""
    found: dict[str, frozenset[str]] = {}
    for key in times.in_order(process):
        ways = [_left(process.by_key[flow.source], found) for flow in process.arriving[key] if flow.source in found]
        together = process.by_key[key].kind is Kind.JOIN or not surely
        start: frozenset[str] = frozenset()
        found[key] = (start.union(*ways) if together else ways[0].intersection(*ways)) if ways else start
    return found


def _left(node: Node, before: dict[str, frozenset[str]]) -> frozenset[str]:
    return before[node.key] | set(node.sign_off) | ({DECIDED} if node.decides else set())
