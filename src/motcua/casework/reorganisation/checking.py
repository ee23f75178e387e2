"""Whether a plan fits the directory: what it names stands, and nothing is left below a body that ends."""

from collections.abc import Iterator

from motcua.casework.reorganisation.frame import Frame, last_day, standing
from motcua.casework.reorganisation.plan import WrongPlan
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.identifiers import is_identifier
from motcua.domain.directory.models import Agency
from motcua.kernel.text import short_date
from motcua.kernel.words import Words

UNKNOWN = Words("{name} không có vào ngày {day}.", "{name} does not exist on {day}.")
NO_HEIR = Words("{name}: cơ quan kế thừa {heir} không có và không được thành lập.",
                "{name}: its successor {heir} neither exists nor is founded.")  # fmt: skip
NO_PARENT = Words("{name}: cơ quan cấp trên {parent} không có.", "{name}: the body above, {parent}, does not exist.")
LEFT = Words("{name} kết thúc nhưng {below} bên dưới thì không.", "{name} ends but {below} below it does not.")
BAD_IDENTIFIER = Words("{name} không đúng dạng mã định danh.", "{name} has not the form of an identifier.")
BAD_KIND = Words("{name}: không có loại cơ quan “{kind}”.", "{name}: there is no kind “{kind}”.")


def check_fits(frame: Frame) -> None:
    """WrongPlan names everything that does not fit."""
    found = list(problems(frame))
    if found:
        raise WrongPlan(found)


def problems(frame: Frame) -> Iterator[Words]:
    plan, there = frame.plan, {agency.identifier for agency in frame.former.values()}
    founded = {one.identifier for one in plan.founded}
    on_last, on_first = short_date(last_day(plan)), short_date(plan.from_day)
    for end in plan.ended:
        if end.identifier not in there:
            yield UNKNOWN.fill(name=end.identifier, day=on_last)
        for heir in end.successors:
            if heir not in frame.bodies and heir not in founded:
                yield NO_HEIR.fill(name=end.identifier, heir=heir)
    for new in plan.founded:
        if not is_identifier(new.identifier):
            yield BAD_IDENTIFIER.fill(name=new.identifier)
        if new.kind not in {kind.value for kind in AgencyKind}:
            yield BAD_KIND.fill(name=new.identifier, kind=new.kind)
        if new.parent not in frame.bodies and new.parent not in founded:
            yield NO_PARENT.fill(name=new.identifier, parent=new.parent)
    for renamed in plan.renamed:
        if renamed.identifier not in frame.bodies:
            yield UNKNOWN.fill(name=renamed.identifier, day=on_first)
    yield from _left_below(frame)


def _left_below(frame: Frame) -> Iterator[Words]:
    below = Agency.objects.filter(parent__in=list(frame.former), valid__contains=frame.plan.from_day)
    for child in below.select_related("parent"):
        if child.pk not in frame.former and child.parent:
            yield LEFT.fill(name=child.parent.identifier, below=child.identifier)


def already_standing(frame: Frame) -> set[str]:
    """Bodies the plan founds that were founded before."""
    return {row.identifier for row in standing([one.identifier for one in frame.plan.founded], frame.plan.from_day)}
