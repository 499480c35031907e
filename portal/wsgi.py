"""The WSGI application."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup(set_prefix=False)

from portal.base.pagecache.handler import PortalHandler  # noqa: E402 - settings come first

application = PortalHandler()
