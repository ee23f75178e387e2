"""Who issues, who carries out, on which level: read from names, as far as names tell."""

import re

from motcua.domain.catalogue.enums import OWN_LEVELS, Level
from motcua.domain.catalogue.reading.clean import distinct, lines_of, one_line
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import Decider, Notes
from motcua.kernel.text import fold

HOME = "Hà Nội"

LEVEL_NAMES = {
    "cap xa": Level.COMMUNE,
    "cap huyen": Level.DISTRICT,
    "cap tinh": Level.CITY,
    "cap bo": Level.MINISTRY,
    "cap bo/nganh": Level.MINISTRY,
    "co quan khac": Level.OTHER,
}

ISSUER_SLUGS = {
    "bo-nong-nghiep-mt": "Bộ Nông nghiệp và Môi trường",
    "bo-tai-chinh": "Bộ Tài chính",
    "bo-tu-phap": "Bộ Tư pháp",
    "bo-cong-an": "Bộ Công an",
}

PROVINCE = re.compile(r"^(?:ubnd|uy ban nhan dan) (?:tinh|thanh pho) (?P<name>.+)$")

HEADS = (
    r"Ủy ban|Uỷ ban|UBND|Chủ tịch|Sở|Bộ|Cục|Tổng cục|Chi cục|Phòng|Chi nhánh|Văn phòng|Cơ quan|Ban|Trung tâm|Công an"
    r"|Bảo hiểm|Thuế|Hải quan|Đội|Tòa án|Ngân hàng|Kho bạc|Thanh tra|Hội|Trường|Cơ sở|Tổ chức"
)
BETWEEN = re.compile(rf";|,\s*(?=(?:{HEADS})\b)")

NAME_TELLS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.COMMUNE, re.compile(r"^cong an (cap )?(xa|phuong)")),
    (
        Level.OTHER,
        re.compile(
            r"^(bao hiem xa hoi|thue |chi cuc thue|cuc thue|hai quan|chi cuc hai quan|cuc hai quan|kho bac|ngan hang|"
            r"thi hanh an|doi thu tuc|doi thue|bo chi huy|ban chi huy|bo tu lenh|bo doi|cong an|toa an|tap doan|"
            r"cang vu|bien phong|chi cuc kiem dich)"
        ),
    ),
    (
        Level.COMMUNE,
        re.compile(r"\bcap xa\b|\b(ubnd|nhan dan) (cap )?(xa|phuong)\b|^(phong .*)cap xa$"),
    ),
    (Level.DISTRICT, re.compile(r"\bcap huyen\b|\b(ubnd|nhan dan) (cap )?(huyen|quan)\b")),
    (
        Level.CITY,
        re.compile(
            r"^so (?!huu)|^cac so |\bcap tinh\b|\b(ubnd|nhan dan) (tinh|thanh pho|cac tinh)\b|"
            r"^(chi nhanh )?van phong dang ky dat dai|^ban quan ly (cac )?khu "
        ),
    ),
    (
        Level.MINISTRY,
        re.compile(r"^(bo |cuc |tong cuc|vu |thanh tra bo|ban ton giao chinh phu|co quan dai dien|uy ban chung khoan)"),
    ),
)


def read_levels(named: list[object], deciders: tuple[Decider, ...], notes: Notes) -> tuple[Level, ...]:
    """The levels the line gives; without any, those of the executing agencies' names (flagged)."""
    known = []
    for index, name in enumerate(named):
        level = LEVEL_NAMES.get(fold(str(name)))
        if level is None:
            notes.add(Reason.LEVEL_UNKNOWN, f"levels[{index}]", name)
        else:
            known.append(level)
    told = distinct(decider.level for decider in deciders if decider.level)
    if not known:
        reason = Reason.LEVEL_DERIVED if told else Reason.LEVEL_MISSING
        notes.add(reason, "levels", "; ".join(decider.name for decider in deciders))
        return _ordered(told)
    if told and not set(told) & set(known) and set(known) & set(OWN_LEVELS):
        notes.add(Reason.LEVEL_DIFFERS, "executing_agency", "; ".join(decider.name for decider in deciders))
    return _ordered(known)


def read_deciders(text: object) -> tuple[Decider, ...]:
    """The bodies named in an executing agency's text: "Sở Tư pháp; Ủy ban nhân dân cấp xã" gives two."""
    parts = [part.strip(" .,") for line in lines_of(text) for part in BETWEEN.split(line)]
    return tuple(Decider(part, level_of(part)) for part in distinct(part for part in parts if part))


def level_of(name: str) -> Level | None:
    """The level a body's name tells; None where it does not. Bodies of a ministry's own line are OTHER."""
    folded = fold(name)
    return next((level for level, tells in NAME_TELLS if tells.search(folded)), None)


def read_issuer(text: object, home: str, notes: Notes) -> tuple[str, bool]:
    """The issuing agency, and whether it is another province than `home`."""
    name = one_line(text)
    if not name:
        notes.add(Reason.ISSUER_MISSING, "issuing_agency")
        return "", False
    if name in ISSUER_SLUGS:
        notes.add(Reason.ISSUER_SLUG, "issuing_agency", name)
        return ISSUER_SLUGS[name], False
    foreign = is_other_province(name, home)
    if foreign:
        notes.add(Reason.ISSUER_FOREIGN, "issuing_agency", name)
    return name, foreign


def is_other_province(issuer: str, home: str = HOME) -> bool:
    """Whether `issuer` is the committee of a province other than `home`."""
    province = PROVINCE.match(fold(issuer))
    return province is not None and province["name"] != fold(home)


def _ordered(levels: list[Level]) -> tuple[Level, ...]:
    return tuple(level for level in Level if level in levels)
