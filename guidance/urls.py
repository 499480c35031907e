"""What career guidance is: definitions, quality framework, policy, mandate, terms, resources."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from guidance import views

app_name = "guidance"
urlpatterns = [
    path(_("career-guidance/"), views.guidance_home, name="guidance_home"),
    path(_("career-guidance/definitions/"), views.definition_list, name="definition_list"),
    path(
        _("career-guidance/definitions/<slug:slug>/"),
        views.definition_detail,
        name="definition_detail",
    ),
    path(_("career-guidance/quality-framework/"), views.framework_home, name="framework_home"),
    path(
        _("career-guidance/quality-framework/<slug:slug>/"),
        views.framework_detail,
        name="framework_detail",
    ),
    path(_("career-guidance/timeline/"), views.timeline, name="timeline"),
    path(_("career-guidance/glossary/"), views.glossary, name="glossary"),
    path(_("career-guidance/mandate/"), views.mandate_list, name="mandate_list"),
    path(_("career-guidance/mandate/<slug:slug>/"), views.mandate_detail, name="mandate_detail"),
    path(_("career-guidance/resources/"), views.resource_list, name="resource_list"),
    path(
        _("career-guidance/resources/<slug:slug>/"), views.resource_detail, name="resource_detail"
    ),
    path(_("articles/<slug:slug>/"), views.article_detail, name="article_detail"),
]
