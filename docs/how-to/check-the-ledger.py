"""Check an export of the whole ledger (`motcua ledger export FOLDER`) without Một Cửa and without any package.

    python check-the-ledger.py FOLDER [ARCHIVE …] [KEY.pem …]

Every entry says what was hashed, every subject's entries follow each other without gap up to its head, and every seal
stands over exactly the entries it was signed for. The keys are those of the export unless others are given: take them
from elsewhere, oldest first. Exit code 1 and the first record that does not fit where one does not.

Years in an archive (`motcua archive take`): signed marks stand for their entries; given the archives' folders beside
the export, all entries are checked as if none had gone. FOLDER may also be one archive alone.
"""

import base64
import functools
import gzip
import hashlib
import heapq
import io
import itertools
import json
import marshal
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

GENESIS = "0" * 64
FULL = 200_000  # only a seal over so many entries may end in the middle of a transaction
PIECE, HELD, LONGEST = 2_000, 30, 4_000_000  # lines looked at together, such pieces at a time, bytes of a line
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


class Wrong(Exception):
    """The first thing that does not fit."""


def add(one, other):
    """Points of Ed25519 as RFC 8032 writes them, (x, y, z, t)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


@functools.cache
def doubles_of(packed):
    """The point, two, four, … times the point."""
    value = int.from_bytes(packed, "little")
    sign, y = value >> 255, value & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * pow(2, (P - 1) // 4, P) % P if (x * x - square) % P else x
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Wrong("no point of the curve")
    x = x if x & 1 == sign else P - x
    return list(itertools.accumulate(range(255), lambda one, _: add(one, one), initial=(x, y, 1, x * y % P)))


def times(factor, doubles):
    return functools.reduce(add, (one for bit, one in enumerate(doubles) if factor >> bit & 1), (0, 1, 1, 0))


BASE = doubles_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(keys, number, body, signature):
    """Whether by the key seal `number` is signed with."""
    public = next((key for until, key in keys if until is None or number <= until), None)
    r, s = bytes.fromhex(signature)[:32], int.from_bytes(bytes.fromhex(signature)[32:], "little")
    if public is None or len(signature) != 128 or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(r + public + body.encode()).digest(), "little") % ORDER
    x, y, z, t = times(h, doubles_of(public))
    x, y, z, _ = add(times(s, BASE), (P - x, y, z, P - t))
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return r == (y | (x & 1) << 255).to_bytes(32, "little")


def public_of(pem):
    return base64.b64decode("".join(pem.strip().splitlines()[1:-1]))[-32:]  # at the end of it the key


def root_of(level):
    """The tree of RFC 6962 over its leaves: pairs become nodes, who has no partner goes up as it is."""
    while len(level) > 1:
        nodes = [hashlib.sha256(b"\x01" + one + other).digest() for one, other in zip(level[::2], level[1::2])]  # noqa: B905
        level = nodes + level[2 * len(nodes) :]
    return level[0].hex() if level else hashlib.sha256().hexdigest()


def seals_of(folder, keys, alone):
    """Every seal in order, its signature and its place in the chain looked at. An archive `alone` has only its own."""
    previous, upto, number = GENESIS, [0, 0], 0
    for line in (folder / "seals.jsonl").open():
        body, signature = json.loads(line)
        seal = json.loads(body)
        number = seal["number"] if alone else number + 1
        if seal["format"] != "motcua-seal-1" or seal["number"] != number:
            raise Wrong(f"seal {number}: another seal stands there")
        if not signed(keys, number, body, signature):
            raise Wrong(f"seal {number}: the signature is wrong")
        if not alone and (seal["previous"], seal["after"]) != (previous, upto):
            raise Wrong(f"seal {number}: does not continue the seal before it")
        previous, upto = hashlib.sha256(body.encode()).hexdigest(), seal["upto"]
        yield seal


def certificate(keys, body, signature):
    told = json.loads(body)
    good = signed(keys, told["seal"], body, signature) or signed(keys, told["seal"] + 1, body, signature)
    if told["format"] != "motcua-archive-1" or not good:
        raise Wrong(f"archive {told.get('number')}: the signature is wrong")
    return told


def lines_of(path, digest=None):
    total = hashlib.sha256()
    with io.BufferedReader(gzip.open(path), LONGEST) as lines:
        while line := lines.readline(LONGEST):
            total.update(line if digest else b"")
            if len(line) == LONGEST:
                raise Wrong(f"{path.name}: a line without end")
            yield line
    if digest not in (None, total.hexdigest()):
        raise Wrong(f"{path.name}: is not what was signed")


def looked_at(piece):
    """(place, hash, leaf, what its text says, if it has one) of the lines up to the first that is wrong, and why."""
    rows = []
    try:
        for line in piece.removesuffix(b"\n").split(b"\n"):
            xid, identifier, told, *text = line.split(b" ", 3)
            place, told, said = (int(xid), int(identifier)), told.decode(), None
            if text:
                form, one = json.loads(text[0].decode())
                act = one["facts"]["certificate"] if one["subject_kind"] == "archive" else None
                said = (one["subject_kind"], one["subject_id"]), one["number"], one["previous_hash"], act
                if form != "motcua-ledger-1" or hashlib.sha256(text[0]).hexdigest() != told:
                    raise Wrong(f"{name_of(place, said)}: the content was changed")
            rows.append((place, told, hashlib.sha256(b"\x00" + bytes.fromhex(told)).digest(), said))
    except Exception as error:
        return marshal.dumps(rows), error
    return marshal.dumps(rows), None


def name_of(place, said):
    return f"entry {place[1]} " + (f"{said[0][0]}:{said[0][1]}#{said[1]}" if said else "in an archive")


def in_order(work, pieces):
    with ProcessPoolExecutor() as processors:
        waiting = []
        for piece in pieces:
            waiting.append(processors.submit(work, piece))
            if len(waiting) > HELD:
                yield waiting.pop(0).result()
        yield from (one.result() for one in waiting)


class Ledger:
    """`runs` of subjects and seals that are `whole` in archives that are away, the `acts` that took them; the `ends` of
    subjects so far, and the `leaves` since the last seal."""

    def __init__(self, alone, seals):
        self.alone, self.seals, self.seal = alone, seals, next(seals, None)
        self.runs, self.whole, self.acts = {}, [], []
        self.ends, self.leaves, self.count, self.last, self.sealed = {}, [], 0, (0, 0), 0

    def leave(self, folder, segments, leaves, one, digest=None):
        for line in lines_of(folder / segments, one["segments"]):
            kind, identifier, first, last, _, _, previous, found = json.loads(line)
            self.runs[kind, identifier, first] = (last, previous, found)
        return ("{} {} {}\n".format(*json.loads(line)).encode() for line in lines_of(folder / leaves, digest))

    def of_export(self, folder, keys, archives):
        """The acts in their order; of what is away the archive's entries where it is given, else its marks."""
        given = {json.loads((one / "archive.json").read_text())["certificate"]: one for one in archives}
        away, previous, entries = {}, GENESIS, [lines_of(folder / "entries.gz")]
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
            gone = (one["act"], one["table"]) == ("taken", "ledger_entry")
            if gone and place:
                entries.append(lines_of(place / "entries.gz", one["content"]))
            elif gone:
                entries.append(self.leave(folder, f"segments-{n}.gz", f"leaves-{n}.gz", one, one["leaves"]))
                self.whole += one["whole"]
        for place in given.values():
            raise Wrong(f"{place}: is not an archive of this ledger")
        return entries

    def of_archive(self, folder, keys):
        """An archive alone: `rest` are the leaves of what stayed under the same seals."""
        told = json.loads((folder / "archive.json").read_text())
        one = certificate(keys, told["certificate"], told["signature"])
        return [lines_of(folder / "entries.gz", one["content"]), self.leave(folder, "segments.gz", "rest.gz", one)]

    def entries(self, rows, wrong):
        for place, told, leaf, said in marshal.loads(rows):  # noqa: S302 what another process of ours wrote
            if said:
                self.follow(place, told, *said)
            if place <= self.last:
                raise Wrong(f"{name_of(place, said)}: was moved")
            if self.seal:
                self.close(place)
                self.leaves.append(leaf)
            self.last = place
        if wrong:
            raise wrong

    def follow(self, place, told, subject, number, previous, act):
        before, last = self.before(subject, number)
        if number != before + 1:
            why = f"number {before + 1} of its subject should stand here"
        elif previous != last:
            why = "does not continue the entry before it"
        elif subject[0] == "archive" and not self.alone and act not in self.acts[before:][:1]:
            why = f"tells of another act than archive {number}"
        else:
            self.ends[subject], self.count = (before + 1, told), self.count + 1
            return
        raise Wrong(f"{name_of(place, (subject, number))}: {why}")

    def before(self, subject, number=0):
        """The end of what comes before: in an archive alone where its run begins, else behind runs that are away."""
        last, previous = self.ends.get(subject, (0, GENESIS))
        if self.alone:
            run = self.runs.get((*subject, number))
            return (number - 1, run[1]) if run else (last, previous)
        while self.runs and (run := self.runs.pop((*subject, last + 1), None)):
            if run[1] != previous:
                raise Wrong(f"{subject[0]}:{subject[1]}#{last + 1}: an archive does not continue what is before it")
            last, previous = self.ends[subject] = (run[0], run[2])
        return last, previous

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
            self.before((kind, identifier))
            if self.ends.pop((kind, identifier), (0, GENESIS)) != (number, told):
                raise Wrong(f"{kind}:{identifier}: its entries do not end as its head says (#{number})")
            if kind == "archive" and number != len(self.acts):
                raise Wrong(f"{kind}:{identifier}: {len(self.acts)} acts and {number} entries that tell of them")
        for kind, identifier, *first in (*self.ends, *self.runs):
            raise Wrong(f"{kind}:{identifier}: {'an archive joins nothing' if first else 'has entries and no head'}")


