"""English for a count of one: "1 case is", not "1 cases are". Vietnamese needs nothing of the kind."""

import re
from collections.abc import Mapping

IRREGULAR = {"agencies": "agency", "bodies": "body", "copies": "copy", "entries": "entry", "processes": "process"}
NOT_COUNTED = frozenset(
    re.findall(
        r"\w+",
        "as belongs besides between counts does ends exists fits follows goes has holds is its lacks less needs stands "
        "starts succeeds takes this waits was",
    )
)
"""Words on "s" that may stand after a figure and are not what it counts."""

_REGULAR = ("become", "change", "decide", "differ", "follow", "keep", "need", "promise", "run", "show", "stay", "wait")
VERBS = {"are": "is", "were": "was", "have": "has", "do": "does", "go": "goes"} | {
    verb: f"{verb}s" for verb in _REGULAR
}
"""What agrees with the things counted."""

_HELD = r"(?:of|in|at|to|the|by|for|and|is|was|has|on|that|past|from|before)\b"
COUNTED = re.compile(
    r"(?P<these>\b[Tt]hese )?(?<![Vv]ersion )\{(?P<fact>\w+)\}"
    rf"(?P<kind>(?: (?!{_HELD})[a-z][a-z-]*){{0,2}}?) (?P<things>[a-z]+s)\b"
    rf"(?:(?P<between>(?: (?!(?:will|to|that|which|the)\b)[a-z-]+){{0,4}}?) (?P<verb>{'|'.join(VERBS)})\b)?"
)
"""A placeholder, of what kind, the things counted, and within the clause the verb that agrees with them."""


def one_of(things: str) -> str:
    return IRREGULAR.get(things, things.removesuffix("s"))


def agreeing(text: str, facts: Mapping[str, object]) -> str:
    """The English text with one thing in the singular wherever the figure before it is one; safe markup stays so."""
    ones = {name for name, fact in facts.items() if str(fact) == "1"}
    if not ones:
        return text
    return type(text)(COUNTED.sub(lambda found: _single(found) if found["fact"] in ones else found[0], text))


def _single(found: re.Match[str]) -> str:
    if found["things"] in NOT_COUNTED:
        return found[0]
    these = {"these ": "this ", "These ": "This "}.get(found["these"] or "", "")
    rest = f"{found['between']} {VERBS[found['verb']]}" if found["verb"] else ""
    return f"{these}{{{found['fact']}}}{found['kind']} {one_of(found['things'])}{rest}"
