"""Something in every state that a page of the admin shows, and the addresses of those pages."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.text import slugify

from portal.base.drafts import copies, publication, snapshots, versions, withdrawing
from portal.base.models import ConfirmationRequest, Feedback, HeldForm, Link, LinkUse, WorkingCopy
from portal.base.upkeep import confirming
from tests import factories
from tests.upkeep import made

ADMIN = "/nb/admin"
# What the form shows of a password is random letters: here they are as wide as they can be.
WIDEST = f"pbkdf2_sha256$1000000${'W' * 22}${'W' * 44}"
LISTS = (
    "services/careercentre", "services/site", "services/contactfact", "networks/meeting",
    "guidance/term", "base/link", "base/feedback", "base/confirmationrequest", "base/auditentry",
    "base/periodicrun", "auth/user", "auth/group",
)  # fmt: skip
PAGES = (
    "/", "/languages/", "/languages/export/?source=nb&target=nb", "/exchange/",
    "/exchange/?kinds=careercentre", "/exchange/export/?format=csv", "/services/service/add/",
    "/account/", "/account/password/", "/account/two-steps/app/", "/account/passkeys/",
    "/account/passkeys/add/", "/account/sessions/",
    "/account/providers/", "/account/again/", "/account/logout/", "/account/no-access/",
    "/services/careercentre/?state__exact=published&q=karriere", "/services/site/add/",
    "/auth/user/add/",
)  # fmt: skip
WITH_TWO_STEPS = (
    "/account/", "/account/recovery-codes/", "/account/recovery-codes/new/",
    "/account/two-steps/app/remove/", "/account/two-steps/again/",
)  # fmt: skip
SIGNED_OUT = (
    "/account/login/", "/account/password/forgotten/", "/account/password/forgotten/sent/",
    "/account/password/new/0-set/", "/account/password/new/done/",
)  # fmt: skip


def stage(users: dict[str, Any]) -> dict[str, list[str]]:
    """Make an entry in every state, and return the addresses by who looks at them."""
    seen = [*PAGES, *(f"/{name}/" for name in LISTS)]
    seen += [*drafts(users), *history(users), *upkeep(users), *accounts(users)]
    by_whom = {"sjef": seen, "tosteg": WITH_TWO_STEPS, "": SIGNED_OUT}
    return {name: [f"{ADMIN}{path}" for path in paths] for name, paths in by_whom.items()}


def path(entry: Any, page: str = "change", *more: Any) -> str:
    """Return the address of one of an entry's pages, inside the admin."""
    meta = entry._meta
    rest = "".join(f"{each}/" for each in more)
    return f"/{meta.app_label}/{meta.model_name}/{entry.pk}/{page}/{rest}"


def service(name: str, **values: Any) -> Any:
    """Return a service with a name and a text."""
    return factories.ServiceFactory(name_nb=name, slug_nb=slugify(name), **factories.BODY, **values)


def drafts(users: dict[str, Any]) -> list[str]:
    """Make drafts: open, with errors, waiting, scheduled, given back, crossed."""
    centre = made.centre(name_nb="Senter med utkast", slug_nb="senter-med-utkast")
    meeting = factories.MeetingFactory()
    factories.CaseFactory(meeting=meeting)
    copies.change(centre, {"website": "https://example.org/after/"}, user=users["sjef"])
    wrong = service("Rådgivning med en feil")
    bad = '<h2>En</h2><h4>To</h4><p><a href="https://example.org/">Les mer</a></p>'
    copies.change(wrong, {"body_nb": bad}, user=users["sjef"])
    waiting, timed, failed = (
        service(name) for name in ("Kveldskurs", "Jobbsøkerkurs", "Studieveiledning")
    )
    for entry in (waiting, timed, failed):
        copies.change(entry, {"cost_nb": "Koster penger"}, user=users["utgiver"])
    publication.ask_for_approval(copies.current(waiting), user=users["utgiver"])
    tomorrow = timezone.now() + dt.timedelta(days=1)
    publication.schedule(copies.current(timed), tomorrow, user=users["sjef"])
    WorkingCopy.objects.filter(pk=copies.current(failed).pk).update(failed="Feil i skjemaet.")
    found = [
        *(path(centre), path(centre, "publish"), path(centre, "discard")),
        *(path(centre.sites.get()), path(centre.contacts.get()), path(meeting)),
        *(path(centre, "take-off"), path(centre, "delete"), path(wrong), path(wrong, "publish")),
        *(path(each, page) for each in (waiting, timed, failed) for page in ("change", "publish")),
        path(factories.SeriesFactory(state="draft"), "publish"),
    ]
    return [*found, path(*crossed(users))]


