"""What the citizens' pages say of the session behind them."""

from typing import Any

from django import template

from motcua.base.access.signin import BEGAN, SEEN_EVERY_SECONDS, limits_for
from motcua.kernel import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def session_seconds(context: dict[str, Any]) -> int:
    """How long this session surely lives from now on without another request; 0 when nobody is signed in."""
    began = context["request"].session.get(BEGAN)
    if began is None:
        return 0
    limits = limits_for("citizen")
    left = began + limits.absolute.total_seconds() - clock.now().timestamp()
    return max(0, int(min(left, limits.idle.total_seconds() - SEEN_EVERY_SECONDS)))
