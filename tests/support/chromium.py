"""What a real Chromium makes of pages: nothing that was stored may run, load, lead away or violate the policy.

The pages were answered by the test's client; here they are served again, headers and all, from a port of their own.
"""

import mimetypes
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from playwright.sync_api import Error, Page, sync_playwright

from motcua.ops import system

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
STATIC = "/static/"
KEPT = ("Content-Type", "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")
LISTENING = """
window.z = () => { window.__hit = (window.__hit || 0) + 1; return true; };
window.__told = [];
document.addEventListener('securitypolicyviolation', e => window.__told.push(
    `policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
"""
"""Before anything of the page: what every payload calls, and what the policy stopped."""
LOOKING = """() => {
    const told = [...window.__told], seen = node => {
        const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
        while (walker.nextNode()) {
            const one = walker.currentNode;
            if (one.nodeType === Node.COMMENT_NODE) {
                if (one.data.includes('x-z')) told.push(`comment: ${one.data.slice(0, 80)}`);
                continue;
            }
            const strange = [...one.attributes].some(({name, value}) => name.startsWith('on')
                || /^(href|src|action|formaction|srcdoc|data)$/.test(name)
                && /^(javascript:|\\/\\/x-z|x-z|<)/.test(value));
            if (strange || one.localName.includes('x-z')) told.push(`element: ${one.outerHTML.slice(0, 80)}`);
            if (one.localName === 'template') seen(one.content);
            if (one.localName === 'noscript' && one.textContent.includes('<x-z')) told.push('read without scripts');
        }
    };
    seen(document);
    if (document.body && document.body.innerText.includes('81x-y')) told.push('a template was run');
    return window.__hit ? [`it ran ${window.__hit} times`, ...told] : told;
}"""


@dataclass(frozen=True)
class Drawn:
    """A page as it was answered."""

    path: str
    content: bytes
    headers: Mapping[str, str]


@dataclass
class Served:
    """`asked` are the addresses a browser asked for, answered or not."""

    site: str
    page: Drawn | None = None
    asked: list[str] = field(default_factory=list)


@cache
def static(name: str) -> bytes | None:
    found = finders.find(name)
    return Path(found).read_bytes() if isinstance(found, str) else None


@contextmanager
def serving() -> Iterator[Served]:
    """One page at a time under its own address, the styles and scripts of the house; 204 for whatever else."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name, page = self.path.partition("?")[0], served.page
            served.asked.append(self.path)
            content = static(name.removeprefix(STATIC)) if name.startswith(STATIC) else None
            if page is not None and self.path == page.path:
                self._answer(page.content, {key: page.headers[key] for key in KEPT if key in page.headers})
            elif content is not None:
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                self._answer(content, {"Content-Type": kind, "Cache-Control": "max-age=3600, immutable"})
            else:
                self._answer(b"", {}, 204)

        def do_POST(self) -> None:
            """What a script sends is read to its end: the next request comes on the same connection."""
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def _answer(self, content: bytes, headers: Mapping[str, str], status: int = 200) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *told: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Served(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Opened:
    """One tab of one Chromium."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page, self.served = page, served
        self.told: list[str] = []
        page.add_init_script(LISTENING)
        page.on("dialog", lambda dialog: (self.told.append(f"dialog: {dialog.message[:80]}"), dialog.dismiss()))
        page.on("request", lambda request: self._asked(request.url))
        page.on("popup", lambda popup: self.told.append(f"window: {popup.url[:80]}"))

    def _asked(self, url: str) -> None:
        if "x-z" in url.lower() or not url.startswith((f"{self.served.site}/", "data:", "blob:")):
            self.told.append(f"asked for: {url[:80]}")

    def wrong_with(self, drawn: Drawn) -> list[str]:
        """Everything stored that was more than text there."""
        self.told, self.served.page, self.served.asked = [], drawn, []
        try:
            self.page.goto(self.served.site + drawn.path, wait_until="load")
            found = self.page.evaluate(LOOKING)
        except Error as failure:
            found = [f"it led away: {failure.message[:80]}"]
        again = self.served.asked.count(drawn.path) - 1
        return [*self.told, *found, *(["it was loaded again"] if again else [])]


@contextmanager
def chromium() -> Iterator[Opened]:
    with serving() as served, sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=system.chromium(), args=ARGUMENTS)
        try:
            yield Opened(running.new_page(), served)
        finally:
            running.close()


def wrong_in_chromium(pages: Iterable[Drawn]) -> list[str]:
    with chromium() as opened:
        return [f"{one.path}: {told}" for one in pages for told in opened.wrong_with(one)]
