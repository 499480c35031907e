"""The portal's own pages, which are no entries: what they are called, and what people call them."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHEET = "guidance:reflection_sheet"


class OwnPage(NamedTuple):
    """A page of the portal: the name of its address, its heading, and what it is for."""

    url_name: str
    title: str | Promise
    lead: str | Promise
    also: str | Promise  # other words for it, with commas between
    weight: float = 1.0


FINDING = (
    OwnPage(
        "services:find", _("Find guidance"),
        _(
            "Say what describes you and where you live, and see what you are owed, who gives it "
            "and how to get it."
        ),
        _(
            "help, guidance where I live, what am I entitled to, what are my rights, who can "
            "help me, I need guidance"
        ),
        1.2,
    ),
    OwnPage(
        "services:talk_now", _("Who can I talk to now?"),
        _("Telephone, chat and career centres. Those that are open now stand first."),
        _(
            "opening hours, open now, telephone, chat, call someone, talk to someone, book an "
            "appointment"
        ),
        1.2,
    ),
    OwnPage(
        "services:audience_list", _("Where are you in life?"),
        _("Choose the situation that fits, and see who can help you."),
        _("situations, target groups, who is it for, for whom"),
    ),
    OwnPage(
        "services:place_search", _("Find a place"),
        _(
            "Find your municipality or county by postal code or name, older names and Sámi names "
            "included."
        ),
        _("postal code, where do I live, my municipality, place names"),
    ),
    OwnPage(
        "services:compare", _("Compare services or career centres"),
        _("Put up to four side by side. The table has an address that you can save or send."),
        _("compare, comparison, difference between services, side by side"),
    ),
    OwnPage(
        "services:shortlist_empty", _("Shortlist"),
        _("The whole list is in the address of this page. Nothing about you is stored."),
        _("favourites, saved pages, my list, remember"),
    ),
)  # fmt: skip
SERVICES = (
    OwnPage(
        "services:service_list", _("Services"),
        _(
            "Guidance services in Norway, and services you may meet on the way: those the law "
            "requires, those where guidance is a part, and the others."
        ),
        _("all services, list of services, what exists, guidance services"),
    ),
    OwnPage(
        "services:entitlement_table", _("Who gives what to whom, and by which law"),
        _(
            "Every situation, the services for it, whether it is a right, a duty or an offer, "
            "who gives it, and by which law."
        ),
        _("rights and duties, entitlements, legal rights, who is responsible, overview of rights"),
    ),
    OwnPage(
        "services:sector_list", _("Sectors"),
        _("Guidance is given in many sectors. Each has its own owners and rules."),
        _("by sector, school and working life"),
    ),
    OwnPage(
        "services:legal_basis_list", _("Acts and regulations"),
        _("The sections of law that the guidance services rest on, in plain words."),
        _("laws, legislation, legal basis, what the law says, rules"),
    ),
    OwnPage(
        "services:county_list", _("Counties"),
        _(
            "Every county has at least one public career centre. Guidance there is free and open "
            "to all who live in the county."
        ),
        _("all counties, map of Norway, list of counties"),
    ),
    OwnPage(
        "services:municipality_list", _("Municipalities"),
        _("Every municipality in Norway, with the guidance its inhabitants are owed."),
        _("all municipalities, list of municipalities"),
    ),
    OwnPage(
        "services:coverage", _("Coverage by county"),
        _(
            "For each county and each right or offer: what has been confirmed, what is blank, "
            "and when it was last checked."
        ),
        _("what is missing, gaps, statistics, status in the counties"),
    ),
    OwnPage(
        "services:centre_list", _("Career centres"),
        _("The public career centres, county by county, with what is confirmed and what is not."),
        _(
            "all career centres, career centre near me, list of career centres, public career "
            "guidance centres"
        ),
        1.2,
    ),
    OwnPage(
        "services:organisation_list", _("Organisations"),
        _("Those who decide, pay for, give and coordinate guidance."),
        _("who decides, ministries, directorates, agencies, universities, associations"),
    ),
)  # fmt: skip
GUIDANCE = (
    OwnPage(
        "guidance:guidance_home", _("Career guidance"),
        _(
            "What career guidance is, how its quality is built, and how the Norwegian system "
            "came about."
        ),
        _("what is career guidance, about career guidance, the system"),
        1.2,
    ),
    OwnPage(
        "guidance:definition_list", _("Definitions of career guidance"),
        _(
            "Several bodies have defined career guidance. The definitions share the same "
            "elements and do not replace each other."
        ),
        _("definition, what does career guidance mean, meaning of career guidance"),
    ),
    OwnPage(
        "guidance:self_check", _("Self-check for your team"),
        _(
            "Twenty-one statements on quality in career guidance. The result shows strengths, "
            "gaps and a plan. Nothing is stored."
        ),
        _("self-assessment, self-evaluation, quality test, check our quality, questionnaire"),
    ),
    OwnPage(
        SHEET, _("Worksheet for ethical reflection"),
        _("The eight steps of the reflection model with lines to write on, to print."),
        _("worksheet, ethical dilemma, reflection model, reflection sheet, form to print"),
    ),
    OwnPage(
        "guidance:timeline", _("Policy timeline"),
        _("Reports, resolutions and laws that shaped career guidance, abroad and in Norway."),
        _("history, policy, milestones, white papers, what happened when"),
    ),
    OwnPage(
        "guidance:glossary", _("Glossary"),
        _("The words of the field in bokmål, nynorsk and English, with their meanings."),
        _("dictionary, terms, word list, translations of terms, what does the word mean"),
    ),
    OwnPage(
        "guidance:mandate_list", _("The national mandate"),
        _("What HK-dir is responsible for in career guidance, and where the mandate comes from."),
        _("mandate, national responsibility, national coordination, tasks of HK-dir"),
    ),
    OwnPage(
        "guidance:resource_list", _("Resources"),
        _("Tools, reports and education programmes for those who work with guidance."),
        _("tools, reports, research, courses, education in career guidance, library, methods"),
    ),
)  # fmt: skip
NETWORKS = (
    OwnPage(
        "networks:counsellors", _("For counsellors"),
        _("Networks, meetings, tools and colleagues for you who give career guidance."),
        _("I work with guidance, for advisers, for teachers, for professionals, for colleagues"),
    ),
    OwnPage(
        "networks:ring", _("Whom do I ring?"),
        _("Say who it is about and where the person lives, and see which desk to ring."),
        _("whom to call, telephone list for advisers, refer a client, refer someone"),
    ),
    OwnPage(
        "networks:network_list", _("Networks and meeting places"),
        _("Where those who work with guidance meet: who, why, and what is known."),
        _("all networks, forums, professional networks, list of networks"),
    ),
    OwnPage(
        "networks:who_sits_where", _("Who sits where"),
        _(
            "Which organisations sit in which networks, where the seats are confirmed, and where "
            "we know of none."
        ),
        _("members of networks, seats, representatives, membership"),
    ),
    OwnPage(
        "networks:meeting_list", _("Meetings"),
        _("Meetings of networks and cooperation: those to come, and those that have been."),
        _("calendar, events, conferences, upcoming meetings, seminars, what is on"),
    ),
    OwnPage(
        "networks:archive", _("Archive"), _("Every meeting that is known, year by year."),
        _("earlier meetings, past meetings, meetings by year, meeting archive"),
        0.8,
    ),
    OwnPage(
        "networks:subscribe", _("Subscribe to meetings"),
        _("Get the meetings into your own calendar, and keep them up to date there."),
        _("calendar subscription, iCal, add to calendar, Outlook, Google calendar, RSS, news feed"),
    ),
    OwnPage(
        "networks:case_list", _("Minutes"),
        _("What the meetings have dealt with, what they decided, and what became of it."),
        _("decisions, minutes of meetings, cases, reports from meetings"),
    ),
    OwnPage(
        "networks:cooperation_list", _("Cooperation abroad"),
        _("Norway works with the Nordic countries, Europe and the world on career guidance."),
        _("international cooperation, European cooperation, Nordic cooperation, EU, exchange"),
    ),
)  # fmt: skip
PORTAL = (
    OwnPage(
        "home:contact", _("Contact"),
        _("Where to turn for guidance, and how to tell us about an error."),
        _("contact us, e-mail address, who runs the portal, about the portal"),
    ),
    OwnPage(
        "home:feedback", _("Report an error"),
        _("Tell us what is wrong on a page. An editor will look into it."),
        _("feedback, something is wrong, complain about a page, suggest a change"),
        0.8,
    ),
    OwnPage(
        "home:accessibility", _("Accessibility"),
        _("How accessible the portal is, how it is tested, and how to tell us about a barrier."),
        _("accessibility statement, universal design, screen reader, WCAG"),
        0.8,
    ),
    OwnPage(
        "home:privacy", _("Privacy"),
        _("The portal stores nothing about you and nothing on your device."),
        _("cookies, personal data, data protection, GDPR, tracking"),
        0.8,
    ),
    OwnPage(
        "home:changes", _("Changes"),
        _("Pages of the portal that are new or changed, the latest first."),
        _("news, what is new, latest changes, updates"),
        0.8,
    ),
    OwnPage(
        "opendata_pages:open_data", _("Open data"),
        _("What the portal shows can be fetched by programs, and used by anyone."),
        _("API, download data, JSON, reuse, licence, data sets, developers"),
        0.8,
    ),
    OwnPage(
        "opendata_pages:api_reference", _("How to use the API"),
        _("Every question that programs can ask the portal, with what is answered."),
        _("API documentation, OpenAPI, endpoints, REST, web service"),
        0.6,
    ),
    OwnPage(
        "opendata_pages:embed", _("Put the career centre on your website"),
        _(
            "A small box for websites of municipalities, Nav and schools: the career centre of "
            "the county, and the way to guidance."
        ),
        _("embed, iframe, widget, code for our website, share the centre"),
        0.8,
    ),
    OwnPage(
        "home:site_map", _("Site map"), _("Every page of the portal, by section."),
        _("all pages, overview, contents, menu"),
        0.8,
    ),
)  # fmt: skip
PAGES = (*FINDING, *SERVICES, *GUIDANCE, *NETWORKS, *PORTAL)
