"""What career guidance is: definitions, framework, glossary, timeline, resources."""

from typing import Any

from django.db.models import Q

from guidance.models import Definition, FrameworkElement, PolicyMilestone, Resource, Role, Term
from portal.base.languages import all_languages
from portal.opendata.api.fields import (
    BOOLEAN,
    CHECKS,
    ENTRY_KEY,
    INTEGER,
    SOURCES,
    STRING,
    TEXT,
    URI,
    Field,
    body,
    day,
    list_of,
    maybe,
    of_page,
    one_of,
    plain,
    ref,
    refs,
    text,
)
from portal.opendata.api.kinds import Filter, Kind, entry_of, of_sources, one_of_few
from portal.opendata.api.values import KeyValue, LanguageCode, YearValue, choice_of, value_of

DECADES = choice_of(*(str(year) for year in range(1900, 2100, 10)))

DEFINITIONS = Kind(
    name="definitions",
    schema_name="Definition",
    model=Definition,
    about="How career guidance is defined, by whom, with the source.",
    fields=of_page(
        text("by", "Who gives the definition."),
        plain("year", maybe(INTEGER), "Its year."),
        Field("quotation", maybe(TEXT), "The definition in its own words.",
              lambda entry, say: _quotation(entry)),
        plain("reference", maybe(STRING), "Document and page."),
        plain("is_national", BOOLEAN, "Whether it is the national framework's."),
        body(),
    ),
    only_in_details=of_sources,
)  # fmt: skip


def _quotation(definition: Definition) -> dict[str, str] | None:
    if not definition.quotation:
        return None
    return {"text": definition.quotation, "lang": definition.quotation_language or "und"}


FRAMEWORK = Kind(
    name="framework",
    schema_name="FrameworkElement",
    model=FrameworkElement,
    about="The parts of the national quality framework, which form a tree.",
    fields=of_page(
        plain("kind", one_of(FrameworkElement.Kind), "Which kind of part it is."),
        ref("parent", "The part it belongs to; null for the framework itself."),
        text("question", "The guiding question."),
        plain("order", INTEGER, "Its place among the parts beside it."),
        body(),
    ),
    filters=(
        Filter("kind", value_of(FrameworkElement.Kind), "Which kind of part.",
               lambda found, value: found.filter(kind=value)),
        Filter("parent", KeyValue, "The key of the part that it belongs to.",
               lambda found, key: found.filter(parent=entry_of(FrameworkElement, key, "parent"))),
    ),
    joined=("parent__parent__parent__parent",),
    only_in_details=of_sources,
)  # fmt: skip

GLOSSARY = Kind(
    name="glossary",
    schema_name="Term",
    model=Term,
    about="Words of the field with their meaning.",
    fields=(
        ENTRY_KEY,
        text("name", "The word."),
        text("definition", "What it means."),
        Field("names", list_of(TEXT), "The word in every language.",
              lambda entry, say: [
                  {"text": name, "lang": code}
                  for code in all_languages() if (name := getattr(entry, f"name_{code}"))
              ]),
        Field("translated_languages", list_of(STRING),
              "The languages in which the form is the portal's own translation.",
              lambda entry, say: entry.translated_languages),
        *CHECKS,
        SOURCES,
    ),
    order=("key",),
    only_in_details=of_sources,
)  # fmt: skip

TIMELINE = Kind(
    name="timeline",
    schema_name="Milestone",
    model=PolicyMilestone,
    about="The reports, resolutions, laws and events that shaped the system.",
    fields=(
        ENTRY_KEY,
        text("name", "What it is called."),
        text("summary", "What it was."),
        plain("lane", one_of(PolicyMilestone.Lane), "Abroad or in Norway."),
        plain("kind", one_of(PolicyMilestone.Kind), "Which kind of milestone."),
        plain("year", INTEGER, "The year."),
        day("date", "The day, if it is known."),
        text("date_note", "When, in words, if it is not one day."),
        text("publisher", "By whom."),
        text("note", "Where sources differ, or something is inferred."),
        *CHECKS,
        SOURCES,
    ),
    filters=(
        Filter("lane", value_of(PolicyMilestone.Lane), "Abroad or in Norway.",
               lambda found, value: found.filter(lane=value)),
        Filter("kind", value_of(PolicyMilestone.Kind), "Which kind of milestone.",
               lambda found, value: found.filter(kind=value)),
        Filter("decade", DECADES, "The first year of a decade.",
               lambda found, value: found.filter(year__range=(int(value), int(value) + 9))),
    ),
    only_in_details=of_sources,
)  # fmt: skip


def _for_role(found: Any, key: str) -> Any:
    through: Any = Resource.roles.through
    mine = through.objects.filter(role=one_of_few(Role, key, "role"))
    return found.filter(pk__in=mine.values("resource"))


def _in_language(found: Any, code: str) -> Any:
    return found.filter(
        Q(work_language=code)
        | Q(work_language__startswith=f"{code},")
        | Q(work_language__endswith=f",{code}")
        | Q(work_language__contains=f",{code},")
    )


RESOURCES = Kind(
    name="resources",
    schema_name="Resource",
    model=Resource,
    about="Reports, tools and education programmes for those who work with guidance.",
    fields=of_page(
        plain("kind", one_of(Resource.Kind), "Which kind of resource."),
        plain("year", maybe(INTEGER), "Its year."),
        plain("publisher", maybe(STRING), "Who publishes it."),
        plain("authors", maybe(STRING), "Who wrote it."),
        Field("work_languages", list_of(STRING), "The languages of the work; empty: not given.",
              lambda entry, say: [c.strip() for c in entry.work_language.split(",") if c.strip()]),
        plain("url", maybe(URI), "Where it is."),
        refs("roles", "For whom it is."),
        refs("terms", "What it is about."),
        refs("framework_elements", "The parts of the framework it belongs to."),
        body(),
    ),
    filters=(
        Filter("kind", value_of(Resource.Kind), "Which kind of resource.",
               lambda found, value: found.filter(kind=value)),
        Filter("role", KeyValue, "The key of a role that it is for.", _for_role),
        Filter("language", LanguageCode, "The code of the language of the work.",
               _in_language),
        Filter("year_from", YearValue, "From the year.",
               lambda found, value: found.filter(year__gte=value)),
        Filter("year_to", YearValue, "To the year, that year included.",
               lambda found, value: found.filter(year__lte=value)),
    ),
    related=("roles", "terms", "framework_elements"),
    only_in_details=of_sources,
)  # fmt: skip
