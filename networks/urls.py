"""Those who give guidance, networks, meetings, minutes, papers, cooperation abroad."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from networks.views import (
    calendars,
    cases,
    cooperations,
    counsellors,
    feeds,
    meetings,
    networks,
    papers,
    ring,
)

app_name = "networks"
urlpatterns = [
    path(_("for-counsellors/"), counsellors.counsellors, name="counsellors"),
    path(_("for-counsellors/whom-to-ring/"), ring.ring, name="ring"),
    path(
        _("for-counsellors/whom-to-ring/<slug:situation>/<slug:place>/"),
        ring.ring_answer,
        name="ring_answer",
    ),
    path(
        _("for-counsellors/whom-to-ring/<slug:situation>/<slug:place>/card/"),
        ring.ring_card,
        name="ring_card",
    ),
    path(_("for-counsellors/<slug:slug>/"), counsellors.role_detail, name="role_detail"),
    path(
        _("for-counsellors/<slug:slug>/calendar.ics"),
        calendars.role_calendar,
        name="role_calendar",
    ),
    path(
        _("for-counsellors/<slug:slug>/<slug:county>/calendar.ics"),
        calendars.role_calendar,
        name="role_county_calendar",
    ),
    path(_("networks/"), networks.network_list, name="network_list"),
    path(_("networks/who-sits-where/"), networks.who_sits_where, name="who_sits_where"),
    path(
        _("networks/who-sits-where/seats.csv"),
        networks.who_sits_where_csv,
        name="who_sits_where_csv",
    ),
    path(_("networks/<slug:slug>/"), networks.network_detail, name="network_detail"),
    path(
        _("networks/<slug:slug>/calendar.ics"), calendars.network_calendar, name="network_calendar"
    ),
    path(_("counties/<slug:slug>/calendar.ics"), calendars.county_calendar, name="county_calendar"),
    path(_("meetings/"), meetings.meeting_list, name="meeting_list"),
    path(_("meetings/month/"), meetings.calendar_now, name="calendar_now"),
    path(
        _("meetings/month/<int:year>/<int:month>/"), meetings.calendar_month, name="calendar_month"
    ),
    path(_("meetings/years/"), meetings.archive, name="archive"),
    path(_("meetings/years/<int:year>/"), meetings.archive_year, name="archive_year"),
    path(_("meetings/subscribe/"), calendars.subscribe, name="subscribe"),
    path(_("meetings/calendar.ics"), calendars.all_calendar, name="all_calendar"),
    path(_("meetings/feed.atom"), feeds.meetings_atom, name="meetings_atom"),
    path(
        _("meetings/papers/<slug:key>/<int:number>/<str:name>"),
        papers.paper_file,
        name="paper_file",
    ),
    path(_("meetings/<slug:slug>/"), meetings.meeting_detail, name="meeting_detail"),
    path(
        _("meetings/<slug:slug>/meeting.ics"), calendars.meeting_calendar, name="meeting_calendar"
    ),
    path(_("meetings/<slug:slug>/case-<int:number>/"), cases.case_detail, name="case_detail"),
    path(_("minutes/"), cases.case_list, name="case_list"),
    path(_("minutes/feed.atom"), feeds.minutes_atom, name="minutes_atom"),
    path(_("cooperation/"), cooperations.cooperation_list, name="cooperation_list"),
    path(_("cooperation/<slug:slug>/"), cooperations.cooperation_detail, name="cooperation_detail"),
    path(
        _("cooperation/<slug:slug>/calendar.ics"),
        calendars.cooperation_calendar,
        name="cooperation_calendar",
    ),
]
