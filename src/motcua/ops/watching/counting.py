"""How many requests, how long they took: counted in each process, told of all processes of one server together.

`motcua serve` names a folder of its own in `PROMETHEUS_MULTIPROC_DIR` before its processes start; whichever of them
is asked adds up what all of them, also those that fell, left there. Without the folder a process tells its own.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.05, 0.1, 0.15, 0.3, 0.5, 1.0, 2.5, 10.0)
"""Between them lie the promises: half of the pages within 150 ms, nearly all within 500."""

own = CollectorRegistry()
seconds = Histogram(
    "motcua_request_seconds",
    "Time to answer a request, by the route as it was declared and the class of the answer's status",
    ("route", "status"),
    buckets=BUCKETS,
    registry=own,
)

lost = Counter("motcua_spans_lost", "Spans of traces that no collector took", registry=own)


def count(route: str, status: int, lasted: float) -> None:
    seconds.labels(route, f"{status // 100}xx").observe(lasted)


def text(readings: Collector) -> bytes:
    """The counts, and what `readings` finds now, as Prometheus reads them."""
    if os.environ.get(FOLDER):
        counts = CollectorRegistry()
        MultiProcessCollector(counts)
    else:
        counts = own
    now = CollectorRegistry()
    now.register(readings)
    return generate_latest(counts) + generate_latest(now)
