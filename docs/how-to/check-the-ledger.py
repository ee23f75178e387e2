"""Check an export of the whole ledger (`motcua ledger export FOLDER`) without Một Cửa and without any package.

    python check-the-ledger.py FOLDER [ARCHIVE …] [KEY.pem …]

Every entry says what was hashed, every subject's entries follow each other without gap up to its head, and every seal
stands over exactly the entries it was signed for. The keys are those of the export unless others are given: take them
from elsewhere, oldest first. Exit code 1 and the first record that does not fit where one does not.

Years in an archive (`motcua archive take`): signed marks stand for their entries; given the archives' folders beside
the export, all entries are checked as if none had gone. FOLDER may also be one archive alone.
"""

import base64
import gzip
import hashlib
import heapq
import json
import sys
from pathlib import Path

GENESIS = "0" * 64
FULL = 200_000  # only a seal over so many entries may end in the middle of a transaction
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


def key_of(keys, number):
    return next((key for until, key in keys if until is None or number <= until), None)


def seals_of(folder, keys, alone):
    """Every seal in order, its signature and its place in the chain looked at. An archive `alone` has only its own."""
    previous, upto, number = GENESIS, [0, 0], 0
    for line in (folder / "seals.jsonl").open():
        body, signature = json.loads(line)
        seal = json.loads(body)
        number = seal["number"] if alone else number + 1
        key = key_of(keys, seal["number"])
        if seal["format"] != "motcua-seal-1" or seal["number"] != number:
            raise Wrong(f"seal {number}: another seal stands there")
        if key is None or not signed(key, body.encode(), bytes.fromhex(signature)):
            raise Wrong(f"seal {number}: the signature is wrong")
        if not alone and (seal["previous"], seal["after"]) != (previous, upto):
            raise Wrong(f"seal {number}: does not continue the seal before it")
        previous, upto = hashlib.sha256(body.encode()).hexdigest(), seal["upto"]
        yield seal


# Years in an archive.


def certificate(keys, body, signature):
    told = json.loads(body)
    by = filter(None, (key_of(keys, told["seal"]), key_of(keys, told["seal"] + 1)))
    good = any(signed(one, body.encode(), bytes.fromhex(signature)) for one in by)
    if told["format"] != "motcua-archive-1" or not good:
        raise Wrong(f"archive {told.get('number')}: the signature is wrong")
    return told


def lines_of(path, digest=None):
    total = hashlib.sha256()
    with gzip.open(path) as lines:
        for line in lines:
            total.update(line)
            yield line
    if digest not in (None, total.hexdigest()):
        raise Wrong(f"{path.name}: is not what was signed")


class Marks:
    """What stands for entries elsewhere: `runs` of subjects, `bare` leaves, seals that are `whole` elsewhere."""

    def __init__(self):
        self.runs, self.bare, self.whole, self.acts = {}, [], [], []

    def leave(self, segments, leaves, one, leaves_digest=None):
        for line in lines_of(segments, one["segments"]):
            kind, identifier, first, last, _, _, previous, found = json.loads(line)
            self.runs[kind, identifier, first] = (last, previous, found)
        self.bare += ["{} {} {}".format(*json.loads(line)).encode() for line in lines_of(leaves, leaves_digest)]

    def of_export(self, folder, keys, archives):
        """The acts in their order; of what is away the archive's entries where it is given, else its marks."""
        given = {json.loads((one / "archive.json").read_text())["certificate"]: one for one in archives}
        away, previous, entries = {}, GENESIS, []
        told = (folder / "archives.jsonl").open() if (folder / "archives.jsonl").exists() else ()
        for number, (body, signature) in enumerate(map(json.loads, told), 1):
            one = certificate(keys, body, signature)
            if (one["number"], one["previous"]) != (number, previous):
                raise Wrong(f"archive {number}: does not continue the one before it")
            previous = hashlib.sha256(body.encode()).hexdigest()
            self.acts.append(previous)
            away[one["table"], one["year"]] = (body, one)
        for body, one in away.values():
            place, n = given.pop(body, None), one["number"]
            if one["act"] != "taken" or one["table"] != "ledger_entry":
                continue
            if place:
                entries.append(lines_of(place / "entries.gz", one["content"]))
            else:
                self.leave(folder / f"segments-{n}.gz", folder / f"leaves-{n}.gz", one, one["leaves"])
                self.whole += one["whole"]
        for place in given.values():
            raise Wrong(f"{place}: is not an archive of this ledger")
        return entries

    def of_archive(self, folder, keys):
        """An archive alone: `rest` are the leaves of what stayed under the same seals."""
        told = json.loads((folder / "archive.json").read_text())
        one = certificate(keys, told["certificate"], told["signature"])
        self.leave(folder / "segments.gz", folder / "rest.gz", one)
        return lines_of(folder / "entries.gz", one["content"])


def place_of(line):
    xid, identifier, _ = line.split(b" ", 2)
    return int(xid), int(identifier)


