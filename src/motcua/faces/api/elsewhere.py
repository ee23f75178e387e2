"""Addresses below /api/ that belong to no version: told as problems, like everything a program may ask."""

from django.urls import path

from motcua.faces.api.framing import framed
from motcua.faces.api.urls import PUBLIC, unknown

urlpatterns = [path("", framed(unknown, PUBLIC)), path("<path:rest>", framed(unknown, PUBLIC))]
