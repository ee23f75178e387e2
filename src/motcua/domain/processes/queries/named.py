"""A scope and its process, found by what people call it: "city", the code of a procedure, a field's code or name."""

from uuid import UUID

from motcua.domain.catalogue.models import Field
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.catalogue.searchkeys import slug_of
from motcua.domain.processes.graph.definition import Process as Graph
from motcua.domain.processes.queries.holding import graph_for, graph_on
from motcua.domain.processes.scopes import CITY, Scope, city_scope, field_scope, key_in, procedure_scope
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible


def scope_named(name: str) -> Scope:
    """NotVisible where nothing is called so."""
    if name == CITY:
        return city_scope()
    version = receivable_versions().filter(procedure__code=name).select_related("procedure").first()
    if version is not None:
        return procedure_scope(version.procedure, version.name)
    field = Field.objects.filter(code=name).first() or Field.objects.filter(slug=slug_of(name)).first()
    if field is None:
        raise NotVisible
    return field_scope(field)


def scope_of_key(key: str) -> Scope:
    """The scope as stored: "city", "field:<id>", "procedure:<id>". NotVisible."""
    kind, _, rest = key.partition(":")
    try:
        identity = UUID(rest) if rest else None
    except ValueError as error:
        raise NotVisible from error
    if kind == CITY and identity is None:
        return city_scope()
    if kind == "field" and identity and (field := Field.objects.filter(pk=identity).first()) is not None:
        return field_scope(field)
    version = receivable_versions().filter(procedure=identity).select_related("procedure").first()
    if kind != "procedure" or version is None:
        raise NotVisible
    return procedure_scope(version.procedure, version.name)


def graph_now(scope: Scope) -> Graph:
    """What the scope follows today, its own process or a wider one's."""
    today = clock.today()
    if scope.text.startswith("procedure:"):
        version = receivable_versions().filter(procedure=key_in(scope.text)).first()
        if version is not None:
            return graph_on(version.pk, today)
    return graph_for(scope.text, today)
