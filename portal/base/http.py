"""What every public view does with a request: methods, addresses that moved, drafts for editors."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.db.models import Q
from django.forms import Form
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.urls import ResolverMatch, reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from portal.base.accounts import rights
from portal.base.languages import all_languages, current_language, page_language
from portal.base.models import OldAddress
from portal.base.pagecache.kept import Description, describe
from portal.base.pagecache.watch import watch
from portal.base.publishing import PublishableQuerySet
from portal.base.reading import reading
from portal.base.trouble import Trouble, trouble_of

View = Callable[..., HttpResponse]
RETRY_AFTER = 30  # seconds
logger = logging.getLogger(__name__)


class PageMoved(Exception):
    """The page asked for has another address; `entry` is what the address named, if anything."""

    def __init__(self, url: str, *, permanent: bool, entry: Any = None) -> None:
        super().__init__(url)
        self.url = url
        self.permanent = permanent
        self.entry = entry


def public_page(*reads: str | type[Form], kept: bool = True) -> Callable[[View], View]:
    """Answer GET and HEAD only, and turn an address that moved into a redirect.

    `reads`: the parameters of the address that the view reads, by name or as a form with them. No
    other is seen, neither by the view nor by whoever keeps its page. A page that is not kept is
    read from the database that is written to, as it is at every moment.
    """

    def public(view: View) -> View:
        answer = _answering(view, _names(reads), "GET", "HEAD", kept=kept)
        answer.is_public_page = True  # type: ignore[attr-defined]
        return answer

    return public


def public_form(*reads: str | type[Form], kept: bool = True) -> Callable[[View], View]:
    """Answer GET and HEAD, and a POST that a reader sends from one of our own pages.

    Nobody is signed in here: the form acts in nobody's name, so there is no authority that another
    website could misuse, and nothing for a csrf token to protect. A token would need a cookie.
    What another website could do is make its readers' browsers write to us from many addresses;
    the browser says where a form was sent from, so that is refused. The view limits how often.
    """

    def public(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and sent_from_elsewhere(request):
                return render(request, "403_elsewhere.html", status=403)
            return view(request, *args, **kwargs)

        return _answering(answer, _names(reads), "GET", "HEAD", "POST", kept=kept)

    return public


def sent_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether a browser says that a form was sent from another website.

    Every browser of today sends Origin with a POST, and no page can forge it or Sec-Fetch-Site.
    An origin that is hidden ("null") is not ours. What sends none of them is no page in a
    browser but a program, which could claim anything: it is let in, and limited like others.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if sender is None:
        return False
    host = sender.partition("://")[2].partition("/")[0]
    return host.casefold() != request.get_host().casefold()


def _names(reads: tuple[str | type[Form], ...]) -> frozenset[str]:
    return frozenset(
        name for each in reads for name in ([each] if isinstance(each, str) else each.base_fields)
    )


def _answering(view: View, names: frozenset[str], *methods: str, kept: bool) -> View:
    """Answer some methods only, from one version of the content; see public_page."""

    @csrf_exempt  # nothing is done in anybody's name: see public_form
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in methods:
            response = render(request, "405.html", status=405)
            response["Allow"] = ", ".join(methods)
            return response
        _keep_only(request, names)
        try:
            if request.method == "POST" or not kept:
                return _answered(view, request, *args, **kwargs)
            with reading(watch.known, away=watch.is_away) as read:
                response = _answered(view, request, *args, **kwargs)
        except DatabaseError as problem:
            if (trouble := trouble_of(problem)) is None:
                raise
            logger.warning("A page could not be made: %s", trouble.value)
            return without_database(request, trouble)
        describe(response, Description(names, read))
        return response

    answer.is_for_everyone = kept  # type: ignore[attr-defined]
    return answer


def _keep_only(request: HttpRequest, names: frozenset[str]) -> None:
    """Take away the parameters of an address that nobody reads."""
    if unread := [name for name in request.GET if name not in names]:
        read = request.GET.copy()
        for name in unread:
            del read[name]
        read._mutable = False
        request.GET = read  # type: ignore[assignment]
        request.META["QUERY_STRING"] = read.urlencode()


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):  # which would read the database later
            response.render()
        return response
    except PageMoved as moved:
        kind = HttpResponsePermanentRedirect if moved.permanent else HttpResponseRedirect
        return kind(moved.url)


def without_database(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Say that the page cannot be made now; whoever kept an older one sends that instead."""
    if trouble is Trouble.BUSY and watch.is_away:  # a pool that gets no connection cannot tell
        trouble = Trouble.AWAY
    is_editing = request.path.startswith(reverse("admin:index"))
    context = {"trouble": trouble, "is_editing": is_editing}
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(response)
    response.database_away = True  # type: ignore[attr-defined]
    return response


