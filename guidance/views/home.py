"""The way into the section."""

from django.http import HttpRequest, HttpResponse

from guidance.models import Article, Definition, FrameworkElement, MandatePage
from portal.base.http import public_page, show


@public_page()
def guidance_home(request: HttpRequest) -> HttpResponse:
    """What career guidance is: the way into the section."""
    context = {
        "definition": Definition.objects.published().filter(is_national=True).first(),
        "articles": Article.objects.published().filter(section=Article.Section.GUIDANCE),
        "areas": FrameworkElement.objects.published().filter(kind=FrameworkElement.Kind.AREA),
        "mandate": MandatePage.objects.published(),
    }
    return show(request, "guidance/guidance_home.html", context)
