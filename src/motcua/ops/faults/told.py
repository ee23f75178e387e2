"""What people who work while things fail were told: every acknowledgement, every answer, every text given back."""

import threading
from collections import Counter
from dataclasses import dataclass, field

ACCEPTED, FORWARDED, DECIDED = "case.accepted", "case.forwarded", "case.decided"
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Filed:
    """An acknowledged filing: its case and the content of the file that came with it."""

    case_id: str
    sha256: str


@dataclass
class Told:
    """Written by many threads at once. `meant` counts what was begun: of it nothing may be there twice."""

    filed: list[Filed] = field(default_factory=list)
    acts: Counter[tuple[str, str]] = field(default_factory=Counter)
    meant: Counter[tuple[str, str]] = field(default_factory=Counter)
    sign_ins: int = 0
    texts_back: int = 0
    texts_gone: int = 0
    silences: int = 0
    first_silences: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    failed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note_filed(self, case_id: str, sha256: str) -> None:
        with self.lock:
            self.filed.append(Filed(case_id, sha256))

    def note_meant(self, case_id: str, kind: str) -> None:
        with self.lock:
            self.meant[case_id, kind] += 1

    def note_act(self, case_id: str, kind: str) -> None:
        with self.lock:
            self.acts[case_id, kind] += 1

    def note_sign_in(self) -> None:
        with self.lock:
            self.sign_ins += 1

    def note_silence(self, what: str) -> None:
        """No answer came: the line was cut, or patience ended."""
        with self.lock:
            self.silences += 1
            if len(self.first_silences) < SHOWN:
                self.first_silences.append(what)

    def note_status(self, status: int) -> None:
        with self.lock:
            self.statuses[status] += 1

    def note_text(self, *, back: bool) -> None:
        """Whether somebody whose form was not taken got all of it back."""
        with self.lock:
            self.texts_back += back
            self.texts_gone += not back

    def note_failure(self, what: str) -> None:
        """An answer nobody may get: a failure of ours, or a refusal that makes no sense."""
        with self.lock:
            self.failed += 1
            if len(self.failures) < SHOWN:
                self.failures.append(what)

    @property
    def acknowledged(self) -> Counter[str]:
        """How often each kind of thing was acknowledged."""
        found = Counter({"filings": len(self.filed), "sign_ins": self.sign_ins})
        for (_, kind), count in list(self.acts.items()):
            found[kind] += count
        return found
