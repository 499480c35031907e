"""Services, entitlements, the finder, law, places, career centres and organisations."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from services.views import catalogue, centres, choices, entitlements, finder, places

app_name = "services"
urlpatterns = [
    path(_("find/"), finder.find, name="find"),
    path(_("find/<slug:situation>/"), finder.find_place, name="find_place"),
    path(_("find/<slug:situation>/<slug:place>/"), finder.find_answer, name="find_answer"),
    path(_("find/<slug:situation>/<slug:place>/sheet/"), finder.find_sheet, name="find_sheet"),
    path(_("places/"), finder.place_search, name="place_search"),
    path(_("services/"), catalogue.service_list, name="service_list"),
    path(_("services/for/"), catalogue.audience_list, name="audience_list"),
    path(_("services/for/<slug:slug>/"), catalogue.audience_detail, name="audience_detail"),
    path(_("services/sectors/"), catalogue.sector_list, name="sector_list"),
    path(_("services/sectors/<slug:slug>/"), catalogue.sector_detail, name="sector_detail"),
    path(_("services/law/"), catalogue.legal_basis_list, name="legal_basis_list"),
    path(_("services/who-gives-what/"), entitlements.entitlement_table, name="entitlement_table"),
    path(_("services/<slug:slug>/"), catalogue.service_detail, name="service_detail"),
    path(_("compare/"), choices.compare, name="compare"),
    path(_("shortlist/"), choices.shortlist, name="shortlist_empty"),
    path(_("shortlist/<slug:code>/"), choices.shortlist, name="shortlist"),
    path(_("shortlist/<slug:code>/sheet/"), choices.shortlist_sheet, name="shortlist_sheet"),
    path(_("counties/"), places.county_list, name="county_list"),
    path(_("counties/<slug:slug>/"), places.county_detail, name="county_detail"),
    path(_("municipalities/"), places.municipality_list, name="municipality_list"),
    path(_("municipalities/<slug:slug>/"), places.municipality_detail, name="municipality_detail"),
    path(_("coverage/"), entitlements.coverage, name="coverage"),
    path(_("coverage/ledger.csv"), entitlements.coverage_csv, name="coverage_csv"),
    path(_("talk-to-someone/"), centres.talk_now, name="talk_now"),
    path(_("career-centres/"), centres.centre_list, name="centre_list"),
    path(_("career-centres/<slug:slug>/"), centres.centre_detail, name="centre_detail"),
    path(_("organisations/"), catalogue.organisation_list, name="organisation_list"),
    path(
        _("organisations/<slug:slug>/"), catalogue.organisation_detail, name="organisation_detail"
    ),
]
