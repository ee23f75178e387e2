"""What fails without anybody seeing it: told to who runs the house, never to the public.

When one began lies in a stamp outside the database, so that it is also known where nothing can be written there.
"""

from dataclasses import dataclass
from datetime import datetime

from motcua.kernel import stamps
from motcua.kernel.home import Home
from motcua.kernel.words import Words

BACKUP, LOG, PAGE = "backup", "log", "page"
SENTENCES = {
    BACKUP: Words(
        "Lần sao lưu gần nhất không hoàn tất (ổ đĩa đầy, trang dữ liệu hỏng): nhờ người vận hành xem rồi chạy lại"
        " motcua backup",
        "The last backup did not come to its end (a full disk, a spoilt page): ask who runs the system to look, then to"
        " run motcua backup again",
    ),
    LOG: Words(
        "Máy chủ dữ liệu không cất được nhật ký ra nơi khác, hỏng đĩa lúc này là mất dữ liệu mới: nhờ người vận hành"
        " xem thư mục MOTCUA_ARCHIVE",
        "The database server cannot keep its log away, and what is new would be lost with its disk: ask who runs the"
        " system to look at the folder of MOTCUA_ARCHIVE",
    ),
    PAGE: Words(
        "Có trang dữ liệu bị hỏng trên đĩa của máy chủ: nhờ người vận hành chạy motcua verify pages ngay",
        "A page of the database is spoilt on the server's disk: ask who runs the system to run motcua verify pages"
        " at once",
    ),
}


@dataclass(frozen=True, slots=True)
class Alarm:
    name: str
    since: datetime

    @property
    def words(self) -> Words:
        return SENTENCES[self.name]


def standing() -> list[Alarm]:
    """Those that are on. No statement."""
    found = ((name, stamps.told(Home.current(), stamp_of(name))) for name in SENTENCES)
    return [Alarm(name, since) for name, since in found if since is not None]


def raised(name: str, now: datetime) -> Alarm:
    """The one that is on, or begins now."""
    home = Home.current()
    since = stamps.told(home, stamp_of(name))
    if since is None:
        stamps.leave(home, stamp_of(name), now)
    return Alarm(name, since or now)


def over(name: str) -> None:
    stamps.take_away(Home.current(), stamp_of(name))


def stamp_of(name: str) -> str:
    return f"alarm-{name}"