def find_page(request: HttpRequest, entries: PublishableQuerySet[Any], slug: str) -> Any:
    """Return the public entry that an address names, in the language of the request.

    Raises PageMoved when the entry has another address or stands under another language, and
    Http404 when nothing public is there; an editor who may change it sees the draft instead.
    """
    language = current_language()
    public = entries.published()
    entry = public.filter(**{f"slug_{language}": slug}).first()
    if entry is not None:
        if page_language(entry, language) != language:
            raise PageMoved(entry.url_in(language), permanent=False, entry=entry)
        return entry
    label = entries.model._meta.label_lower
    old = OldAddress.objects.filter(model=label, language=language, slug=slug).first()
    if old and (entry := public.filter(key=old.object_key).first()):
        raise PageMoved(entry.url_in(language), permanent=True, entry=entry)
    in_any_language = Q(*[(f"slug_{code}", slug) for code in all_languages()], _connector=Q.OR)
    if entry := public.filter(in_any_language).first():
        raise PageMoved(entry.url_in(language), permanent=False, entry=entry)
    return _draft_for_editor(request, entries, slug)


def _draft_for_editor(request: HttpRequest, entries: PublishableQuerySet[Any], slug: str) -> Any:
    """Return a draft to an editor who may change it; only here does a public page ask who reads."""
    entry = entries.filter(**{f"slug_{current_language()}": slug}).first()
    if entry is None or not rights.may(request.user, "preview", entry):
        raise Http404
    request.shows_draft = True  # type: ignore[attr-defined]
    return entry


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page; one that shows a draft is never stored anywhere.

    A page that was found ends with the question whether it was useful, unless it says otherwise.
    """
    is_draft = getattr(request, "shows_draft", False)
    is_page = status == HTTPStatus.OK and not is_draft
    common: dict[str, Any] = {"asks_if_useful": is_page}
    if is_page and not request.GET and is_for_everyone(request.resolver_match):
        common["markdown_path"] = markdown_path(request.path)
    response = render(request, template, common | context, status=status)
    if is_draft:
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
    return response


def show_asked(
    request: HttpRequest, template: str, context: dict[str, Any], form: Form
) -> HttpResponse:
    """Render the answer to what was asked in the address.

    It is a bad request where a field could not be understood: the page says which and why, and
    shows all the same what it can. A field that was understood but fits nothing is no error.
    """
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return show(request, template, context, status=status)


def is_for_everyone(found: ResolverMatch | None) -> bool:
    """Tell whether what an address leads to is a public page, the same for whoever asks."""
    return getattr(found and found.func, "is_for_everyone", False)


def markdown_path(path: str) -> str:
    """Return the address of a page as Markdown; the front page is called index."""
    name = "index" if path.count("/") == len("//") else ""
    return f"{path if name else path.rstrip('/')}{name}.md"


def absolute_url(request: HttpRequest, path: str) -> str:
    """Return a path as an absolute address of this portal."""
    if settings.PORTAL_ADDRESS:
        return settings.PORTAL_ADDRESS + path
    try:
        return f"{request.scheme}://{request.get_host()}{path}"
    except DisallowedHost:  # the page that refuses a wrong host is itself asked for at that host
        return path
