"""Work of the queue `documents`."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.base.documents.queue import DRAWING, QUEUE
from motcua.base.documents.services.drawing import render_document


@app.task(name=DRAWING, queue=QUEUE, retry=RetryStrategy(max_attempts=6, exponential_wait=3))
def render(document_id: str) -> None:
    """Draw the PDF of an issued document; doing it again changes nothing."""
    render_document(UUID(document_id))
