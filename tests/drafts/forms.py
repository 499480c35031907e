"""What a browser would send back of a form on a page, and what an editor does with it."""

from typing import Any

import lxml.html
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from portal.base.drafts import copies, publication

BUTTONS = {"_save", "_continue", "_publish", "_addanother", "_now", "_ask", "_saveasnew"}


def editor(name: str = "redaktor") -> Client:
    """Return a browser in which somebody who may do everything is signed in."""
    client = Client()
    user = get_user_model().objects.filter(username=name).first()
    client.force_login(user or get_user_model().objects.create_superuser(name))
    return client


def admin_url(entry: Any, page: str = "change", *more: Any) -> str:
    """Return the address of one of an entry's pages in the admin, in bokmål."""
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[entry.pk, *more])


def filled_in(response: Any, number: int = -1) -> dict[str, Any]:
    """Return what a browser would send of a page's form, the last unless said otherwise."""
    page = lxml.html.fromstring(response.content.decode())
    forms = [
        form for form in page.forms if form.method == "POST" and "logout" not in (form.action or "")
    ]
    data: dict[str, Any] = {}
    for name, value in forms[number].form_values():
        if name in BUTTONS:
            continue
        value = value.removeprefix("\n")  # which stands before the text of a text area
        data.setdefault(name, []).append(value.replace("\n", "\r\n"))
    return {name: values[0] if len(values) == 1 else values for name, values in data.items()}


def save(client: Client, url: str, button: str = "_continue", **changes: Any) -> Any:
    """Open a form, change some fields, and save it with a button."""
    data = filled_in(client.get(url)) | changes | {button: "1"}
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def publish_now(entry: Any) -> None:
    """Publish what an editor has saved of an entry, if there is anything."""
    copy = copies.current(entry)
    if copy is not None:
        publication.publish(copy)


def publish(client: Client, entry: Any, **decided: Any) -> Any:
    """Publish an entry's draft from its receipt."""
    return save(client, admin_url(entry, "publish"), "_now", **decided)
