"""Every address of the house. Each view says who may come; an undeclared one is refused."""

from django.urls import include, path

_FACES = (
    ("api/v1/", "motcua.faces.api.urls"),
    ("api/", "motcua.faces.api.elsewhere"),
    ("can-bo/", "motcua.faces.desk.urls"),
    ("can-bo/", "motcua.faces.desk.signin_urls"),
    ("can-bo/", "motcua.faces.practice.urls"),
    ("quan-tri/", "motcua.faces.console.urls"),
    ("ui/", "motcua.faces.console.ui_urls"),
    ("", "motcua.faces.portal.urls"),
    ("", "motcua.partners.identity.urls"),
    ("", "motcua.ops.watching.urls"),
)
"""Tried one after the other: those with a beginning of their own first, the busiest of them in front."""

urlpatterns = [path(prefix, include(module)) for prefix, module in _FACES]

handler404 = "motcua.base.ui.errors.not_found"
handler403 = "motcua.base.ui.errors.forbidden"
handler400 = "motcua.base.ui.errors.bad_request"
handler500 = "motcua.base.ui.errors.server_error"
