"""A number of an organisation is one that Enhetsregisteret could have given."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from services.models.organisations import check_organisation_number
from tests import factories


@pytest.mark.parametrize("number", ["123456785", "000000000"])
def test_a_number_with_its_check_digit_is_taken(number):
    check_organisation_number(number)


@pytest.mark.parametrize(
    "number",
    [
        "123456784",
        "12345678",
        "1234567850",
        "12345678a",
        "123 456 785",
        "１２３４５６７８５",
        "²23456785",
    ],
)
def test_what_cannot_be_a_number_is_refused(number):
    with pytest.raises(ValidationError):
        check_organisation_number(number)


@pytest.mark.django_db
def test_the_page_shows_the_number_where_it_is_given():
    given = factories.OrganisationFactory(organisation_number="123456785")
    assert "123456785" in Client().get(given.url_in("nb")).content.decode()
    other = factories.OrganisationFactory()
    assert "rganisation number" not in Client().get(other.url_in("en")).content.decode()
