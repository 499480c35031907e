"""Every address of the portal; the only place that mounts the apps."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from portal.base.accounts.urls import callback_urlpatterns
from portal.home import views
from portal.home.sitemaps import sitemap_xml

urlpatterns: list[URLPattern | URLResolver] = [
    # Addresses without a language
    path("", views.choose_language),
    path("admin/", views.choose_admin_language),
    path("robots.txt", views.robots_txt),
    path("sitemap.xml", sitemap_xml, name="sitemap"),
    path("favicon.ico", views.favicon),
    path(".well-known/security.txt", views.security_txt),
    path("", include("portal.opendata.urls")),
    *callback_urlpatterns,
]

urlpatterns += i18n_patterns(
    path("", include("portal.home.urls")),
    path("", include("services.urls")),
    path("", include("guidance.urls")),
    path("", include("networks.urls")),
    path("", include("portal.search.urls")),
    path("", include("portal.opendata.page_urls")),
    path("admin/account/", include("portal.base.accounts.urls")),
    path("admin/", admin.site.urls),
)

handler400 = "portal.home.views.bad_request"
handler403 = "portal.home.views.permission_denied"
handler404 = "portal.home.views.page_not_found"
handler429 = "portal.base.accounts.pages.too_many_requests"
handler500 = "portal.home.views.server_error"
