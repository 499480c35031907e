"""Services, audiences, law, places, career centres and organisations in the admin."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from portal.base.admin import PartInline, PortalAdmin, PublishableAdmin
from portal.base.admin_editor import side_by_side
from portal.base.admin_lists import ToCheckFilter
from services import models

CONTACT_ROWS = (("kind", "value"), "note", ("standing", "source"), "as_of")


class SiteInline(PartInline):
    """The sites of a career centre."""

    model = models.Site
    autocomplete_fields = ["municipality", "source"]
    rows = (("name", "place", "municipality"), ("standing", "source"), "as_of")


class ContactInline(PartInline):
    """The ways to reach an organisation, a service or a career centre."""

    model = models.ContactFact
    autocomplete_fields = ["source"]
    rows = CONTACT_ROWS


class CentreContactInline(ContactInline):
    """The ways to reach a career centre."""

    fk_name = "centre"


class ServiceContactInline(ContactInline):
    """The ways to reach a service."""

    fk_name = "service"


class OrganisationContactInline(ContactInline):
    """The ways to reach an organisation."""

    fk_name = "organisation"


@admin.register(models.Organisation)
class OrganisationAdmin(PublishableAdmin):
    """Who is who."""

    title_fields = ("short_name",)
    facts = ("kind", "role", "website", "order")
    columns = ("kind",)
    filters = ("kind",)
    search = ("short_name",)
    inlines = [OrganisationContactInline]


@admin.register(models.Sector)
class SectorAdmin(PublishableAdmin):
    """Parts of society in which guidance is given."""

    facts = ("order",)


@admin.register(models.Audience)
class AudienceAdmin(PublishableAdmin):
    """Target groups, named by their situation."""

    title_fields = ("group",)
    facts = (("works_with_guidance", "order"),)


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
class ServiceAdmin(PublishableAdmin):
    """Guidance services."""

    facts = (
        "sector",
        "audiences",
        "providers",
        *("for_whom", "cost", "referral"),
        *("how_to_get_it", "spoken_languages", "confidentiality"),
        ("website", "in_every_county", "order"),
    )
    law = ("status", "status_note", "legal_bases")
    columns = ("status",)
    filters = ("status", "sector")
    inlines = [ServiceContactInline]


@admin.register(models.County)
class CountyAdmin(PublishableAdmin):
    """Counties, with their names in the official languages."""

    facts = (
        ("number", "official_name"),
        ("name_sme", "name_smj", "name_sma", "name_fkv"),
        ("valid_from", "valid_until"),
        "successors",
        ("council_website", "council_website_confirmed"),
    )
    columns = ("number",)
    search = ("number", "official_name")


@admin.register(models.CareerCentre)
class CareerCentreAdmin(PublishableAdmin):
    """Career centres, with their sites and the ways to reach them."""

    title_fields = ("name_confirmed", "name_as_of")
    facts = ("county", "about", ("website", "website_confirmed"))
    columns = ("county",)
    filters = ("county",)
    select = ("county",)
    inlines = [SiteInline, CentreContactInline]


@admin.register(models.ContactFact)
class ContactFactAdmin(PortalAdmin, TranslationAdmin):
    """Every way to reach someone, in one list: what is confirmed and what is to be looked up."""

    key_from = "value"
    list_display = ["value", "kind", "belongs_to", "standing", "as_of", "source"]
    list_filter = [ToCheckFilter, "standing", "kind"]
    search_fields = ["value", "key", "centre__key", "service__key", "organisation__key"]
    list_select_related = ["centre", "service", "organisation", "source"]

    def get_fieldsets(self, request: Any, obj: Any = None) -> list[tuple[Any, Any]]:
        """Return what it is, and whom it belongs to."""
        owners = [("centre", "service", "organisation"), "key"]
        fields = side_by_side(self.model, [*CONTACT_ROWS, *owners])
        return [(None, {"fields": fields})]

    @admin.display(description=_("belongs to"))
    def belongs_to(self, obj: models.ContactFact) -> str:
        """Return the centre, service or organisation that the fact is about."""
        return str(obj.centre or obj.service or obj.organisation)


@admin.register(models.Municipality)
class MunicipalityAdmin(PortalAdmin):
    """Municipalities, as Statistics Norway has them; loading keeps what is changed here."""

    autocomplete_fields = ["successors"]

    list_display = ["number", "name", "official_name", "county", "valid_from", "valid_until"]
    list_display_links = ["number", "name"]
    list_filter = ["county"]
    list_select_related = ["county"]
    search_fields = ["number", "name", "official_name"]


@admin.register(models.PostalCode)
class PostalCodeAdmin(PortalAdmin):
    """Postal codes, as Posten Bring has them; loading keeps what is changed here."""

    autocomplete_fields = ["municipality"]

    list_display = ["code", "place", "municipality", "category", "area"]
    list_filter = ["municipality__county", "area"]
    list_select_related = ["municipality"]
    search_fields = ["code", "place", "municipality__name"]
