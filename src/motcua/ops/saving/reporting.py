"""One page of a drill for whoever has to answer for the backups, signed with the key of the seals.

Three files: the page, everything that was measured (whose SHA-256 stands on the page), and the signature of the page,
which openssl alone verifies with the public key at /niem-phong/khoa.pem.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from motcua.kernel import stamps
from motcua.kernel.home import Home
from motcua.ops.saving.drilling import WORDS, Report

FOLDER = "drills"
LATEST = timedelta(days=stamps.DRILL_DAYS)
MOST = 12
"""So many lines of what differs or is to be known; the rest stands in the measurements."""


def keep(report: Report, home: Home, city: str, folder: Path | None = None) -> Path:
    """The page; its two companions beside it. Unsigned, and saying so, where the city has no key of seals yet."""
    folder = folder or home.path / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    measured = json.dumps(asdict(report) | {"waited": report.waited}, ensure_ascii=False, indent=1, default=str)
    name = f"drill-{datetime.fromisoformat(report.began).strftime('%Y%m%dT%H%M%SZ')}"
    key = _key(home)
    page = "\n".join(lines(report, city, hashlib.sha256(measured.encode()).hexdigest(), _mark(key))) + "\n"
    (folder / f"{name}.json").write_text(measured)
    if key is not None:
        (folder / f"{name}.sig").write_bytes(key.sign(page.encode()))
    place = folder / f"{name}.txt"
    place.write_text(page)
    return place


def lines(report: Report, city: str, measured: str, mark: str) -> list[str]:
    said = "KHÔNG KHỚP / IT DIFFERS" if report.wrong else "Đúng như đã cất / It is what was put away"
    told = [
        f"BIÊN BẢN DIỄN TẬP KHÔI PHỤC · {city.upper()}", f"Report of a drill of bringing back · {report.began}", "",
        f"Kết quả / result: {said}", "",
        *(f"{seconds:10.2f} s  {WORDS[name].vi} / {WORDS[name].en}" for name, seconds in report.phases.items()),
        f"{report.waited:10.2f} s  thành phố phải chờ / what the city would wait for", "",
        *(f"  {name}: {fact}" for name, fact in report.facts.items() if not isinstance(fact, dict | list)), "",
    ]  # fmt: skip
    told += [f"  ✗ {one}" for one in report.wrong[:MOST]] + [f"  · {one}" for one in report.notes[:MOST]]
    return [*told, "", f"Số liệu / measurements, SHA-256: {measured}", f"Khóa ký / signed with: {mark}"]


def late(home: Home, now: datetime) -> bool:
    """Whether no drill went well within seven days."""
    last = stamps.told(home, stamps.DRILL)
    return last is None or last < now.astimezone(UTC) - LATEST


def _key(home: Home) -> Ed25519PrivateKey | None:
    place = home.path / "seal.key"
    if not place.exists():
        return None
    key = serialization.load_pem_private_key(place.read_bytes(), password=None)
    return key if isinstance(key, Ed25519PrivateKey) else None


def _mark(key: Ed25519PrivateKey | None) -> str:
    if key is None:
        return "– (chưa có khóa niêm phong / no key of seals yet)"
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return f"Ed25519 {hashlib.sha256(raw).hexdigest()[:32]}"
