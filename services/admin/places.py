"""Counties, municipalities and postal codes in the admin."""

from django.contrib import admin

from portal.base.admin import PortalAdmin, PublishableAdmin
from services import models


@admin.register(models.County)
class CountyAdmin(PublishableAdmin):
    """Counties, with their names in the official languages."""

    facts = (
        ("number", "official_name"),
        ("name_sme", "name_smj", "name_sma", "name_fkv"),
        "valid_from",
        ("council_website", "council_website_confirmed"),
    )
    columns = ("number",)
    search = ("number", "official_name")


@admin.register(models.Municipality)
class MunicipalityAdmin(PortalAdmin):
    """Municipalities, as Statistics Norway has them; loading keeps what is changed here."""

    autocomplete_fields = ["successors", "sources"]

    list_display = ["number", "name", "official_name", "county", "valid_from", "valid_until"]
    list_display_links = ["number", "name"]
    list_filter = ["county", ("valid_until", admin.EmptyFieldListFilter)]
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


@admin.register(models.FormerCounty)
class FormerCountyAdmin(PortalAdmin):
    """Counties of earlier maps, and what they became."""

    autocomplete_fields = ["successors", "sources"]
    list_display = ["number", "name", "valid_until"]
    search_fields = ["number", "name"]
