"""What career guidance is: definitions, quality framework, policy, mandate, terms, resources."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from guidance.views import feeds, framework, home, library, policy, self_check, words

app_name = "guidance"
urlpatterns = [
    path(_("career-guidance/"), home.guidance_home, name="guidance_home"),
    path(_("career-guidance/definitions/"), words.definition_list, name="definition_list"),
    path(
        _("career-guidance/definitions/<slug:slug>/"),
        words.definition_detail,
        name="definition_detail",
    ),
    path(_("career-guidance/quality-framework/"), framework.framework_home, name="framework_home"),
    path(
        _("career-guidance/quality-framework/self-check/"),
        self_check.self_check,
        name="self_check",
    ),
    path(
        _("career-guidance/quality-framework/self-check/<slug:code>/"),
        self_check.self_check_result,
        name="self_check_result",
    ),
    path(
        _("career-guidance/quality-framework/reflection-sheet/"),
        framework.reflection_sheet,
        name="reflection_sheet",
    ),
    path(
        _("career-guidance/quality-framework/<slug:slug>/whole/"),
        framework.framework_whole,
        name="framework_whole",
    ),
    path(
        _("career-guidance/quality-framework/<slug:slug>/"),
        framework.framework_detail,
        name="framework_detail",
    ),
    path(_("career-guidance/timeline/"), policy.timeline, name="timeline"),
    path(_("career-guidance/timeline/feed.atom"), feeds.timeline_atom, name="timeline_atom"),
    path(_("career-guidance/glossary/"), words.glossary, name="glossary"),
    path(_("career-guidance/mandate/"), policy.mandate_list, name="mandate_list"),
    path(_("career-guidance/mandate/<slug:slug>/"), policy.mandate_detail, name="mandate_detail"),
    path(_("career-guidance/resources/"), library.resource_list, name="resource_list"),
    path(
        _("career-guidance/resources/<slug:slug>/"), library.resource_detail, name="resource_detail"
    ),
    path(_("articles/<slug:slug>/"), library.article_detail, name="article_detail"),
]
