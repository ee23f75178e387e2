"""Who acts in the tests of the catalogue."""

from uuid import uuid4

from motcua.base.access.roles import Administrator, CounterOfficial, Role
from motcua.kernel.actor import Actor, Post


def official(*roles: type[Role]) -> Actor:
    """Someone of the city's committee with these roles."""
    post = Post(
        position_id=uuid4(),
        title="Chuyên viên",
        agency_id=uuid4(),
        agency_path="/H26/",
        roles=frozenset(role.name for role in roles),
        permissions=frozenset().union(*(role.permissions for role in roles)),
    )
    return Actor(kind="official", name="Nguyễn Thị Thử", account_id=uuid4(), posts=(post,))


ADMINISTRATOR = official(Administrator)
COUNTER = official(CounterOfficial)
CITIZEN = Actor(kind="citizen", name="Trần Văn Dân", person_id=uuid4())
