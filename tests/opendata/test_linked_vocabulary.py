"""Every value of another list exists: it is in the list, or in the examples of the profile."""

import pytest
from django.test import Client

from tests.opendata.shapes import FILE_TYPES, FOLDER, NOT_IN_STUBS, require_shapes

pytestmark = pytest.mark.django_db

LISTS = (
    "http://publications.europa.eu/resource/authority/",
    "http://purl.org/adms/publishertype/",
    "https://data.geonorge.no/",
    "https://data.norge.no/vocabulary/role-type#",
    "https://data.norge.no/vocabulary/service-channel-type#",
    "https://psi.norge.no/los/",
)
FOLDERS = ("vocab-stubs.ttl", "example-*.ttl", "vocab/*.ttl", "cpsv-ap-no/examples/*.ttl")


@pytest.mark.parametrize("path", ["/katalog.nt", "/data.nt"])
def test_every_value_of_a_list_is_in_it(path):
    require_shapes()
    files = [file for folder in FOLDERS for file in FOLDER.glob(folder)]
    known = "\n".join(file.read_text(encoding="utf-8") for file in files)
    words = Client().get(path).content.decode().split()
    values = {word.strip("<>") for word in words if word.startswith(tuple(f"<{x}" for x in LISTS))}
    assert len(values) > 3
    others = {f"{FILE_TYPES}/{name}" for name in NOT_IN_STUBS}

    def is_known(value: str) -> bool:
        name = value.rpartition("/")[2]
        return value in others or f"<{value}>" in known or f":{name} " in known

    assert {value for value in values if not is_known(value)} == set()
