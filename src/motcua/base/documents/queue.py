"""Where the drawing of papers waits: known by name, so that acts need not know who draws."""

QUEUE = "documents"
DRAWING = "documents.render"
