"""Where requests come from: one household or one network counts together, and the city's own offices are known."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

Network = IPv4Network | IPv6Network
HOUSEHOLD = 64
"""Bits of an IPv6 address that name a line; whoever has the line takes any of the addresses behind them."""


def networks(told: Iterable[str]) -> tuple[Network, ...]:
    """Networks such as `203.0.113.0/24` or single addresses. ImproperlyConfigured names what is none."""
    try:
        return tuple(ip_network(one) for one in told)
    except ValueError as wrong:
        raise ImproperlyConfigured(f"MOTCUA_OFFICE_NETWORKS: không phải mạng / no network: {wrong}") from None


def line_of(address: str) -> str:
    """What is counted for an address: itself, or the IPv6 network of its line."""
    found = _read(address)
    return str(ip_network((found, HOUSEHOLD), strict=False)) if isinstance(found, IPv6Address) else address


def of_an_office(address: str) -> bool:
    """Whether it is in `MOTCUA_OFFICE_NETWORKS`: many people stand behind it, none of them is to wait for another."""
    found = _read(address)
    return found is not None and any(found in network for network in settings.MOTCUA_OFFICE_NETWORKS)


def _read(address: str) -> IPv4Address | IPv6Address | None:
    """An IPv4 address written as IPv6 is the IPv4 one."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
