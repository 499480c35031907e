"""Services, audiences, law, counties, career centres and organisations."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from services import views

app_name = "services"
urlpatterns = [
    path(_("services/"), views.service_list, name="service_list"),
    path(_("services/for/"), views.audience_list, name="audience_list"),
    path(_("services/for/<slug:slug>/"), views.audience_detail, name="audience_detail"),
    path(_("services/sectors/"), views.sector_list, name="sector_list"),
    path(_("services/sectors/<slug:slug>/"), views.sector_detail, name="sector_detail"),
    path(_("services/law/"), views.legal_basis_list, name="legal_basis_list"),
    path(_("services/<slug:slug>/"), views.service_detail, name="service_detail"),
    path(_("counties/"), views.county_list, name="county_list"),
    path(_("counties/<slug:slug>/"), views.county_detail, name="county_detail"),
    path(_("career-centres/"), views.centre_list, name="centre_list"),
    path(_("career-centres/<slug:slug>/"), views.centre_detail, name="centre_detail"),
    path(_("organisations/"), views.organisation_list, name="organisation_list"),
    path(_("organisations/<slug:slug>/"), views.organisation_detail, name="organisation_detail"),
]