def crossed(users: dict[str, Any]) -> tuple[Any, str, int]:
    """Make a change that clashes with somebody else's, and return where one chooses."""
    entry = service("Veiledning på nett", cost_nb="Gratis")
    base = snapshots.take(entry)
    copies.change(entry, {"cost_nb": "Karis pris"}, user=users["utgiver"])
    mine = {"fields": base["fields"] | {"cost_nb": "Olas pris"}, "parts": base["parts"]}
    saved = copies.save(entry, mine, user=users["sjef"], base=base)
    return entry, "choose", saved.draft.pk


def history(users: dict[str, Any]) -> list[str]:
    """Make versions, something deleted, and a translation that its source has left."""
    entry = service("Veiledning i skolen", cost_nb="Gratis")
    publish(entry, users["sjef"], cost_nb="Koster", body_nb="<p>En annen tekst på bokmål.</p>")
    first = versions.versions_of(type(entry), entry.key).last()
    gone = factories.CentreFactory(name_nb="Borte", slug_nb="borte")
    withdrawing.delete(gone, user=users["sjef"])
    return [
        *(path(entry), path(entry, "history"), path(entry, "restore", first.pk)),
        *("/services/careercentre/deleted/", "/services/sector/deleted/"),
        f"/languages/services.service/{entry.key}/",
        path(service("Uten historie"), "history"),
    ]


def publish(entry: Any, user: Any, **values: Any) -> None:
    """Publish a change to an entry."""
    publication.publish(copies.change(entry, values, user=user), user=user)


def upkeep(users: dict[str, Any]) -> list[str]:
    """Make a broken link, what a reader told us, and questions: open, answered, with proposals."""
    entry = made.centre(name_nb="Senter med brutt lenke", slug_nb="brutt-lenke")
    today = timezone.localdate()
    link = Link.objects.create(
        kind="web", address=made.WEBSITE, state="broken", broken_since=today, status=404, failures=3
    )
    model = entry._meta.label_lower
    LinkUse.objects.create(link=link, model=model, object_key=entry.key, path="website")
    told = Feedback.objects.create(
        kind="error", about="/nb/sentre/", entry_model=model, entry_key=entry.key, language="nb",
        category="hours", text="Åpningstiden er feil.", received_on=today, state="new",
    )  # fmt: skip
    opened, answered = made.question(entry), proposed()
    return [
        path(link), f"/base/link/{link.pk}/replace/",
        f"/base/link/{link.pk}/replace/?new=https://example.org/after/", path(told),
        f"/base/confirmationrequest/ask/{model}/{entry.key}/", path(opened), path(answered),
    ]  # fmt: skip


def proposed() -> ConfirmationRequest:
    """Return a question that its owner has answered with proposals."""
    entry = made.centre(name_nb="Senter med forslag", slug_nb="senter-med-forslag")
    now = timezone.now()
    asked = made.question(entry)
    _entry, groups = confirming.facts_of(asked, now=now)
    changes = [(fact, "https://example.org/after/") for fact in groups[0].facts[:1]]
    confirming.propose(asked, entry, changes, "Vi har flyttet.", now=now)
    return asked


def accounts(users: dict[str, Any]) -> list[str]:
    """Make somebody with a role, and a form that is held."""
    entry = service("Gruppeveiledning")
    address = f"{ADMIN}{path(entry)}"
    HeldForm.objects.create(token="holdt", path=address, data={"cost_nb": ["Gratis"]})  # noqa: S106
    people = get_user_model().objects
    without = people.create_user("kari", is_staff=True)
    wide = people.create(username="ola", is_staff=True, password=WIDEST)
    shown = (users["fylke"], without, wide)
    return [f"{path(entry)}?held=holdt", *(path(each) for each in shown)]
