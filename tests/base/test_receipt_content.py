"""The reference content by its own receipt: nothing that would stop an editor from publishing."""

import pytest
from django.apps import apps
from django.utils import timezone

from portal.base.publishing import Publishable, State
from portal.base.receipt.examine import CHECKS, examine
from portal.base.receipt.places import Examined
from portal.base.receipt.receipt import Check, Level
from services.models import Service

pytestmark = pytest.mark.django_db


def published():
    for model in apps.get_models():
        if issubclass(model, Publishable):
            yield from model._base_manager.filter(state=State.PUBLISHED)


def test_no_entry_of_the_reference_content_has_an_error():
    finders = [find for check, find in CHECKS.items() if check != Check.SPELLING]  # never an error
    entries, found = list(published()), []
    assert len(entries) > 300
    for entry in entries:
        examined = Examined.of(entry, None, timezone.now())
        for finding in (finding for find in finders for finding in find(examined)):
            if finding.level == Level.ERROR:
                said = f"{finding.where}: {finding.message} {finding.excerpt}"
                found.append(f"{entry._meta.label_lower}/{entry.key} {said}")
    assert found == []


def test_a_service_of_the_reference_content_has_a_whole_receipt():
    service = Service.objects.get(key="skole-radgivning")
    receipt = examine(service, None, now=timezone.now())
    assert not receipt.blocks
    assert {one.language for one in receipt.readability} == {"nn", "en"}
    urls = [one.url for one in receipt.affected]
    assert "/sitemap.xml" in urls
    assert "/nb/endringer/" in urls
