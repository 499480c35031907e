"""What robots ask for that look for other programs' holes; answered before anything is looked up.

Most of what a public server is asked for is of this kind. The answer is short, needs no database
and no template, and is the same for everybody.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse

LONGEST = 2000  # characters; no path of ours comes near

_PROGRAMS = (
    r"php\d?|phtml|phar|aspx?|ashx|asmx|axd|jspx?|jspa|do|cgi|cfm|pl|dll|exe|sh|bat|"
    r"env|ini|ya?ml|sql|sqlite3?|bak|old|swp|orig|save|pem|key|htaccess|htpasswd|ds_store"
)
_FOLDERS = (
    r"wp-|wp/|wordpress|xmlrpc|cgi-bin|cgi/|vendor/|node_modules/|phpmyadmin|phpunit|pma/|myadmin|"
    r"mysql|adminer|administrator|joomla|drupal|magento|typo3|laravel|_ignition|_profiler|"
    r"telescope|actuator|solr/|jenkins|owa/|ecp/|autodiscover|boaform|hnap1|geoserver|manager/|"
    r"server-status|server-info|console/|struts|invoker|hudson|portainer|remote/|sdk/|_next/|"
    r"etc/|proc/|\.\./"
)
_SCAN = re.compile(
    rf"\x00|\.(?:{_PROGRAMS})(?:/|~?$)"  # a program, a secret or what an editor program left
    rf"|^/+(?:{_FOLDERS})"
    r"|/\.(?!well-known/)"  # a hidden file or folder, or a step upwards
    r"|^/+\.well-known/.*/\.",
    re.IGNORECASE,
)

PAGE = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not found</title>
</head>
<body>
<main>
<h1>Not found</h1>
<p>There is nothing at this address. <a href="/">Go to the front page.</a></p>
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class EarlyAnswer:
    """An answer that needs no request: a server may send it before the portal is asked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


NOT_FOUND = EarlyAnswer(
    404,
    MappingProxyType(
        {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(PAGE)),
            "Cache-Control": "public, max-age=3600",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }
    ),
    PAGE,
)


def is_scan(path: str) -> bool:
    """Tell whether a path, decoded, is one that only a robot looking for holes asks for."""
    return len(path) > LONGEST or _SCAN.search(path) is not None


def early_answer(path: str) -> EarlyAnswer | None:
    """Return what a path is answered at once, or nothing: then the portal answers."""
    return NOT_FOUND if is_scan(path) else None


def not_found_at_once(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send robots away before anything else is done."""

    def answer(request: HttpRequest) -> HttpResponse:
        early = early_answer(request.path)
        if early is None:
            return get_response(request)
        body = b"" if request.method == "HEAD" else early.body
        return HttpResponse(body, status=early.status, headers=dict(early.headers))

    return answer
