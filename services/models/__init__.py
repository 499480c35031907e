"""Who offers what to whom, by which law, where."""

from services.models.centres import CareerCentre, ContactFact, Site
from services.models.offers import Audience, LegalBasis, Sector, Service
from services.models.organisations import Organisation
from services.models.places import County, Municipality, PostalCode

__all__ = [
    "Audience",
    "CareerCentre",
    "ContactFact",
    "County",
    "LegalBasis",
    "Municipality",
    "Organisation",
    "PostalCode",
    "Sector",
    "Service",
    "Site",
]
