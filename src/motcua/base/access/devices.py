"""A browser in plain words, and half of an address: enough to know one's own again, too little to follow anybody."""

from ipaddress import IPv4Address, ip_address

from motcua.kernel.words import Words

BROWSERS = (("Edg", "Edge"), ("CocCoc", "Cốc Cốc"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
            ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip
ON = Words("{browser} trên {system}", "{browser} on {system}")
UNKNOWN = Words("Thiết bị không rõ", "Unknown device")


def device(agent: str) -> str:
    """What is kept: "Chrome|Windows"; either half may be empty."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser}|{system}"


def words(kept: str) -> Words:
    browser, _, system = kept.partition("|")
    if browser and system:
        return ON.fill(browser=browser, system=system)
    return Words(browser or system, browser or system) if kept.strip("|") else UNKNOWN


def masked(address: str) -> str:
    """The network alone: "113.22.x.x", "2405:4802:…"."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, IPv4Address):
        return ".".join(str(known).split(".")[:2]) + ".x.x"
    return ":".join(known.exploded.split(":")[:2]) + ":…"
