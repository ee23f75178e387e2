"""Check a proof of `motcua ledger prove`, without Một Cửa: python check-a-proof.py PROOF.json PUBLIC-KEY.pem"""

import hashlib
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_public_key


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content):
    return hashlib.sha256(content).digest()


def check(raw, pem):
    proof = json.loads(raw)
    seal, digits = proof["seal"], json.dumps([proof["path"], proof["signature"]])
    if raw.removesuffix(b"\n") != canonical(proof) or digits != digits.lower():
        raise ValueError("not written as a proof is")
    if (proof["format"], seal["format"]) != ("motcua-proof-1", "motcua-seal-1") or len(proof) != 5:
        raise ValueError("another format")
    found = sha256(b"\x00" + sha256(canonical(["motcua-ledger-1", proof["entry"]])))
    for side, beside in proof["path"]:
        other = bytes.fromhex(beside)
        found = sha256(b"\x01" + {"left": other + found, "right": found + other}[side])
    if found.hex() != seal["root"]:
        raise ValueError("the entry is not in this seal")
    load_pem_public_key(pem).verify(bytes.fromhex(proof["signature"]), canonical(seal))
    return f"ĐÚNG / TRUE: {proof['entry']['kind']} {proof['entry']['at']}, seal {seal['number']} {seal['at']}\n"


try:
    sys.stdout.write(check(Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]).read_bytes()))
except Exception as error:
    sys.exit(f"SAI / FALSE: {type(error).__name__} {error}")
