"""Whether people can sign in with the provider, as this process last noticed; nobody is asked for it."""

from collections.abc import Iterator

from motcua.base.outages.told import Sign
from motcua.partners.identity.current import current_client, is_on


def watch() -> Iterator[Sign]:
    if not is_on():
        yield Sign("sign_in", "off")
    elif current_client().breaker.open:
        yield Sign("sign_in", "down")
