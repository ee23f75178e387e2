"""The key the seals are signed with (Ed25519): `seal.key` beside `keys.json`, mode 0600, outside the database.

Of keys it took the place of only the public half stays, in `seal-former.json`, with the last seal each signed: a
former key that gets into strange hands signs no later seal.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from motcua.kernel.home import Home


@dataclass(frozen=True, slots=True)
class Publics:
    """The present key, and each former one with the number of the last seal it signed, the oldest first."""

    present: Ed25519PublicKey
    former: tuple[tuple[int, Ed25519PublicKey], ...]

    def of(self, number: int) -> Ed25519PublicKey:
        """The key seal `number` is, or will be, signed with."""
        return next((key for until, key in self.former if number <= until), self.present)


def place() -> Path:
    return Home.current().path / "seal.key"


def make() -> None:
    """Generate the key unless there is one; of two processes that come together one key stays."""
    if place().exists():
        return
    draft = place().with_name(f"seal.{os.getpid()}.{secrets.token_hex(4)}")
    pem = _generated()
    draft.touch(mode=0o600)
    draft.write_bytes(pem)
    try:
        os.link(draft, place())
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def sign(content: bytes) -> str:
    """128 hexadecimal digits. FileNotFoundError without a key."""
    return _private().sign(content).hex()


def public() -> Ed25519PublicKey:
    """FileNotFoundError without a key."""
    return _private().public_key()


def public_pem() -> bytes:
    """What everybody may have. FileNotFoundError without a key."""
    return public().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def publics() -> Publics:
    """FileNotFoundError without a key."""
    return Publics(public(), tuple((until, _loaded(pem)) for until, pem in _former()))


def public_pem_of(number: int) -> bytes:
    """FileNotFoundError without a key."""
    key = publics().of(number)
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def rotate(last: int) -> None:
    """Another key for the seals after number `last`. Killed between its two writes, the key is the one before.

    FileNotFoundError without a key.
    """
    pem = public_pem().decode()
    former = [one for one in _former() if one[1] != pem]
    _replace(former_place(), json.dumps([*former, (last, pem)], indent=1).encode(), 0o644)
    _replace(place(), _generated(), 0o600)


def former_place() -> Path:
    return place().with_name("seal-former.json")


def _former() -> list[tuple[int, str]]:
    if not former_place().exists():
        return []
    return [(int(until), str(pem)) for until, pem in json.loads(former_place().read_text())]


def _loaded(pem: str) -> Ed25519PublicKey:
    key = serialization.load_pem_public_key(pem.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("seal-former.json holds another sort of key")
    return key


def _generated() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _replace(target: Path, content: bytes, mode: int) -> None:
    draft = target.with_name(f"{target.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=mode)
    with draft.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(draft, target)


def signed(key: Ed25519PublicKey, content: bytes, signature: str) -> bool:
    try:
        key.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private() -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(place().read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("seal.key is no Ed25519 key")
    return key
