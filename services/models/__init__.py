"""Who offers what to whom, by which law, where."""

from services.models.centres import LANGUAGE_CODES, Answer, CareerCentre, Site
from services.models.contacts import ContactFact
from services.models.entitlements import Entitlement
from services.models.hours import HoursException, Schedule
from services.models.offers import Audience, LegalBasis, Sector, Service
from services.models.organisations import Organisation
from services.models.places import County, FormerCounty, Municipality, PostalCode

__all__ = [
    "LANGUAGE_CODES",
    "Answer",
    "Audience",
    "CareerCentre",
    "ContactFact",
    "County",
    "Entitlement",
    "FormerCounty",
    "HoursException",
    "LegalBasis",
    "Municipality",
    "Organisation",
    "PostalCode",
    "Schedule",
    "Sector",
    "Service",
    "Site",
]
