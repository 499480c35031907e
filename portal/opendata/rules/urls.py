"""Addresses of the rules."""

from django.urls import path

from portal.opendata.rules import views

app_name = "rules"
urlpatterns = [
    path("rules.json", views.rules_json, name="json"),
    path("rules.csv", views.rules_csv, name="csv"),
]
