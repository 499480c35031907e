"""The app in the admin."""

from services.admin import catalogue, centres, places

__all__ = ["catalogue", "centres", "places"]
