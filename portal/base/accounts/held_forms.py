"""What someone was saving when the session had ended is held, and given back after signing in."""

import json
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure

from portal.base.accounts import two_steps
from portal.base.accounts.models import HeldForm
from portal.base.http import sent_from_elsewhere
from portal.base.throttle import Limit, seconds_to_wait

TOKEN = "held"  # noqa: S105 - the name of the parameter and the field
MOST = 300
BIGGEST = 1_000_000
LONGEST = 500  # an address, as HeldForm.path
AN_HOUR = Limit("held", 60)
View = Callable[..., HttpResponse]


def doorkeeper(site: admin.AdminSite, view: View) -> View:
    """Let in to an admin page who is signed in with what that takes; hold what others post."""

    @wraps(view)
    def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.path == reverse("admin:logout"):
            return view(request, *args, **kwargs)
        if not site.has_permission(request):
            if request.method == "POST":
                return hold(request, signed_in=request.user.is_authenticated)
            return view(request, *args, **kwargs)
        if two_steps.lacks_second_step(request):
            return lead_to_set_up(request)
        if request.method == "POST" and (token := request.POST.get(f"_{TOKEN}")):
            HeldForm.objects.filter(token=token).delete()
        elif request.method == "GET" and TOKEN in request.GET:
            return give_back(request, request.GET[TOKEN])
        return view(request, *args, **kwargs)

    return watched


def lead_to_set_up(request: HttpRequest) -> HttpResponse:
    """Lead to one's own page; what was posted waits until that is done."""
    path = own_path(request)
    if request.method == "POST" and (form := keep(request)):
        path = with_token(path, form.token)
    two_steps.remember_the_way(request, path)
    return HttpResponseRedirect(reverse("account_home"))


def hold(request: HttpRequest, *, signed_in: bool) -> HttpResponse:
    """Hold what was posted, and lead to signing in and back; say so if it cannot be held."""
    path = own_path(request)
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return redirect_to_login(path, reverse("account_login"))  # a script posted it, not a person
    form = keep(request)
    if form is None:
        frame = _frame(request, _("Your session has ended"))
        return render(request, "admin/held_not.html", frame, status=413)
    path = with_token(path, form.token)
    if signed_in:
        return HttpResponseRedirect(path)
    messages.warning(
        request, _("Your session had ended. Sign in, and what you wrote will be given back.")
    )
    return redirect_to_login(path, reverse("account_login"))


def keep(request: HttpRequest) -> HeldForm | None:
    """Store the text of a form, neither files nor passwords; nothing if that is too much."""
    data = {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", f"_{TOKEN}"} and "password" not in name
    }
    now = timezone.now()
    if len(json.dumps(data)) > BIGGEST or seconds_to_wait(request, AN_HOUR, now=now):
        return None
    HeldForm.objects.filter(held_at__lte=now - HeldForm.KEPT_FOR).delete()
    if again := request.POST.get(f"_{TOKEN}"):
        HeldForm.objects.filter(token=again).delete()
    oldest = HeldForm.objects.order_by("-pk").values_list("pk", flat=True)[MOST - 1 :]
    HeldForm.objects.filter(pk__in=list(oldest)).delete()
    data["_files"] = ["1"] if any(file for file in request.FILES.values()) else []
    return HeldForm.objects.create(
        token=secrets.token_urlsafe(32), path=own_path(request), data=data, held_at=now
    )


def give_back(request: HttpRequest, token: str) -> HttpResponse:
    """Show that what was written is here, with one button that saves it."""
    kept = HeldForm.objects.filter(held_at__gt=timezone.now() - HeldForm.KEPT_FOR)
    form = kept.filter(token=token, path=own_path(request)).first()
    if form is None:
        messages.error(
            request, _("What you wrote is no longer here: it is held for a day, until it is saved.")
        )
        return HttpResponseRedirect(own_path(request))
    fields = [
        (name, value) for name, values in form.data.items() for value in values if name != "_files"
    ]
    context = _frame(request, _("What you wrote")) | {
        "fields": fields,
        "files": bool(form.data.get("_files")),
        "path": form.path,
        "token": token,
    }
    response = render(request, "admin/held.html", context)
    response["Referrer-Policy"] = "same-origin"  # the address holds the token
    return response


def own_path(request: HttpRequest) -> str:
    """Return the address of a page of the admin, without the token; as much of it as is kept."""
    query = [pair for pair in parse_qsl(request.META["QUERY_STRING"], True) if pair[0] != TOKEN]
    path = request.path + (f"?{urlencode(query)}" if query else "")
    return path if len(path) <= LONGEST else request.path


def with_token(path: str, token: str) -> str:
    """Return the address at which what was written is given back."""
    return f"{path}{'&' if '?' in path else '?'}{TOKEN}={token}"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Lose nothing when a form of the admin was open for too long, or in another tab.

    Another website's form is refused as ever: nobody is to be shown what they never wrote.
    """
    index = reverse("admin:index")
    if not request.path.startswith(index) or sent_from_elsewhere(request):
        return plain_csrf_failure(request, reason)
    if request.path == reverse("admin:logout"):
        return HttpResponseRedirect(index)
    if request.path.startswith((reverse("account_home"), reverse("admin:login"))):
        messages.warning(request, _("The page had been open for too long. Please try again."))
        return HttpResponseRedirect(request.get_full_path())
    return hold(request, signed_in=admin.site.has_permission(request))


def _frame(request: HttpRequest, title: str) -> dict[str, Any]:
    return admin.site.each_context(request) | {"title": title}
