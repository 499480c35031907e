"""Which fields of which kinds are in the dumps: what pages show, and nothing else.

A field that is not named here stays at home, so a new one goes out only when somebody says so.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from portal.base.content import content_key, in_order_of_reference, slots_of
from portal.base.exchange import Kind
from portal.base.languages import all_languages

# Of every entry that editors publish.
ENTRY = "key owner checked_on checked_by next_check_on confirmation sources updated_at"
PAGE = f"{ENTRY} name slug summary translated_names"
CHECKED = "key owner checked_on checked_by"
TERMS = "cost referral how_to_get_it if_refused your_name written_down confidentiality who_learns"
GATHERING = (
    "form place address digital_url time_zone language_codes interpreter step_free hearing_loop "
    "access_note registration_url capacity network cooperation"
)
FIELDS: dict[str, str] = {
    "base.Source": "key title title_language publisher url page_date read_on linkable",
    "services.Organisation": f"{PAGE} kind short_name role organisation_number website order",
    "services.County": (
        f"{PAGE} number official_name name_sme name_smj name_sma name_fkv valid_from "
        "council_website council_website_confirmed"
    ),
    "services.FormerCounty": "number name valid_until successors sources",
    "services.Municipality": (
        "number name official_name county former_county latitude longitude population "
        "valid_from valid_until successors sources"
    ),
    "services.PostalCode": "code place category area municipality",
    "services.CareerCentre": (
        f"{PAGE} county name_confirmed name_as_of about website website_confirmed language_codes "
        "interpreter closed_on closed_because go_instead successor"
    ),
    "services.Site": (
        f"{CHECKED} centre name place municipality standing as_of latitude longitude step_free "
        "accessible_toilet hearing_loop access_note source"
    ),
    "services.Sector": f"{PAGE} order",
    "services.LegalBasis": (
        f"{ENTRY} act act_number section heading heading_language duty quotation "
        "quotation_language lovdata_url replaces in_force order"
    ),
    "services.Service": (
        f"{PAGE} {TERMS} body status status_note sector in_every_county for_whom "
        "spoken_languages website order providers legal_bases"
    ),
    "services.ContactFact": (
        f"{CHECKED} kind value note standing as_of source centre site service organisation"
    ),
    "services.Schedule": (
        f"{CHECKED} site contact kind valid_from valid_until monday tuesday wednesday thursday "
        "friday saturday sunday open_on_holidays standing as_of source"
    ),
    "services.HoursException": "key site contact date hours reason",
    "services.Audience": f"{PAGE} stage group works_with_guidance order",
    "services.Entitlement": (
        f"{ENTRY} {TERMS} service audience standing given_by order age_from age_to conditions "
        "spoken_languages legal_bases"
    ),
    "guidance.FrameworkElement": f"{PAGE} body parent kind question order",
    "guidance.Definition": (
        f"{PAGE} body by year quotation quotation_language reference is_national order"
    ),
    "guidance.Term": f"{ENTRY} name nynorsk_status english_is_translated definition",
    "guidance.Role": f"{PAGE} order situations services framework_elements",
    "guidance.Resource": (
        f"{PAGE} body kind year publisher authors work_language url order framework_elements "
        "roles terms"
    ),
    "guidance.Article": f"{PAGE} body section order",
    "guidance.PolicyMilestone": (
        f"{ENTRY} lane kind year date date_note name publisher summary note"
    ),
    "guidance.MandatePage": f"{PAGE} body dated order",
    "networks.Network": (
        f"{PAGE} body level standing standing_note mandate members audience frequency "
        "contact_email website started_year ended_year successor order conveners roles counties "
        "services"
    ),
    "networks.Membership": (
        "key network organisation name role from_year to_year seen_on confirmed note order counties"
    ),
    "networks.Cooperation": (
        f"{PAGE} body level part_of run_by period participants country_codes how_to_take_part "
        "norwegian_role website order organisations"
    ),
    "networks.MeetingSeries": (
        f"{ENTRY} {GATHERING} name frequency interval starts_on until start_time end_time sequence"
    ),
    "networks.SeriesException": "key series date",
    "networks.Meeting": (
        f"{PAGE} {GATHERING} series series_date sequence year starts_on start_time start_turn "
        "ends_on end_time end_turn registration_deadline standing change_note participants themes "
        "outcome with_networks with_organisations"
    ),
    "networks.Case": (
        "key meeting number label name background decision responsible follow_up due_on "
        "followed_up_on follow_up_note previous updated_at"
    ),
    "networks.Paper": "key meeting case kind title language alternative order",
    "networks.PaperVersion": "paper number file file_name pdf text added_at",
    "base.StoredFile": "sha256 media_type size",
}
# Which columns tell entries apart, where that is not the key alone.
TOLD_APART = {"networks.PaperVersion": ("paper", "number")}


@dataclass(frozen=True)
class Part:
    """A column: a field of a model, or one language of a text slot."""

    name: str
    field: Any


@dataclass(frozen=True)
class Dumped:
    """A kind of entries in the dumps, with its columns; those that tell entries apart are first."""

    model: type[models.Model]
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """Return the name of its files."""
        return Kind(self.model).name

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the columns that tell its entries apart."""
        return keys_of(self.model)

    def key_of(self, row: dict[str, Any]) -> str:
        """Return what tells an entry from all others of its kind."""
        return "-".join(str(row[name]) for name in self.keys)


def dumped_kinds() -> list[Dumped]:
    """Return every kind that is dumped, in the order of reference."""
    named = {apps.get_model(label): names.split() for label, names in FIELDS.items()}
    ordered = in_order_of_reference(named, many=True)
    return [Dumped(model, _parts(model, named[model])) for model in ordered]


def is_dumped(model: type[models.Model]) -> bool:
    """Tell whether entries of a model are in the dumps."""
    return model._meta.label in FIELDS


def keys_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the fields that tell the entries of a model apart."""
    return TOLD_APART.get(model._meta.label, (content_key(model),))


def _parts(model: type[models.Model], names: list[str]) -> tuple[Part, ...]:
    slots, keys = slots_of(model), keys_of(model)
    parts = []
    for name in sorted(names, key=lambda name: name not in keys):
        if name in slots:
            columns = [f"{name}_{language}" for language in all_languages()]
        else:
            columns = [name]
        parts += [Part(column, model._meta.get_field(column)) for column in columns]
    return tuple(parts)
