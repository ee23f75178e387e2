"""No key, token or password of a real system lies in the tree; what looks like one is found by its shape."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 4_000_000
MADE_UP = re.compile(
    rb"^(secret|user|password|postgres|motcua|mat-khau|\{.*|<.*|\$.*|\.\.\.|\xe2\x80\xa6|%.*)", re.IGNORECASE
)
"""Passwords of addresses in docs and tests: words that say themselves that they stand for another."""

SHAPES = {
    "a private key": rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{24}",
    "a key of a cloud": rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "a token of a forge": rb"\bgh[pousr]_[0-9A-Za-z]{36}\b|\bgithub_pat_\w{60,}|\bglpat-[\w-]{20}\b",
    "a token of a package index": rb"\bpypi-AgE[\w-]{50,}|\bnpm_[0-9A-Za-z]{36}\b",
    "a token of a chat": rb"xox[abeprs]-[0-9A-Za-z-]{20,}|\b\d{8,10}:AA[\w-]{33}\b",
    "a key of payments": rb"\b[rs]k_live_[0-9A-Za-z]{24,}\b",
    "a signed token": rb"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}",
    "a token of this interface": rb"mc_[\w-]{43}\b",
    "a password in an address": rb"://[^\s/:@\"'`<>{}]{1,60}:(?P<password>[^\s/@\"'`]{3,80})@[\w.\[-]",
}
FOUND = {name: re.compile(shape) for name, shape in SHAPES.items()}
NAMES = r"(^|/)(\.env(\.\w+)?|\.netrc|\.pgpass|\.pypirc|id_(rsa|ed25519)|keys\.json)$|\.(pem|key|p12|pfx|jks)$"
BY_NAME = re.compile(NAMES)


def tree() -> Iterator[tuple[str, bytes]]:
    """Every file of the tree that git knows or would take, as it lies there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and not path.is_symlink():
            yield name, path.read_bytes()[:LARGEST]


def secrets_in(name: str, content: bytes) -> Iterator[str]:
    """What looks like a secret, in words, with its line; never the secret itself."""
    if BY_NAME.search(name):
        yield f"{name}: a file of secrets by its name"
    for what, shape in FOUND.items():
        for match in shape.finditer(content):
            if not MADE_UP.match(match.groupdict().get("password") or b"?"):
                yield f"{name}:{content.count(10, 0, match.start()) + 1}: {what}"


def test_no_secret_lies_in_the_tree() -> None:
    assert [found for name, content in tree() for found in secrets_in(name, content)] == []


PLANTED = {
    "a private key": "-----BEGIN RSA PRIV" + "ATE KEY-----\n" + "MIIEpAIBAAKCAQEA1234567890abcdef",
    "a key of a cloud": "AKI" + "AIOSFODNN7EXAMPLE",
    "a token of a forge": "token: ghp" + "_0123456789abcdefghijABCDEFGHIJ012345",
    "a token of a package index": "pypi-" + "AgEIcHlwaS5vcmc" + "x" * 50,
    "a token of a chat": "xoxb" + "-123456789012-abcdefghijkl",
    "a key of payments": "sk_" + "live_0123456789abcdefghijklmn",
    "a signed token": "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3.SflKxwRJSMeKKF2QT4fwpMeJ",
    "a token of this interface": "mc" + "_" + "A1b2" * 10 + "xyz",
    "a password in an address": "postgresql://app:" + "S3cr3tOfCity@db.example/motcua",
}


@pytest.mark.parametrize("what", SHAPES)
def test_each_shape_is_found_and_told_without_itself(what: str) -> None:
    found = list(secrets_in("a.txt", f"first line\n{PLANTED[what]}\n".encode()))
    assert found == [f"a.txt:2: {what}"]


@pytest.mark.parametrize("name", [".env", "deploy/id_ed25519", "tls/site.pem", "var/keys.json"])
def test_files_that_hold_secrets_by_their_name_are_found(name: str) -> None:
    assert list(secrets_in(name, b"")) and not list(secrets_in("keys.py", b""))


def test_words_that_stand_for_a_password_are_none() -> None:
    assert not list(secrets_in("a.md", b"postgresql://user:password@host/db http://{name}:{word}@here https://a/b:c@d"))
