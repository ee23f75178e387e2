"""The key the seals are signed with (Ed25519): `seal.key` beside `keys.json`, mode 0600, outside the database."""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from motcua.kernel.home import Home


def place() -> Path:
    return Home.current().path / "seal.key"


def make() -> None:
    """Generate the key unless there is one; of two processes that come together one key stays."""
    if place().exists():
        return
    draft = place().with_name(f"seal.{os.getpid()}.{secrets.token_hex(4)}")
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
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
