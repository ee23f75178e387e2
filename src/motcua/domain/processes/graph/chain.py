"""The sign-offs along every way of a process: a chain that some case could never finish is found here.

An initial may stand on some ways alone: a case needs those it came by (`lacking`). Whoever prepares does so on every
way and beside nobody, so that nothing is signed without a text, and no text changes under what another branch signed.
"""

from collections.abc import Iterator, Mapping

from motcua.domain.processes.graph import times
from motcua.domain.processes.graph.definition import Kind, Node, Process, SignOff
from motcua.domain.processes.graph.shape import Path, shape_of
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
BESIDE = Words(
    "Bước này soạn dự thảo trong khi một nhánh song song cũng ký: chỉ soạn trước hoặc sau các nhánh.",
    "This step prepares the draft while a parallel branch signs as well: prepare before or after the branches.",
)


def lacking(process: Process, done: int, kind: SignOff, given: Mapping[str, str], digest: str) -> SignOff | None:
    """The first sign-off a case still needs for this text before one of `kind`.

    `done` is that of the engine's state: what a return took back is not in it. `given` are digests by kind.
    """
    asked = {one for node in process.nodes for one in node.sign_off}
    bits = shape_of(process).bits
    passed = any(SignOff.INITIAL in node.sign_off and bits[node.key] & done for node in process.nodes)
    needed = (one for one in ORDER[: ORDER.index(kind)] if one in asked)
    return next((one for one in needed if given.get(one) != digest and (one is not SignOff.INITIAL or passed)), None)


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
        if SignOff.PREPARE in node.sign_off and _beside(process, node):
            yield node.key, BESIDE


def _beside(process: Process, node: Node) -> bool:
    """Whether a parallel branch signs as well."""
    paths = shape_of(process).paths
    return any(one.sign_off and _parallel(paths[node.key], paths[one.key]) for one in process.nodes if one.key in paths)


def _parallel(path: Path, other: Path) -> bool:
    """Whether two nodes lie in different branches of one split."""
    apart = next(((one, two) for one, two in zip(path, other, strict=False) if one != two), None)
    return apart is not None and apart[0][0] == apart[1][0]


def _at(node: Node, asked: set[SignOff], surely: frozenset[str], perhaps: frozenset[str]) -> Iterator[Words]:
    for kind in node.sign_off or ((SignOff.SIGN,) if node.decides else ()):
        there = surely | {*node.sign_off}
        earlier = [one for one in ORDER[: ORDER.index(kind)] if one is not SignOff.INITIAL]
        needed = [one for one in earlier if one in asked or (one is SignOff.PREPARE and not node.decides)]
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
