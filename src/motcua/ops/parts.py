"""What a release is made of, as a CycloneDX list (SBOM): locked packages, what came along, what the machine brings.

Read from the lock file and the tree, so it can be made wherever they lie; licences are told where the package is
installed. Versions of what the machine brings are the machine's: only what is needed of them is said.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, distribution, metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[3]
OURS = "motcua"
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
VIA = re.compile(r"^    #(?: via)? +([A-Za-z0-9][\w.-]*)(?: \(.*\))?$")
LONGEST_LICENCE = 80
"""Some packages put the whole text where the name belongs."""

TITLES = {"The MIT License (MIT)": "MIT", "MIT License": "MIT"}
"""First lines of licences, and their names."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of the lock: the digests of its files, and who asked for it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Along:
    """What was put into the tree whole: its files are told by their digests."""

    name: str
    version: str
    licence: str
    purl: str
    files: tuple[str, ...]


ALONG = (
    Along("htmx.org", "2.0.11", "0BSD", "pkg:npm/htmx.org@2.0.11", ("base/ui/static/ui/vendor/htmx-2.0.11.min.js",)),
    Along("jsqr", "1.4.0", "Apache-2.0", "pkg:npm/jsqr@1.4.0", ("faces/desk/static/desk/vendor/jsQR.js",)),
    Along("bpmn-js", "18.31.1", "LicenseRef-bpmn.io", "pkg:npm/bpmn-js@18.31.1",
          ("faces/console/static/console/vendor/bpmn-js",)),
    Along("Tinos", "", "OFL-1.1", "", ("base/documents/fonts",)),
)  # fmt: skip
BROUGHT = (
    ("python", "≥ 3.11", ComponentType.PLATFORM, ComponentScope.REQUIRED),
    ("postgresql", "≥ 15", ComponentType.APPLICATION, ComponentScope.REQUIRED),
    ("clamav", "", ComponentType.APPLICATION, ComponentScope.OPTIONAL),
    ("pgbouncer", "≥ 1.18", ComponentType.APPLICATION, ComponentScope.OPTIONAL),
)
"""What the machine brings when a city is served."""


def locked(text: str) -> Iterator[Locked]:
    """Every package of a lock file with hashes, as `uv pip compile --generate-hashes` writes it."""
    found: tuple[str, str] | None = None
    hashes: list[str] = []
    asked: list[str] = []
    for line in [*text.splitlines(), "end==0"]:
        pinned = PINNED.match(line)
        if pinned:
            if found:
                yield Locked(*found, tuple(hashes), tuple(asked))
            found, hashes, asked = (pinned[1], pinned[2]), [], []
        hashes += HASH.findall(line)
        asked += [via[1] for via in [VIA.match(line)] if via]


def bill(lock: Path, made_at: datetime) -> Bom:
    """The whole list; the same lock and files give the same serial number."""
    text = lock.read_text(encoding="utf-8")
    packages = {one.name: (one, package(one, lock.name)) for one in locked(text)}
    along = [carried(one) for one in ALONG]
    house = Component(
        name=OURS, version=version(), type=ComponentType.APPLICATION, bom_ref=OURS, licenses=licences("Apache-2.0")
    )
    made = Bom(
        components=[*(one for _, one in packages.values()), *along, *brought()],
        metadata=BomMetaData(component=house, timestamp=made_at),
        serial_number=uuid5(NAMESPACE_URL, text + "".join(sorted(str(h.content) for a in along for h in digests(a)))),
    )
    made.register_dependency(house, [*along, *(c for one, c in packages.values() if OURS in one.asked_by)])
    for one, component in packages.values():
        made.register_dependency(component, [c for other, c in packages.values() if one.name in other.asked_by])
    return made


def written(made: Bom) -> str:
    """CycloneDX 1.6, JSON."""
    return JsonV1Dot6(made).output_as_string(indent=1) + "\n"


def version() -> str:
    found = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


def package(one: Locked, lock: str) -> Component:
    return Component(
        name=one.name, version=one.version, type=ComponentType.LIBRARY, scope=ComponentScope.REQUIRED,
        bom_ref=f"pypi:{one.name}", purl=PackageURL("pypi", None, one.name, one.version),
        licenses=licences(licence_of(one.name)),
        external_references=[ExternalReference(
            type=ExternalReferenceType.DISTRIBUTION, url=XsUri(lock), comment="any of these files",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in one.hashes],
        )],
    )  # fmt: skip


def carried(one: Along) -> Component:
    """With each of its files, licences aside."""
    return Component(
        name=one.name, version=one.version or None, type=ComponentType.LIBRARY, scope=ComponentScope.REQUIRED,
        bom_ref=f"along:{one.name}", licenses=licences(one.licence),
        purl=PackageURL.from_string(one.purl) if one.purl else None,
        components=[Component(
            name=path.relative_to(ROOT).as_posix(), type=ComponentType.FILE, bom_ref=f"file:{path.relative_to(ROOT)}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(path.read_bytes()).hexdigest())],
        ) for path in files_of(one)],
    )  # fmt: skip


def files_of(one: Along) -> list[Path]:
    places = [ROOT / "src/motcua" / name for name in one.files]
    found = {path for place in places for path in ([place] if place.is_file() else place.rglob("*"))}
    return sorted(path for path in found if path.is_file())


def digests(one: Component) -> Iterator[HashType]:
    for file in one.components:
        yield from file.hashes


def brought() -> Iterator[Component]:
    for name, needed, kind, scope in BROUGHT:
        said = [Property(name="motcua:needs", value=needed)] if needed else []
        purl = PackageURL("generic", None, name)
        yield Component(name=name, type=kind, scope=scope, bom_ref=f"machine:{name}", purl=purl, properties=said)


def licence_of(name: str) -> str:
    """As the installed package says it; "" where it is not installed or says nothing short."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    short = [told[name] for name in ("License-Expression", "License") if name in told]
    classes = [said.rpartition(" :: ")[2] for said in told.get_all("Classifier") or () if said.startswith("License ::")]
    said = next((one for one in [*short, *classes] if one and len(one) <= LONGEST_LICENCE and "\n" not in one), "")
    return said or _by_its_file(name, told.get_all("License-File") or [])


def _by_its_file(name: str, files: list[str]) -> str:
    """Of a package that brings its licence and does not say which it is: by the first line of the file."""
    texts = (distribution(name).read_text(f"licenses/{file}") or "" for file in files)
    return next((TITLES[title] for text in texts if (title := text.partition("\n")[0].strip()) in TITLES), "")


def licences(said: str) -> Iterable[License]:
    return [LicenseFactory().make_from_string(said)] if said else []
