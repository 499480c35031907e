"""Front page and statements."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.home import changes, confirming, feedback, previews, views

app_name = "home"
urlpatterns = [
    path("", views.front_page, name="front_page"),
    path(_("site-map/"), views.site_map, name="site_map"),
    path(_("accessibility/"), views.accessibility, name="accessibility"),
    path(_("privacy/"), views.privacy, name="privacy"),
    path(_("changes/"), changes.changes, name="changes"),
    path(_("changes/feed.atom"), changes.changes_atom, name="changes_atom"),
    path(_("changes/of/<str:label>/<slug:key>/"), changes.entry_changes, name="entry_changes"),
    path(_("contact/"), views.contact, name="contact"),
    path(_("feedback/"), feedback.feedback, name="feedback"),
    path(_("feedback/thanks/"), feedback.feedback_thanks, name="feedback_thanks"),
    path(_("preview/<token>/"), previews.preview, name="preview"),
    path(_("confirm/<token>/"), confirming.confirm, name="confirm"),
]
