"""Check an export of the whole ledger (`motcua ledger export FOLDER`) without Một Cửa and without any package.

    python check-the-ledger.py FOLDER [KEY.pem …]

Every entry says what was hashed, every subject's entries follow each other without gap up to its head, and every seal
stands over exactly the entries it was signed for. The keys are those of the export unless others are given: take them
from elsewhere, oldest first. Exit code 1 and the first record that does not fit where one does not.
"""

import base64
import gzip
import hashlib
import json
import sys
from pathlib import Path

GENESIS = "0" * 64
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


class Wrong(Exception):
    pass


# Ed25519 as RFC 8032 writes it: points as (x, y, z, t).


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor, point):
    found = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            found = add(found, point)
        point, factor = add(point, point), factor >> 1
    return found


def point_of(packed):
    value = int.from_bytes(packed, "little")
    sign, y = value >> 255, value & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Wrong("no point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public, content, signature):
    if len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + content).digest(), "little") % ORDER
    left, right = times(s, BASE), add(point_of(signature[:32]), times(h, point_of(public)))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def public_of(pem):
    """The 32 bytes at the end of an Ed25519 public key."""
    lines = [line for line in pem.splitlines() if line and not line.startswith("-----")]
    return base64.b64decode("".join(lines))[-32:]


# The tree of RFC 6962.


def root_of(hashes):
    level = [hashlib.sha256(b"\x00" + one).digest() for one in hashes]
    if not level:
        return hashlib.sha256().hexdigest()
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex()


def seals_of(folder, keys):
    """Every seal in order, its signature and its place in the chain looked at."""
    previous, upto, number = GENESIS, [0, 0], 0
    for line in (folder / "seals.jsonl").open():
        body, signature = json.loads(line)
        seal, number = json.loads(body), number + 1
        key = next((key for until, key in keys if until is None or seal["number"] <= until), None)
        if seal["format"] != "motcua-seal-1" or seal["number"] != number:
            raise Wrong(f"seal {number}: another seal stands there")
        if key is None or not signed(key, body.encode(), bytes.fromhex(signature)):
            raise Wrong(f"seal {number}: the signature is wrong")
        if (seal["previous"], seal["after"]) != (previous, upto):
            raise Wrong(f"seal {number}: does not continue the seal before it")
        previous, upto = hashlib.sha256(body.encode()).hexdigest(), seal["upto"]
        yield seal


class Ledger:
    def __init__(self, seals):
        self.seals, self.ends, self.leaves, self.count = seals, {}, [], 0
        self.last, self.sealed, self.seal = (0, 0), 0, next(seals, None)

    def entry(self, line):
        xid, identifier, told, text = line.rstrip(b"\n").split(b" ", 3)
        place, found = (int(xid), int(identifier)), hashlib.sha256(text)
        form, record = json.loads(text)
        name = f"entry {place[1]} {record['subject_kind']}:{record['subject_id']}#{record['number']}"
        if form != "motcua-ledger-1" or found.hexdigest() != told.decode():
            raise Wrong(f"{name}: the content was changed")
        if place <= self.last:
            raise Wrong(f"{name}: was moved")
        subject = (record["subject_kind"], record["subject_id"])
        number, previous = self.ends.get(subject, (0, GENESIS))
        if record["number"] != number + 1:
            raise Wrong(f"{name}: number {number + 1} of its subject should stand here")
        if record["previous_hash"] != previous:
            raise Wrong(f"{name}: does not continue the entry before it")
        self.ends[subject] = (number + 1, found.hexdigest())
        self.close(place)
        self.leaves.append(found.digest())
        self.last, self.count = place, self.count + 1

    def close(self, place=None):
        """Seals that end before the entry at `place`; all of them at the end."""
        while self.seal and (place is None or place > tuple(self.seal["upto"])):
            seal, last = self.seal, self.last if self.leaves else tuple(self.seal["after"])
            if (
                len(self.leaves) != seal["entries"]
                or root_of(self.leaves) != seal["root"]
                or last > tuple(seal["upto"])
            ):
                raise Wrong(
                    f"seal {seal['number']}: the {len(self.leaves)} entries up to {last} are not what was sealed"
                )
            self.sealed += len(self.leaves)
            self.leaves, self.seal = [], next(self.seals, None)

    def heads(self, lines):
        for line in lines:
            kind, identifier, number, told = json.loads(line)
            if self.ends.pop((kind, identifier), (0, GENESIS)) != (number, told):
                raise Wrong(f"{kind}:{identifier}: its entries do not end as its head says (#{number})")
        for kind, identifier in self.ends:
            raise Wrong(f"{kind}:{identifier}: has entries and no head")


def check(folder, pems):
    told = json.loads((folder / "keys.json").read_text()) if (folder / "keys.json").exists() else []
    keys = [(until, public_of(pem)) for until, pem in told]
    if pems:
        given = [public_of(Path(one).read_text()) for one in pems]
        if [key for _, key in keys] != given:
            raise Wrong("the keys of the export are not the keys you trust")
    ledger = Ledger(seals_of(folder, keys))
    with gzip.open(folder / "entries.gz") as lines:
        for line in lines:
            ledger.entry(line)
    ledger.close()
    subjects = len(ledger.ends)
    with gzip.open(folder / "heads.gz", "rt", encoding="utf-8") as lines:
        ledger.heads(lines)
    if not ledger.count:
        raise Wrong("there is no entry: nothing was checked")
    return f"ĐÚNG / TRUE: {ledger.count} entries of {subjects} subjects, {ledger.sealed} of them sealed\n"


if __name__ == "__main__":
    try:
        sys.stdout.write(check(Path(sys.argv[1]), sys.argv[2:]))
    except Wrong as error:
        sys.exit(f"SAI / FALSE: {error}")
    except Exception as error:
        sys.exit(f"SAI / FALSE: this is no export: {type(error).__name__} {error}")
