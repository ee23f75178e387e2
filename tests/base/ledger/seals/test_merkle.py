"""The tree against the definition of RFC 6962, written down naively."""

import hashlib

import pytest

from motcua.base.ledger.seals import merkle


def naive(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashlib.sha256(b"\x00" + hashes[0]).digest()
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return hashlib.sha256(b"\x01" + naive(hashes[:half]) + naive(hashes[half:])).digest()


def test_root_is_that_of_the_standard_and_every_path_leads_to_it() -> None:
    for count in range(34):
        hashes = [hashlib.sha256(bytes([one])).digest() for one in range(count)]
        root = merkle.root(hashes)
        assert root == naive(hashes).hex()
        for index in range(count):
            found = merkle.leaf(hashes[index])
            for side, beside in merkle.path(hashes, index):
                other = bytes.fromhex(beside)
                found = merkle.node(other, found) if side == "left" else merkle.node(found, other)
            assert found.hex() == root
        with pytest.raises(IndexError):
            merkle.path(hashes, count)
