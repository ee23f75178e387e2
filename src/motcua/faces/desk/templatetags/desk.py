"""What desk templates know of the official beyond the page's own values."""

from django import template
from django.template.context import Context

from motcua.faces.desk.choices import choice_of

register = template.Library()


@register.simple_tag(takes_context=True)
def keys_on(context: Context) -> str:
    """ "on" or "off": whether single keys act for this account."""
    request = context["request"]
    return "on" if choice_of(request, request.actor)["keys"] else "off"
