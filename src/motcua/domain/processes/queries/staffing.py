"""Whether somebody is there for each step: at every agency that has the procedure, with the role and the skill.

A post with the role at the agency or above it does a step, as the worklist finds people; a leader does a specialist's
step as well. The relation of a step is resolved for each agency: itself, its units, the one above it, or a named one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from motcua.base.access.roles import fitting
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency, Position
from motcua.domain.directory.queries import agencies_on
from motcua.domain.directory.queries.skills import skill_called
from motcua.domain.processes.graph.definition import Node, Performer, Process, Relation
from motcua.domain.processes.queries.following import deciding_agencies, following
from motcua.domain.processes.scopes import Scope
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Lacking:
    """A step that nobody can do at some of the agencies. `skill`: the role is held there, the skill is not."""

    node: str
    agencies: int
    of: int
    skill: bool

    @property
    def everywhere(self) -> bool:
        return self.agencies == self.of


class Staff:
    """Who is there today, read once. Two statements."""

    def __init__(self) -> None:
        today = clock.today()
        self.held: dict[str, set[str]] = defaultdict(set)
        self.skilled: dict[tuple[str, str], set[str]] = defaultdict(set)
        posts = Position.objects.filter(valid__contains=today, agency__valid__contains=today)
        for path, roles, skills in posts.values_list("agency__path", "roles", "skills"):
            for role in roles:
                self.held[role].add(path)
                for skill in skills:
                    self.skilled[role, skill].add(path)
        self.names: dict[str, str] = {}
        known = list(agencies_on(today))
        self.by_id = {one.pk: one for one in known}
        self.by_identifier = {one.identifier: one for one in known}
        self.units: dict[str, set[str]] = defaultdict(set)
        for one in known:
            if one.kind == AgencyKind.UNIT:
                self.units[self.house(one).path].add(one.path)

    def house(self, agency: Agency) -> Agency:
        """The agency a unit is part of."""
        while agency.kind == AgencyKind.UNIT and agency.parent_id in self.by_id:
            agency = self.by_id[agency.parent_id]
        return agency

    def called(self, skill: str) -> str:
        """The name posts have it under today; a process keeps the one it was published with."""
        if skill not in self.names:
            self.names[skill] = skill_called(skill)
        return self.names[skill]

    def place(self, who: Performer, agency: Agency) -> Agency | None:
        """Which agency does a step of a case that this one decides."""
        if who.relation is Relation.NAMED:
            return self.by_identifier.get(who.agency)
        if who.relation is Relation.PARENT:
            return self.by_id.get(agency.parent_id, agency) if agency.parent_id else agency
        return agency

    def somebody(self, who: Performer, agency: Agency, *, skill: bool = True) -> bool:
        """Whether a step has somebody for a case this agency decides."""
        place = self.place(who, agency)
        if place is None:
            return False
        wanted = self.called(who.skill) if skill and who.skill else ""
        paths = [self.skilled[role, wanted] if wanted else self.held[role] for role in fitting(who.role)]
        parts = place.path.strip("/").split("/")
        around = {"/" + "/".join(parts[: end + 1]) + "/" for end in range(len(parts))}
        if who.relation is Relation.UNIT:
            around |= self.units[place.path]
        return any(not around.isdisjoint(one) for one in paths)


def lacking(steps: Iterable[tuple[str, Performer | None]], agencies: Sequence[Agency]) -> list[Lacking]:
    """Steps by key that nobody can do at some agencies, in their order."""
    staff, told = Staff(), []
    for key, who in steps:
        if who is None:
            continue
        at = list(agencies)
        if who.relation is Relation.NAMED:
            at = [staff.by_identifier[who.agency]] if who.agency in staff.by_identifier else []
        empty = [agency for agency in at if not staff.somebody(who, agency)]
        if empty:
            skill = bool(who.skill) and any(staff.somebody(who, agency, skill=False) for agency in empty)
            told.append(Lacking(key, len(empty), len(at), skill))
    return told


def staffed_for(scope: Scope, graph: Process) -> Callable[[Node], bool]:
    """For the checks before publishing: whether a step can be done by somebody at one of the agencies at least."""
    agencies = deciding_agencies(following(scope))
    steps = [(node.key, node.performer) for node in graph.steps]
    nobody = {one.node for one in lacking(steps, agencies) if one.everywhere}
    return lambda node: node.key not in nobody
