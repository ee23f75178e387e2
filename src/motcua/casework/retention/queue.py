"""Where retention waits for the worker."""

QUEUE = "maintenance"
APPLY = "retention.apply"
