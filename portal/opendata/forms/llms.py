"""/llms.txt: where programs that read text find the key pages, as llmstxt.org proposes."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from portal.base.http import absolute_url, markdown_path, public_page
from portal.opendata.dumps.making import ALL

# In English: the file is one for all languages, and who reads it reads the pages in theirs.
TITLE = "Career guidance in Norway"
ABOUT = (
    "Norway's public career-guidance system, in Norwegian (bokmål and nynorsk) and English: who "
    "gives guidance, where, to whom and by which law. Owned by the Directorate for Higher "
    "Education and Skills (HK-dir)."
)
MORE = (
    "Every page `/<language>/<path>/` is also there as Markdown at `/<language>/<path>.md`, and "
    "a front page at `/<language>/index.md`. A fact that is not confirmed by the organisation "
    "that answers for it says so on its page. What the portal does not know, it says is not given."
)


@dataclass(frozen=True)
class Listed:
    """A page or file that is listed: the name of its address, what it is called, what it holds."""

    name: str
    title: str
    holds: str
    args: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Return where it is, in the language at hand if it has one."""
        return reverse(self.name, args=self.args)


PAGES = (
    Listed("home:front_page", "Front page", "situations, services by law, counties"),
    Listed("services:service_list", "Services", "every public service with career guidance"),
    Listed("services:entitlement_table", "Who gives what", "each audience's rights, by law"),
    Listed("services:legal_basis_list", "Law", "the provisions, with links to Lovdata"),
    Listed("services:county_list", "Counties", "what each county offers its inhabitants"),
    Listed("services:centre_list", "Career centres", "contacts, sites and opening hours"),
    Listed("services:coverage", "Coverage", "what is known of each right in each county"),
    Listed("guidance:guidance_home", "Career guidance", "definitions, quality framework, policy"),
    Listed("guidance:glossary", "Glossary", "words of the field in three languages"),
    Listed("guidance:timeline", "Timeline", "how the system came to be"),
    Listed("networks:network_list", "Networks", "who meets whom"),
    Listed("networks:cooperation_list", "European and Nordic cooperation", "and Norway's part"),
    Listed("home:site_map", "Site map", "every page"),
)
OPTIONAL = (Listed("home:changes", "Changes", "pages that are new or changed"),)
FILES = (
    Listed("opendata:api:openapi", "API", "every kind of fact as JSON; this is its description"),
    Listed("opendata:rules:json", "Rules", "who is owed what, with worked cases"),
    Listed("opendata:catalogue_file", "Services as linked data", "CPSV-AP-NO, in Turtle", ("ttl",)),
    Listed("opendata:datasets_file", "Data sets", "DCAT-AP-NO, in Turtle", ("ttl",)),
    Listed("opendata:dump", "Everything as files", "CSV, JSON and Turtle, with checksums", (ALL,)),
    Listed("sitemap", "Sitemap", "every page with the day it last changed"),
)
LANGUAGES = {"nb": "Norwegian", "en": "English"}


@public_page()
def llms_txt(request: HttpRequest) -> HttpResponse:
    """The key pages as Markdown, and the data, each with what it holds."""
    parts = [f"# {TITLE}", f"> {ABOUT}", MORE]
    for code, name in LANGUAGES.items():
        with override(code):
            pages = [_line(request, page, markdown_path(page.path)) for page in PAGES]
        parts.append("\n".join([f"## Pages in {name}", "", *pages]))
    files = [_line(request, file, file.path) for file in FILES]
    parts.append("\n".join(["## Data", "", *files]))
    with override("en"):
        more = [_line(request, page, markdown_path(page.path)) for page in OPTIONAL]
    parts.append("\n".join(["## Optional", "", *more]))
    return HttpResponse("\n\n".join(parts) + "\n", content_type="text/plain; charset=utf-8")


def _line(request: HttpRequest, listed: Listed, path: str) -> str:
    return f"- [{listed.title}]({absolute_url(request, path)}): {listed.holds}"
