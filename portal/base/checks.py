"""System checks of what keeps the portal safe, so that a wrong setting is said at once."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from portal.base.client_address import proxies_of


@register(Tags.security)
def check_proxies(**kwargs: Any) -> list[CheckMessage]:
    """Refuse proxies that are neither an address nor a network; they would never be believed."""
    errors: list[CheckMessage] = [
        Error(
            f"PORTAL_PROXIES has {text!r}, which is neither an address nor a network.",
            hint="Write addresses such as 192.0.2.7, networks such as 10.0.0.0/8, or the word unix "
            "for a socket, with commas between them.",
            id="portal.E001",
        )
        for text in proxies_of(tuple(settings.PORTAL_PROXIES)).wrong
    ]
    if settings.SECURE_PROXY_SSL_HEADER and not settings.PORTAL_PROXIES:
        errors.append(
            Warning(
                "A proxy stands in front, and PORTAL_PROXIES does not say where: to the limits of "
                "forms and searches all readers are one.",
                hint="Set PORTAL_PROXIES to the address the proxy connects from.",
                id="portal.W001",
            )
        )
    return errors


@register(Tags.security)
def check_hosts(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to answer for every host: links in mails could be made to lead elsewhere."""
    if settings.DEBUG or "*" not in settings.ALLOWED_HOSTS:
        return []
    hint = "Name the hosts in PORTAL_HOSTS."
    return [Error("PORTAL_HOSTS lets every host in.", hint=hint, id="portal.E002")]


@register(Tags.security)
def check_address(**kwargs: Any) -> list[CheckMessage]:
    """Refuse an address of the portal that is more or less than a scheme and a host."""
    if not (address := settings.PORTAL_ADDRESS):
        return []
    parts = urlsplit(address)
    if parts.scheme in {"http", "https"} and address == f"{parts.scheme}://{parts.netloc}":
        return []
    hint = "Write it as https://www.example.org, without a path."
    return [Error(f"PORTAL_ADDRESS is {address!r}.", hint=hint, id="portal.E003")]
