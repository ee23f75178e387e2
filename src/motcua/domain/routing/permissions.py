"""Who sees a case because a step of it is done at their agency, and who may read and answer what was asked of it."""

from django.db.models import Q

from motcua.base.access import permissions
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import may_see
from motcua.domain.routing.errors import RequestNotFound
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Denied


def sees_by_task(actor: Actor, case: Case) -> bool:
    """A step of the case is or was done at an agency whose cases this official may see. At most one statement."""
    at_theirs = Q(pk__in=[])
    for path in actor.paths(permissions.CASE_SEE):
        at_theirs |= Q(agency_path__startswith=path)
    return Task.objects.filter(at_theirs, case=case).exists()


def is_asked(actor: Actor, request: SubRequest) -> bool:
    """Officials of the asked agency, and of those above it."""
    return actor.may(permissions.CASE_SEE, request.agency_path)


def is_asking(actor: Actor, request: SubRequest) -> bool:
    """Officials of the agency that asked, and of those above it."""
    return actor.may(permissions.CASE_SEE, request.asking_path)


def check_request(actor: Actor, request: SubRequest) -> None:
    """RequestNotFound for everybody else: the case itself stays closed to those who are only asked."""
    if is_asked(actor, request) or is_asking(actor, request):
        return
    if actor.kind != "official" or not may_see(actor, request.case):
        raise RequestNotFound


def answering_post(actor: Actor, request: SubRequest) -> Post:
    """Under which post the request is answered. RequestNotFound for strangers, Denied without the right."""
    check_request(actor, request)
    post = actor.post_for(permissions.CASE_PROCESS, request.agency_path)
    if post is None:
        raise Denied
    return post


def assigning_post(actor: Actor, request: SubRequest) -> Post:
    """Under which post it is said who answers: as head of the asked agency or above it. RequestNotFound, Denied."""
    check_request(actor, request)
    post = actor.post_for(permissions.CASE_ASSIGN, request.agency_path)
    if post is None:
        raise Denied
    return post


def holding_post(actor: Actor, request: SubRequest) -> Post:
    """Under which post it is given back: one's own, or that of who heads the asked agency. RequestNotFound, Denied."""
    own = next((post for post in actor.posts if has_in_hand(post, request)), None)
    return own or assigning_post(actor, request)


def has_in_hand(post: Post, request: SubRequest) -> bool:
    """The post has it, or stands for the one who has."""
    return request.taken_by_id is not None and request.taken_by_id == (post.stands_for or post.position_id)


def asking_post(actor: Actor, request: SubRequest) -> Post:
    """Under which post the answer is chased: colleagues of who asked. RequestNotFound for strangers, else Denied."""
    check_request(actor, request)
    for permission in (permissions.CASE_PROCESS, permissions.CASE_RECEIVE):
        post = actor.post_for(permission, request.asking_path)
        if post is not None:
            return post
    raise Denied
