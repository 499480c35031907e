"""What every answer says to browsers, unless the answer itself says otherwise."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# What no page of ours asks a browser for. Passkeys are asked for, by ourselves alone.
UNUSED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb"),
    *("xr-spatial-tracking", "browsing-topics"),
)
OURS_ALONE = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join(
    [f"{name}=()" for name in UNUSED] + [f"{name}=(self)" for name in OURS_ALONE]
)
RESOURCES = "Cross-Origin-Resource-Policy"


def closed_by_default(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep other websites from building what we send into their pages, and browsers modest.

    It stands above what serves static files. Pictures among them are for others to show beside a
    link to us. Calendars, feeds and data are fetched by programs, which this does not hinder; what
    another website's script may read, the answer says for itself.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_picture = request.path.startswith(f"{settings.STATIC_URL}img/")
        response.headers.setdefault(RESOURCES, "cross-origin" if is_picture else "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return answer