def check(folder, archives, pems):
    told = json.loads((folder / "keys.json").read_text()) if (folder / "keys.json").exists() else []
    keys = [(until, public_of(pem)) for until, pem in told]
    if pems and [key for _, key in keys] != [public_of(one.read_text()) for one in pems]:
        raise Wrong("the keys of the export are not the keys you trust")
    alone = (folder / "archive.json").exists()
    ledger = Ledger(alone, seals_of(folder, keys, alone))
    entries = ledger.of_archive(folder, keys) if alone else ledger.of_export(folder, keys, archives)
    lines = heapq.merge(*entries, key=lambda line: tuple(map(int, line.split(b" ", 2)[:2])))
    pieces = iter(lambda: b"".join(itertools.islice(lines, PIECE)), b"")
    for rows, wrong in in_order(looked_at, pieces):
        ledger.entries(rows, wrong)
    ledger.close()
    subjects = len(ledger.ends)
    if not alone:
        ledger.heads(lines_of(folder / "heads.gz"))
    if not ledger.count:
        raise Wrong("there is no entry: nothing was checked")
    return f"ĐÚNG / TRUE: {ledger.count} entries of {subjects} subjects, {ledger.sealed} of them sealed\n"


if __name__ == "__main__":
    try:
        more = [Path(one) for one in sys.argv[2:]]
        folders, pems = [one for one in more if one.is_dir()], [one for one in more if not one.is_dir()]
        sys.stdout.write(check(Path(sys.argv[1]), folders, pems))
    except Exception as error:
        why = "" if isinstance(error, Wrong) else f"this is no export: {type(error).__name__} "
        sys.exit(f"SAI / FALSE: {why}{error}")
