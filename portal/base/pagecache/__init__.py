"""Public pages, kept as they were sent: a page is a function of address and content version.

A page that is kept is answered before Django sees the request (handler). It is kept under the
version of the content it was read from, until the first moment at which it would read otherwise
(portal.base.reading, portal.base.moments); which version is the present one, each process learns
from the database (watch). Without the database, what is kept goes on being served.
"""
