"""Career centres, their sites, hours and contacts in the admin."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.base.admin import PartAdmin, PartInline, PublishableAdmin
from portal.base.admin_editor import side_by_side
from portal.base.admin_lists import ToCheckFilter
from services import models
from services.admin.hours import ExceptionInline, ScheduleInline

CHECK = ("owner", "checked_on", "checked_by", "next_check_on")
CONTACT_ROWS = (("kind", "value"), "note", ("standing", "source"), "as_of", CHECK)


class SiteInline(PartInline):
    """The sites of a career centre."""

    model = models.Site
    show_change_link = True  # hours, contacts and access stand on the site's own page
    autocomplete_fields = ["municipality", "source", "owner", "checked_by"]
    rows = (("name", "place", "municipality"), ("standing", "source"), "as_of", CHECK)


class ContactInline(PartInline):
    """The ways to reach an organisation, a service or a career centre."""

    model = models.ContactFact
    autocomplete_fields = ["source", "owner", "checked_by"]
    rows = CONTACT_ROWS


class CentreContactInline(ContactInline):
    """The ways to reach a career centre."""

    fk_name = "centre"


class SiteContactInline(ContactInline):
    """The ways to reach a site."""

    fk_name = "site"


@admin.register(models.CareerCentre)
class CareerCentreAdmin(PublishableAdmin):
    """Career centres, with their sites and the ways to reach them."""

    title_fields = ("name_confirmed", "name_as_of")
    facts = (
        *("county", "about", ("website", "website_confirmed")),
        ("language_codes", "interpreter"),
        ("closed_on", "successor"),
        *("closed_because", "go_instead"),
    )
    columns = ("county",)
    filters = ("county",)
    select = ("county",)
    inlines = [SiteInline, CentreContactInline]


@admin.register(models.Site)
class SiteAdmin(PartAdmin):
    """The sites of the career centres, with hours, contacts and how to get in."""

    key_from = "name"
    list_display = ["name", "place", "centre", "standing", "step_free"]
    list_filter = ["standing", "step_free", "centre"]
    list_select_related = ["centre"]
    search_fields = ["name", "place", "key", "centre__key"]
    autocomplete_fields = ["municipality", "source", "centre"]
    inlines = [SiteContactInline, ScheduleInline, ExceptionInline]

    def get_fieldsets(self, request: Any, obj: Any = None) -> list[tuple[Any, Any]]:
        """Return where it is, and how to get in."""
        rows = [
            ("centre", "standing"),
            ("name", "place", "municipality"),
            ("latitude", "longitude"),
            ("step_free", "accessible_toilet", "hearing_loop"),
            "access_note",
            ("source", "key"),
            "as_of",
            CHECK,
        ]
        return [(None, {"fields": side_by_side(self.model, rows)})]


@admin.register(models.ContactFact)
class ContactFactAdmin(PartAdmin):
    """Every way to reach someone, in one list: what is confirmed and what is to be looked up."""

    key_from = "value"
    list_display = ["value", "kind", "belongs_to", "standing", "as_of", "source"]
    list_filter = [ToCheckFilter, "standing", "kind"]
    search_fields = ["value", "key", "centre__key", "service__key", "organisation__key"]
    list_select_related = ["centre", "site", "service", "organisation", "source"]
    autocomplete_fields = ["site", "source"]
    inlines = [ScheduleInline, ExceptionInline]

    def get_fieldsets(self, request: Any, obj: Any = None) -> list[tuple[Any, Any]]:
        """Return what it is, and whom it belongs to."""
        owners = [("centre", "site", "service", "organisation"), "key"]
        fields = side_by_side(self.model, [*CONTACT_ROWS, *owners])
        return [(None, {"fields": fields})]

    @admin.display(description=_("belongs to"))
    def belongs_to(self, obj: models.ContactFact) -> str:
        """Return the centre, service or organisation that the fact is about."""
        return str(obj.centre or obj.site or obj.service or obj.organisation)
