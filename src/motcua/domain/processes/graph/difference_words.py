"""What differs between two processes, in sentences an official reads."""

from collections.abc import Iterator

from motcua.base.access.roles import ROLES
from motcua.domain.processes.graph.definition import WORK, Kind, Node, Performer, Relation
from motcua.domain.processes.graph.difference import Difference, changed_facts
from motcua.domain.processes.graph.times import in_hours
from motcua.kernel.words import Words

SAME = Words("Hai quy trình giống nhau.", "Both processes are the same.")
UNTIL_DUE = Words("đến hạn trả", "until due")
NOBODY = Words("không có người", "nobody")
PLACES = {
    Relation.RECEIVING: Words("nơi tiếp nhận", "receiving office"),
    Relation.SPECIALIST: Words("đơn vị chuyên môn", "specialist unit"),
    Relation.UNIT: Words("phòng, đơn vị bên trong", "unit inside the agency"),
    Relation.LEADER: Words("lãnh đạo", "leader"),
    Relation.PARENT: Words("cơ quan cấp trên", "agency above"),
}
FACTS = {
    "kind": Words("loại bước", "kind"),
    "papers": Words("giấy tờ", "papers"),
    "documents": Words("văn bản", "documents"),
    "fields": Words("ô điền", "fields"),
    "guard": Words("điều kiện hoàn thành", "condition to finish"),
    "sign_off": Words("chuỗi ký", "sign-offs"),
    "asks": Words("cơ quan được hỏi ý kiến", "agencies asked"),
    "enough": Words("số ý kiến cần có", "answers needed"),
    "decides": Words("quyết định hay không", "whether it decides"),
    "duty": Words("nghĩa vụ", "duty"),
    "order": Words("việc làm tự động", "what is done by itself"),
}
ADDED = Words("Thêm bước “{name}” ({who}, {hours}).", "Step “{name}” is added ({who}, {hours}).")
REMOVED = Words("Bỏ bước “{name}” ({who}, {hours}).", "Step “{name}” goes ({who}, {hours}).")
CHANGED = Words("Bước “{name}”: {changes}.", "Step “{name}”: {changes}.")
WAYS = Words("Đường đi giữa các bước thay đổi.", "The ways between the steps change.")


def sentences(found: Difference) -> tuple[Words, ...]:
    """Added, removed, changed steps, then the ways; one sentence where nothing that anybody does differs."""
    told = [
        *(ADDED.fill(**_told(node)) for node in found.nodes.added if _seen(node)),
        *(REMOVED.fill(**_told(node)) for node in found.nodes.removed if _seen(node)),
    ]
    for before, after in found.nodes.changed:
        changes = list(_changes(before, after))
        if changes and (_seen(before) or _seen(after)):
            together = Words("; ".join(one.vi for one in changes), "; ".join(one.en for one in changes))
            told.append(CHANGED.fill(name=_name(after), changes=together))
    if _ways_changed(found):
        told.append(WAYS)
    return tuple(told) or (SAME,)


def _seen(node: Node) -> bool:
    return node.kind in (*WORK, Kind.TIMER, Kind.AUTOMATIC)


def _told(node: Node) -> dict[str, Words]:
    return {"name": _name(node), "who": who(node.performer), "hours": hours(node.minutes)}


def _name(node: Node) -> Words:
    return Words(node.words.vi or node.key, node.words.en or node.words.vi or node.key)


def hours(minutes: int | None) -> Words:
    if minutes is None:
        return UNTIL_DUE
    return Words("{n} giờ", "{n} h").fill(n=in_hours(minutes))


def who(performer: Performer | None) -> Words:
    """ "Chuyên viên, đơn vị chuyên môn"."""
    if performer is None:
        return NOBODY
    role = ROLES[performer.role].title if performer.role in ROLES else Words(performer.role, performer.role)
    place = PLACES.get(performer.relation, Words(performer.agency, performer.agency))
    return Words("{role}, {place}", "{role}, {place}").fill(role=role, place=place)


def _changes(before: Node, after: Node) -> Iterator[Words]:
    turned = Words("{what} từ {a} thành {b}", "{what} from {a} to {b}")
    facts = changed_facts(before, after)
    if "words" in facts and _name(before) != _name(after):
        yield turned.fill(what=Words("tên", "name"), a=_name(before), b=_name(after))
    if "minutes" in facts:
        what = Words("thời gian", "time")
        yield turned.fill(what=what, a=hours(before.minutes), b=hours(after.minutes))
    if "performer" in facts and who(before.performer) != who(after.performer):
        what = Words("người làm", "who does it")
        yield turned.fill(what=what, a=who(before.performer), b=who(after.performer))
    elif "performer" in facts:
        yield Words("người làm được xác định khác", "who does it is told differently")
    for name, words in FACTS.items():
        if name in facts:
            yield Words("{what} thay đổi", "{what} changes").fill(what=words)


def _ways_changed(found: Difference) -> bool:
    """Whether ways differ between the same steps; what comes with added and removed ones is told by them."""
    if found.nodes.added or found.nodes.removed:
        return False
    turned = any(set(changed_facts(*pair)) - {"words", "foreign"} for pair in found.flows.changed)
    return turned or bool(found.flows.added or found.flows.removed)
