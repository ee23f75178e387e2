"""The eight turns of a life by which people look for a procedure without knowing its name."""

from dataclasses import dataclass

from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """`slug` stands in addresses, `key` in the catalogue."""

    slug: str
    key: str
    words: Words
    icon: str


LIFE_EVENTS = (
    LifeEvent("sinh-con", "birth", Words("Sinh con", "Having a child"), "birth"),
    LifeEvent("ket-hon", "marriage", Words("Kết hôn", "Marriage"), "wedding"),
    LifeEvent("nha-dat-cu-tru", "home", Words("Nhà, đất, nơi ở", "Home and land"), "home"),
    LifeEvent("kinh-doanh", "business", Words("Mở cửa hàng", "Business"), "shop"),
    LifeEvent("viec-lam", "work", Words("Việc làm, nghề", "Work"), "work"),
    LifeEvent("di-hoc", "school", Words("Đi học", "School"), "study"),
    LifeEvent("suc-khoe", "health", Words("Sức khỏe", "Health"), "health"),
    LifeEvent("tuoi-gia", "old_age_death", Words("Tuổi già, qua đời", "Old age, death"), "candle"),
)

BY_SLUG = {event.slug: event for event in LIFE_EVENTS}
