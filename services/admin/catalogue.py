"""Services, entitlements, audiences, sectors, law and organisations in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.base.admin import PublishableAdmin
from portal.base.admin_forms import EntryForm, free_key
from portal.base.languages import all_languages
from services import models
from services.admin.centres import ContactInline


class ServiceContactInline(ContactInline):
    """The ways to reach a service."""

    fk_name = "service"


class OrganisationContactInline(ContactInline):
    """The ways to reach an organisation."""

    fk_name = "organisation"


class WithEntitlements(PublishableAdmin):
    """A kind of content that entitlements are about; they are shown and linked to on its page."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show the entitlements, which are edited on their own pages."""
        return [*super().get_readonly_fields(request, obj), "entitlement_links"]

    @admin.display(description=gettext_lazy("entitlements"))
    def entitlement_links(self, obj: Any) -> str:
        """Return the entry's entitlements as links, and the way to a new one; one query."""
        if obj is None or obj.pk is None:
            return _("given when saved")
        found = obj.entitlements.select_related("service", "audience")
        links = [
            (reverse("admin:services_entitlement_change", args=[e.pk]), e, e.get_standing_display())
            for e in found
        ]
        add = f"{reverse('admin:services_entitlement_add')}?{self.opts.model_name}={obj.pk}"
        return format_html(
            '<ul>{}</ul><a href="{}">{}</a>',
            format_html_join("", '<li><a href="{}">{}</a>: {}</li>', links),
            add,
            _("Add an entitlement"),
        )


@admin.register(models.Organisation)
class OrganisationAdmin(PublishableAdmin):
    """Who is who."""

    title_fields = ("short_name",)
    facts = (
        "kind",
        "role",
        "website",
        "organisation_number",
        ("mailbox", "mail_language", "order"),
    )
    columns = ("kind",)
    filters = ("kind",)
    search = ("short_name",)
    inlines = [OrganisationContactInline]


@admin.register(models.Sector)
class SectorAdmin(PublishableAdmin):
    """Parts of society in which guidance is given."""

    facts = ("order",)


@admin.register(models.Audience)
class AudienceAdmin(WithEntitlements):
    """Target groups, named by their situation."""

    title_fields = ("group",)
    facts = (("stage", "order"), "works_with_guidance", "entitlement_links")
    columns = ("stage",)
    filters = ("stage",)


@admin.register(models.LegalBasis)
class LegalBasisAdmin(PublishableAdmin):
    """Sections of acts and regulations."""

    title_field = "act"
    title_fields = ("section",)
    law = (
        "duty",
        ("heading", "heading_language"),
        ("quotation", "quotation_language"),
        ("act_number", "lovdata_url"),
        "replaces",
        ("in_force", "order"),
    )
    columns = ("section", "in_force")
    filters = ("in_force",)


@admin.register(models.Service)
class ServiceAdmin(WithEntitlements):
    """Guidance services."""

    facts = (
        "sector",
        "providers",
        *("for_whom", "cost", "referral"),
        *("how_to_get_it", "if_refused", "spoken_languages"),
        *("your_name", "written_down", "confidentiality", "who_learns"),
        ("website", "in_every_county", "order"),
        "entitlement_links",
    )
    law = ("status", "status_note", "legal_bases")
    columns = ("status",)
    filters = ("status", "sector")
    inlines = [ServiceContactInline]


class EntitlementForm(EntryForm):
    """Makes a key left empty from the service and the audience."""

    def clean(self) -> dict[str, Any]:
        """Fill in the key."""
        service, audience = (self.cleaned_data.get(name) for name in ("service", "audience"))
        if service and audience and not self.cleaned_data.get("key", "given"):
            key = free_key(models.Entitlement, f"{service.key} {audience.key}")
            self.cleaned_data["key"] = key
        return super().clean()


@admin.register(models.Entitlement)
class EntitlementAdmin(PublishableAdmin):
    """What each audience is owed of each service, and on what terms."""

    form = EntitlementForm
    title_field = "service"
    title_fields = ("audience", ("standing", "given_by"))
    facts = (
        *("conditions", ("age_from", "age_to", "order")),
        *("cost", "referral", "how_to_get_it", "if_refused", "spoken_languages"),
        *("your_name", "written_down", "confidentiality", "who_learns"),
    )
    law = ("legal_bases",)
    columns = ("standing", "given_by")
    filters = ("standing", "given_by", "service", "audience")
    select = ("service", "audience")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.search_fields = [  # type: ignore[misc]
            "key",
            *(f"conditions_{code}" for code in all_languages()),
            *(f"{of}__name_{code}" for of in self.select for code in all_languages()),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Fetch what every list and form names an entitlement by."""
        return super().get_queryset(request).select_related("owner", *self.select)

    def title_of(self, obj: models.Entitlement) -> str:
        """Return the service and the audience."""
        return str(obj)
