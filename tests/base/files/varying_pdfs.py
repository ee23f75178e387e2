"""Hostile papers of each class, otherwise each time: in which object, under which key, how deep and how packed."""

import io
from collections.abc import Callable
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.base.files.makers import zipped

Change = Callable[[Pdf, Random], None]
SYLLABLES = ("đơn", "Nguyễn", "ủy ban", "phường", "x=1;", "<b>", "\n", "0912", "giấy", "chứng sinh", "🏛", "a\u0323")


def words(by: Random, count: int = 5) -> str:
    return " ".join(by.choices(SYLLABLES, k=count))


def filled(by: Random, pages: int | None = None, change: Change | None = None) -> Pdf:
    document = pikepdf.new()
    for _ in range(by.randint(1, 6) if pages is None else pages):
        document.add_blank_page(page_size=(by.randint(100, 900), by.randint(100, 900)))
    beside = (Dictionary(A=words(by)), Array([1, by.randrange(99)]), document.make_stream(b"q Q\n" * by.randrange(50)))
    document.Root.Beside = Array([document.make_indirect(one) for one in by.choices(beside, k=by.randint(0, 4))])
    if change is not None:
        change(document, by)
    return document


def saved(document: Pdf, by: Random, **options: Any) -> bytes:
    """Objects singly or in streams, compressed or not, in the order of the web or not."""
    target = io.BytesIO()
    streams = by.choice((pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate))
    told = {"object_stream_mode": streams, "linearize": by.random() < 0.3, "compress_streams": by.random() < 0.5}
    document.save(target, **told | options)
    return target.getvalue()


def paper(by: Random) -> bytes:
    return saved(filled(by), by)


def locked(user: str, by: Random) -> pikepdf.Encryption:
    """By each way of locking."""
    way, aes = by.choice(((2, False), (3, False), (4, False), (4, True), (6, True)))
    return pikepdf.Encryption(user=user, owner="chu", R=way, aes=aes, metadata=aes)


def changed(change: Change) -> Callable[[Random], bytes]:
    """Some of them are locked, so that anybody may open them and a reader of bytes sees nothing."""

    def made(by: Random) -> bytes:
        told = {"encryption": locked("", by)} if by.random() < 0.25 else {}
        return saved(filled(by, change=change), by, **told)

    return made