class Ledger:
    def __init__(self, seals, marks, alone):
        self.seals, self.runs, self.whole, self.acts = seals, marks.runs, marks.whole, marks.acts
        self.alone, self.ends, self.leaves, self.count = alone, {}, [], 0
        self.last, self.sealed, self.seal = (0, 0), 0, next(seals, None)

    def entry(self, line):
        xid, identifier, told, *text = line.rstrip(b"\n").split(b" ", 3)
        place = (int(xid), int(identifier))
        name = self.told(place, told.decode(), text[0]) if text else f"entry {place[1]}, in an archive"
        if place <= self.last:
            raise Wrong(f"{name}: was moved")
        self.close(place)
        self.leaves.append(bytes.fromhex(told.decode()))
        self.last = place

    def told(self, place, digest, text):
        form, record = json.loads(text)
        subject = (record["subject_kind"], record["subject_id"])
        name = f"entry {place[1]} {subject[0]}:{subject[1]}#{record['number']}"
        if form != "motcua-ledger-1" or hashlib.sha256(text).hexdigest() != digest:
            raise Wrong(f"{name}: the content was changed")
        number, previous = self.before(subject, record["number"])
        if record["number"] != number + 1:
            raise Wrong(f"{name}: number {number + 1} of its subject should stand here")
        if record["previous_hash"] != previous:
            raise Wrong(f"{name}: does not continue the entry before it")
        if subject[0] == "archive" and not self.alone and record["facts"]["certificate"] not in self.acts[number:][:1]:
            raise Wrong(f"{name}: tells of another act than archive {number + 1}")
        self.ends[subject], self.count = (number + 1, digest), self.count + 1
        return name

    def before(self, subject, number):
        """The end of what comes before: in an archive alone where its run begins, else behind runs that are away."""
        if self.alone:
            run = self.runs.get((*subject, number))
            return (number - 1, run[1]) if run else self.ends.get(subject, (0, GENESIS))
        return self.behind(subject)

    def behind(self, subject):
        number, previous = self.ends.get(subject, (0, GENESIS))
        while (run := self.runs.pop((*subject, number + 1), None)) is not None:
            if run[1] != previous:
                raise Wrong(f"{subject[0]}:{subject[1]}#{number + 1}: an archive does not continue what is before it")
            number, previous = run[0], run[2]
            self.ends[subject] = (number, previous)
        return number, previous

    def close(self, place=None):
        """Seals that end before the entry at `place`; all of them at the end."""
        while self.seal and (place is None or place > tuple(self.seal["upto"])):
            seal, last = self.seal, self.last if self.leaves else tuple(self.seal["after"])
            away, count = any(first <= seal["number"] <= upto for first, upto in self.whole), len(self.leaves)
            same = not count if away else (count, root_of(self.leaves)) == (seal["entries"], seal["root"])
            if not same or last > tuple(seal["upto"]):
                raise Wrong(f"seal {seal['number']}: the {count} entries up to {last} are not what was sealed")
            if place and place[0] == seal["upto"][0] and seal["entries"] < FULL:
                raise Wrong(f"entry {place[1]}: put behind a transaction that was sealed whole")
            self.sealed += count
            self.leaves, self.seal = [], next(self.seals, None)

    def heads(self, lines):
        for line in lines:
            kind, identifier, number, told = json.loads(line)
            self.behind((kind, identifier))
            if self.ends.pop((kind, identifier), (0, GENESIS)) != (number, told):
                raise Wrong(f"{kind}:{identifier}: its entries do not end as its head says (#{number})")
            if kind == "archive" and number != len(self.acts):
                raise Wrong(f"{kind}:{identifier}: {len(self.acts)} acts and {number} entries that tell of them")
        for kind, identifier in self.ends:
            raise Wrong(f"{kind}:{identifier}: has entries and no head")
        for kind, identifier, number in self.runs:
            raise Wrong(f"{kind}:{identifier}#{number}: the archive joins nothing")


def check(folder, archives, pems):
    told = json.loads((folder / "keys.json").read_text()) if (folder / "keys.json").exists() else []
    keys = [(until, public_of(pem)) for until, pem in told]
    if pems:
        given = [public_of(Path(one).read_text()) for one in pems]
        if [key for _, key in keys] != given:
            raise Wrong("the keys of the export are not the keys you trust")
    alone, marks = (folder / "archive.json").exists(), Marks()
    if alone:
        entries = [marks.of_archive(folder, keys)]
    else:
        entries = [lines_of(folder / "entries.gz"), *marks.of_export(folder, keys, archives)]
    ledger = Ledger(seals_of(folder, keys, alone), marks, alone)
    for line in heapq.merge(*entries, sorted(marks.bare, key=place_of), key=place_of):
        ledger.entry(line)
    ledger.close()
    subjects = len(ledger.ends)
    if not alone:
        with gzip.open(folder / "heads.gz", "rt", encoding="utf-8") as lines:
            ledger.heads(lines)
    if not ledger.count:
        raise Wrong("there is no entry: nothing was checked")
    return f"ĐÚNG / TRUE: {ledger.count} entries of {subjects} subjects, {ledger.sealed} of them sealed\n"


if __name__ == "__main__":
    try:
        more = [Path(one) for one in sys.argv[2:]]
        folders, pems = [one for one in more if one.is_dir()], [one for one in more if not one.is_dir()]
        sys.stdout.write(check(Path(sys.argv[1]), folders, pems))
    except Wrong as error:
        sys.exit(f"SAI / FALSE: {error}")
    except Exception as error:
        sys.exit(f"SAI / FALSE: this is no export: {type(error).__name__} {error}")
