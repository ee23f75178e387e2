"""Filing over HTTP while web, worker and database are killed: every acknowledged case and file is there afterwards."""

import io
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
from PIL import Image

from motcua.kernel.home import Home
from motcua.ops import postgres

PATIENCE_SECONDS = 120
CLIENTS = 4
TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What the server said it has."""

    case_id: str
    filing_number: str
    sha256: str


@dataclass
class Tally:
    """What the clients saw."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    retries: int = 0
    longest_wait: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True)
class Client:
    """A citizen's program that files and, when nothing answers, tries again with the same key."""

    site: str
    token: str
    procedure: str
    office: str
    position: int
    tally: Tally

    def file(self, number: int) -> None:
        picture = photo(number)
        sent = self.insist("files", files={"file": (f"to-khai-{number}.jpg", picture, "image/jpeg")})
        body = {
            "procedure": self.procedure,
            "office": self.office,
            "applicant": {"full_name": f"Người Nộp Số {number}", "phone": "0900000100", "address": "Hà Nội"},
            "papers": [{"position": self.position, "files": [sent["id"]]}],
        }
        case = self.insist("cases", json=body)
        with self.tally.lock:
            self.tally.acknowledged.append(
                Acknowledged(str(case["id"]), str(case["filing_number"]), str(sent["sha256"]))
            )

    def insist(self, path: str, **sent: object) -> dict[str, object]:
        """POST until it is acknowledged. TimeoutError after two minutes of silence, AssertionError on refusal."""
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid4())}
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE_SECONDS:
            try:
                answer = httpx.post(f"{self.site}api/v1/{path}", headers=headers, timeout=20, **sent)  # type: ignore[arg-type]
            except httpx.HTTPError:
                self.note_retry()
                continue
            with self.tally.lock:
                self.tally.statuses[answer.status_code] += 1
            if answer.status_code in (200, 201):
                with self.tally.lock:
                    self.tally.longest_wait = max(self.tally.longest_wait, time.monotonic() - began)
                taken: dict[str, object] = answer.json()
                return taken
            assert answer.status_code in TEMPORARY, answer.text
            self.note_retry()
        raise TimeoutError(path)

    def note_retry(self) -> None:
        with self.tally.lock:
            self.tally.retries += 1
        threading.Event().wait(0.1)


def file_many(client: Client, count: int) -> None:
    """`count` filings from four clients at once; the first failure is raised."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(client.file, number) for number in range(count)]:
            done.result()


def photo(number: int) -> bytes:
    """A small picture, different for every number."""
    content = io.BytesIO()
    tint = (number % 256, number // 256 % 256, 128)
    Image.new("RGB", (64, 48), tint).save(content, "JPEG")
    return content.getvalue()


class Killer(threading.Thread):
    """Kills one part after another while the tally grows."""

    def __init__(self, home: Home, pid_of: Callable[[str], int | None], tally: Tally, every: int) -> None:
        super().__init__(name="killer", daemon=True)
        self.home, self.pid_of, self.tally, self.every = home, pid_of, tally, every
        self.killed: Counter[str] = Counter()
        self.ending = threading.Event()

    def run(self) -> None:
        parts = ("web", "worker", "database")
        threshold = self.every
        while not self.ending.wait(0.05):
            if len(self.tally.acknowledged) >= threshold:
                threshold += self.every
                self.kill(parts[sum(self.killed.values()) % len(parts)])

    def kill(self, part: str) -> None:
        pid = postgres.pid_of(self.home) if part == "database" else self.pid_of(part)
        if pid:
            os.kill(pid, signal.SIGKILL)
            self.killed[part] += 1
