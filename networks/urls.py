"""Networks, meetings, European and Nordic cooperation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from networks import views

app_name = "networks"
urlpatterns = [
    path(_("networks/"), views.network_list, name="network_list"),
    path(_("networks/<slug:slug>/"), views.network_detail, name="network_detail"),
    path(_("meetings/"), views.meeting_list, name="meeting_list"),
    path(_("meetings/<slug:slug>/"), views.meeting_detail, name="meeting_detail"),
    path(_("cooperation/"), views.cooperation_list, name="cooperation_list"),
    path(_("cooperation/<slug:slug>/"), views.cooperation_detail, name="cooperation_detail"),
]