def hang(document: Pdf, action: Dictionary, by: Random) -> None:
    """An action where readers look for one: at opening, at closing, on a page, a link, a field, a bookmark, a chain."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    page = by.choice(list(document.pages))
    places: list[Callable[[], Any]] = [
        lambda: setattr(document.Root, "OpenAction", action),
        lambda: setattr(document.Root, "AA", Dictionary(WC=action)),
        lambda: setattr(page.obj, "AA", Dictionary({by.choice(("/O", "/C")): action})),
        lambda: setattr(page.obj, "Annots", Array([document.make_indirect(link)])),
        lambda: setattr(document.Root, "AcroForm", field(document, Dictionary(K=action))),
        lambda: setattr(document.Root, "Outlines", Dictionary(First=Dictionary(Title="a", A=action))),
        lambda: setattr(document.Root, "OpenAction", Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([action]))),
        lambda: setattr(document.Root, "Pieces", Array([Array([document.make_indirect(action)])])),
    ]
    by.choice(places)()


def field(document: Pdf, actions: Dictionary) -> Dictionary:
    one = Dictionary(FT=Name.Tx, T="ten", Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], AA=actions)
    return Dictionary(Fields=[document.make_indirect(one)])


def script(document: Pdf, by: Random) -> None:
    said: Any = f"app.alert({by.randrange(10**6)})"
    if by.random() < 0.3:
        said = document.make_stream(said.encode())
    hang(document, Dictionary(S=Name.JavaScript, JS=said), by)


def running_link(document: Pdf, by: Random) -> None:
    """What is called an address and is none, written as browsers still read it."""
    said = by.choice(
        ("javascript:", "JavaScript:", " javascript:", "java\nscript:", "vbscript:", "\tjava\tscript:", "data:")
    )
    hang(document, Dictionary(S=Name.URI, URI=f"{said}{by.choice(('alert(1)', 'text/html,<script>', '//%0a'))}"), by)


def named_script(document: Pdf, by: Random) -> None:
    """In the tree of names, at any depth."""
    action = document.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    tree = Dictionary(Names=[words(by), action])
    for _ in range(by.randint(0, 5)):
        tree = Dictionary(Kids=[document.make_indirect(tree)])
    document.Root.Names = Dictionary(JavaScript=tree)


def launch(document: Pdf, by: Random) -> None:
    what = by.choice(("calc.exe", "\\\\127.0.0.1\\x\\y.exe", "/bin/sh", "a.pdf"))
    told = by.choice(
        ({"/F": what}, {"/Win": Dictionary(F=what, P="/c")}, {"/F": Dictionary(Type=Name.Filespec, UF=what)})
    )
    hang(document, Dictionary({"/S": Name.Launch} | told), by)


def submit(document: Pdf, by: Random) -> None:
    kind = by.choice((Name.SubmitForm, Name.ImportData))
    where = by.choice(("https://example.vn", Dictionary(FS=Name.URL, F="http://127.0.0.1:1/"), "x.fdf"))
    hang(document, Dictionary(S=kind, F=where, Flags=by.randrange(64)), by)


def xfa(document: Pdf, by: Random) -> None:
    packet = document.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><script/></xdp:xdp>")
    form = Dictionary(Fields=[], XFA=by.choice((packet, Array(["preamble", packet, "datasets", packet]))))
    document.Root.AcroForm = document.make_indirect(form) if by.random() < 0.5 else form


def film(document: Pdf, by: Random) -> None:
    if by.random() < 0.4:
        kind = by.choice((Name.Rendition, Name.Movie, Name.Sound, Name.RichMediaExecute))
        hang(document, Dictionary(S=kind, OP=0), by)
        return
    kind = by.choice((Name.RichMedia, Name("/3D"), Name.Movie, Name.Sound, Name.Screen))
    shown = Dictionary(Type=Name.Annot, Subtype=kind, Rect=[0, 0, by.randint(0, 99), 9])
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
    by.choice(list(document.pages)).obj.Annots = Array([link, by.choice((shown, document.make_indirect(shown)))])


def attachment(document: Pdf, by: Random) -> None:
    content = by.choice((b"MZ" + by.randbytes(90), zipped(), words(by).encode(), b""))
    name = by.choice(("ma.exe", "giấy.pdf", "../../x", "a.docm"))
    kind = by.choice(("names", "annotation", "beside", "leap"))
    held = document.make_stream(content)
    told = document.make_indirect(Dictionary(Type=Name.Filespec, F=name, UF=name, EF=Dictionary(F=held)))
    if kind == "names":
        document.attachments[name] = content
    elif kind == "annotation":
        pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=told)
        document.pages[0].obj.Annots = Array([pin])
    elif kind == "beside":
        by.choice([document.Root, *(page.obj for page in document.pages)]).AF = Array([told])
    else:
        hang(document, Dictionary(S=Name.GoToE, T=Dictionary(R=Name.C, N=name)), by)


def nested(least: int, most: int) -> Change:
    """Over the sixty that are borne and under the five hundred at which the reader itself gives up; or over these."""

    def change(document: Pdf, by: Random) -> None:
        inner: Any = Array([])
        for _ in range(by.randint(least, by.choice((most, least + 30)))):
            inner = Array([inner]) if by.random() < 0.5 else Dictionary(A=inner)
        by.choice([document.Root, *(page.obj for page in document.pages)]).Nest = inner

    return change


def page_loop(document: Pdf, by: Random) -> None:
    """The tree of pages holds itself: at once, through a branch, or in a chain."""
    pages, kind = document.Root.Pages, by.randrange(3)
    if kind == 0:
        pages.Kids.insert(by.randint(0, len(pages.Kids)), pages)
        return
    branch = document.make_indirect(Dictionary(Type=Name.Pages, Count=by.randint(0, 9), Kids=Array([]), Parent=pages))
    for _ in range(by.randint(0, 4) if kind == 2 else 0):
        branch = document.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([branch])))
    deepest = branch
    while len(deepest.Kids):
        deepest = deepest.Kids[0]
    deepest.Kids.append(by.choice((pages, branch)))
    pages.Kids.append(branch)


def no_pages(by: Random) -> bytes:
    """None, whatever the tree of pages says of their number."""
    document = filled(by, pages=0)
    document.Root.Pages.Count = by.choice((0, 0, 3, -1, 10**9))
    return saved(document, by, linearize=False)


def many_pages(by: Random) -> bytes:
    return saved(filled(by, pages=by.choice((1001, 1002, by.randint(1003, 2500)))), by)


def closed(by: Random) -> bytes:
    """With a password before anything can be read."""
    return saved(filled(by), by, encryption=locked(by.choice(("mat-khau", "1", "x" * 32)), by))


def cut_paper(by: Random) -> bytes:
    """Without its end: also where a paper in the order of the web has an end in its middle."""
    whole = saved(filled(by), by, linearize=False)
    return whole[: by.randint(12, len(whole) - 7)]


def head_only(by: Random) -> bytes:
    version = by.choice(("1.0", "1.4", "1.7", "2.0", "9.9", ""))
    between = by.choice((b"", b"\n", b"%\xe2\xe3\xcf\xd3\n", b"xref\n0 0\ntrailer\n<<>>\nstartxref\n9\n",
                         b"startxref\n-1\n", b"xref\n0 99999999\n", b"trailer\n<</Root 1 0 R/Prev 0>>\n"))  # fmt: skip
    return b"%PDF-" + version.encode() + b"\n" + between + b"%%EOF" + by.choice((b"", b"\n", b"\r\n"))


def of_noise(by: Random) -> bytes:
    return b"%PDF-1.7\n" + by.randbytes(by.randint(10, 30_000)).replace(b"<", b"(") + b"\n%%EOF\n"


MARKUP = (b"<html>", b"<script>alert(1)</script>", b"<!DOCTYPE html>", b"<?php x();", b"<SVG onload=x()>", b"<iframe>")


def markup_first(by: Random) -> bytes:
    """In a comment before the first object, of any length up to it."""
    head, line, rest = saved(filled(by), by, linearize=False).partition(b"\n")
    before = b"%" + b"x" * by.choice((0, 3, by.randint(4, 900))) + by.choice(MARKUP) + b"\n"
    return head + line + before + rest


def markup_behind(by: Random) -> bytes:
    between = by.choice((b"", b"\n", b"\0" * by.randint(1, 200), b"\n%"))
    return paper(by) + between + by.choice((*MARKUP, b"x", b"MZ")) + words(by).encode()


def archive_behind(by: Random) -> bytes:
    """Behind the end; or before a second end, so that what another program opens ends in a paper's last words."""
    whole = paper(by) + by.choice((b"", b"\n")) + zipped()
    return whole + (b"\n%%EOF\n" if by.random() < 0.5 else b"")


VARYING: dict[str, Callable[[Random], bytes]] = {
    "pdf cut": cut_paper,
    "pdf head only": head_only,
    "pdf of noise": of_noise,
    "pdf without pages": no_pages,
    "pdf with circular pages": changed(page_loop),
    "pdf of too many pages": many_pages,
    "pdf with a password": closed,
    "pdf with a script": changed(script),
    "pdf with a named script": changed(named_script),
    "pdf with a link that runs": changed(running_link),
    "pdf that starts a program": changed(launch),
    "pdf that sends a form": changed(submit),
    "pdf with an xfa form": changed(xfa),
    "pdf with a film": changed(film),
    "pdf with an attachment": changed(attachment),
    "pdf nested without end": changed(nested(64, 400)),
    "pdf nested beyond its reader": changed(nested(520, 2000)),
    "pdf with html before it begins": markup_first,
    "pdf with html behind": markup_behind,
    "pdf with zip": archive_behind,
}
