"""The editors' site: its name, its languages, its content security policy, its to-do list first."""

from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import get_script_prefix, reverse, translate_url
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.csp import csp_override

from portal.base.accounts.held_forms import doorkeeper
from portal.base.admin_exchange import Exchange
from portal.base.languages import all_languages, current_language
from portal.base.todo.overview import overview
from portal.base.translating.pages import LanguagePages

# The admin's own few inline scripts and styles carry a nonce; nothing comes from elsewhere.
ADMIN_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


class PortalAdminSite(AdminSite):
    """Where editors work."""

    site_title = _("Editing – Career guidance in Norway")
    site_header = _("Career guidance in Norway: editing")
    index_title = _("Editing")
    enable_nav_sidebar = False  # room for three languages side by side

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's
        """Give every page of the admin its own content security policy and a doorkeeper."""
        return csp_override(ADMIN_CSP)(doorkeeper(self, super().admin_view(view, cacheable)))

    @method_decorator(csp_override(ADMIN_CSP))
    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to where everybody signs in; who may not edit is told so there."""
        way = "account_inactive" if request.user.is_authenticated else "account_login"
        if self.has_permission(request):
            way = "admin:index"
        query = f"?{request.GET.urlencode(safe='/')}" if request.GET else ""
        return HttpResponseRedirect(reverse(way) + query)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Sign out, and say so where one signs in."""
        if request.method != "POST":
            return HttpResponseRedirect(reverse("account_logout"))
        return account.logout(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lead to where everybody changes their password."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def get_urls(self) -> list[Any]:
        """Add the pages for import and export of every kind of content, and about languages."""
        return [*Exchange(self).urls, *LanguagePages(self).urls, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the same page in the other languages, and the portal in the current one."""
        languages = []
        for code in all_languages():
            with override(code):
                name = str(dict(settings.LANGUAGES)[code])
            languages.append((code, name, translate_url(request.get_full_path(), code)))
        return super().each_context(request) | {
            "interface_languages": languages,
            "site_url": f"{get_script_prefix()}{current_language()}/",
        }

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Begin with what there is to check."""
        context = {"overview": overview(self, request)} | (extra_context or {})
        return super().index(request, context)
