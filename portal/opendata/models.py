"""What the open data keep of their own."""

# So that Django finds them
from portal.opendata.linked.models import LinkedEdition as LinkedEdition
