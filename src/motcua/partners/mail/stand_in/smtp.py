"""The SMTP side of the mail catcher: aiosmtpd in a thread of its own, on the loopback address."""

import asyncio
import threading
from email.utils import format_datetime

from aiosmtpd.smtp import SMTP, Envelope, Session

from motcua.kernel import clock
from motcua.partners.mail.stand_in.store import Store

LOOPBACK = "127.0.0.1"
MOST_BYTES = 10 * 1024 * 1024


class Takes:
    """Takes every message, unless told to answer otherwise. The hooks' names and arguments are aiosmtpd's."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.answer_to_recipient: str | None = None
        self.answer_to_data: str | None = None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_recipient:
            return self.answer_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer_to_data:
            return self.answer_to_data
        received = f"Received: from test by mail-catcher; {format_datetime(clock.now())}\r\n".encode()
        content = envelope.original_content or b""
        self.store.add(received + content)
        return "250 Caught"


class SmtpThread:
    """Listens from the moment it is made. OSError: the port is taken."""

    def __init__(self, port: int, takes: Takes) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail-catcher-smtp", daemon=True)
        self._thread.start()
        try:
            self._server = asyncio.run_coroutine_threadsafe(self._listen(port, takes), self._loop).result()
        except OSError:
            self._end_loop()
            raise
        self.port: int = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._end_loop()

    async def _listen(self, port: int, takes: Takes) -> asyncio.Server:
        def protocol() -> SMTP:
            return SMTP(
                takes,
                data_size_limit=MOST_BYTES,
                enable_SMTPUTF8=True,
                hostname="mail-catcher.invalid",
                ident="mail catcher",
                loop=self._loop,
            )

        return await self._loop.create_server(protocol, LOOPBACK, port)

    async def _close(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
