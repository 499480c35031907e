"""Addresses of linked data: the names of what it is about, and the files that say it."""

from django.urls import path, re_path

from portal.opendata.linked import views
from portal.opendata.linked.writing import FORMS

SUFFIX = f"(?P<suffix>{'|'.join(form.suffix for form in FORMS)})"
NAME = r"id/(?P<kind>[a-z]+)/(?P<key>[\w-]+)"

urlpatterns = [
    path("katalog", views.choose_catalogue, name="catalogue"),
    re_path(rf"^katalog\.{SUFFIX}$", views.catalogue_file, name="catalogue_file"),
    path("data", views.choose_datasets, name="datasets"),
    re_path(rf"^data\.{SUFFIX}$", views.datasets_file, name="datasets_file"),
    re_path(rf"^{NAME}$", views.choose_subject, name="subject"),
    re_path(rf"^{NAME}\.{SUFFIX}$", views.subject_file, name="subject_file"),
]
