"""Counting what was sent, for the order of the list."""

from uuid import UUID

from django.db import connection

from motcua.domain.replies.models import ReplyTemplate
from motcua.kernel import clock
from motcua.kernel.actor import Actor

COUNT = """
INSERT INTO replies_use AS known (template_id, account_id, times, last_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (template_id, account_id) DO UPDATE SET times = known.times + EXCLUDED.times, last_at = EXCLUDED.last_at
"""


def note_use(*, actor: Actor, template_id: UUID, times: int = 1) -> None:
    """A text made from this template was sent; unknown templates and people without account are not counted."""
    if actor.account_id is None or not ReplyTemplate.objects.filter(pk=template_id).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [template_id, actor.account_id, times, clock.now()])
