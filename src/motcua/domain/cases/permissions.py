"""Who may see and touch a case. Wrong agency looks like not existing; wrong right is said."""

from collections.abc import Callable

from motcua.base.access import permissions
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Denied

SEEN_BESIDES: list[Callable[[Actor, Case], bool]] = []
"""Further reasons to see a case, each added by the area that knows of it, such as a task at another agency."""


def is_filer(actor: Actor, case: Case) -> bool:
    """The citizen who filed, or the person it was filed for at the counter."""
    if actor.kind != "citizen" or actor.person_id is None:
        return False
    applicant = getattr(case, "applicant", None)
    return actor.person_id in (case.filer_id, applicant.person_id if applicant else None)


def may_see(actor: Actor, case: Case) -> bool:
    """The filer; officials of the receiving or resolving agency, or of one above it; who has or had a task on it;
    the reception that took it in for another; never drafts of others. Where a body was ended, its successors read
    what stayed with it.

    A draft kept at a counter is known to the reception that wrote it.
    """
    if is_filer(actor, case):
        return True
    if case.submitted_at is None:
        kept_there = case.channel == Channel.COUNTER
        return kept_there and actor.may(permissions.CASE_RECEIVE, case.receiving_path)
    own = any(may(actor, permissions.CASE_SEE, case, path) for path in (case.receiving_path, case.resolving_path))
    former = actor.former(permissions.CASE_SEE)
    past = case.receiving_path.startswith(former) or case.resolving_path.startswith(former)
    return own or past or any(sees(actor, case) for sees in SEEN_BESIDES) or was_taken_in_at(actor, case)


def was_taken_in_at(actor: Actor, case: Case) -> bool:
    """The reception where the person stood; it may have taken the case in for another office."""
    if case.visit is None or actor.kind != "official":
        return False
    return actor.may(permissions.CASE_RECEIVE, case.visit.office.agency.path)


def may(actor: Actor, permission: str, case: Case, path: str) -> bool:
    """`permission` for this case at the agency of `path`, by an own post or by a delegation that covers its matter."""
    return actor.may(permission, path) or bool(
        actor.delegated(permission) and actor.may(permission, path, matter_of(case))
    )


def post_for(actor: Actor, permission: str, case: Case, path: str) -> Post | None:
    """The post under which it is done: a delegation that covers the matter before an own post."""
    matter = matter_of(case) if actor.delegated(permission) else frozenset[str]()
    return actor.post_for(permission, path, matter)


def matter_of(case: Case) -> frozenset[str]:
    """What a delegation may name of this case: its procedure and that one's field."""
    version = case.procedure_version
    return frozenset({f"procedure:{version.procedure_id}", f"field:{version.field_id}"})


def check_may_see(actor: Actor, case: Case) -> None:
    if not may_see(actor, case):
        raise CaseNotFound


def check_filer(actor: Actor, case: Case) -> None:
    check_may_see(actor, case)
    if not is_filer(actor, case):
        raise Denied


def check_may(actor: Actor, permission: str, case: Case, path: str) -> None:
    """`permission` at the agency of `path`. CaseNotFound for strangers, Denied for colleagues without the right."""
    check_may_see(actor, case)
    if not may(actor, permission, case, path):
        raise Denied
