"""Marked personal data, sent in every part of a request where a reader could put it."""

from urllib.parse import quote

from django.test import Client

MAIL, PHONE, NAME, NUMBER = "kari@marked.example", "99887766", "Kari-Merket", "01019012345"
MARKS = (MAIL, quote(MAIL), PHONE, NAME, NUMBER, "marked", "203.0.113.77")
CLIENT = Client(
    raise_request_exception=False,
    headers={
        "user-agent": f"Agent {NAME} marked",
        "referer": f"https://marked.example/{NAME}?mail={MAIL}",
        "x-forwarded-for": "203.0.113.77",
        "x-request-id": NUMBER,
        "accept-language": f"nb, {NAME}",
        "origin": "https://marked.example",
    },
    REMOTE_ADDR="203.0.113.77",
)
PATHS = (
    "/nb/", f"/nb/{NAME}/", f"/nb/sok/?q={quote(MAIL)}+{PHONE}", f"/{NUMBER}", "/nb/admin/login/",
    f"/nb/tjenester/{NAME}/", f"/breaks/{MAIL}/?tel={PHONE}", f"/refuses/{MAIL}/?tel={PHONE}",
    f"/forbids/{MAIL}/?tel={PHONE}", f"/asks/{NUMBER}/?tel={PHONE}", f"/nb/feedback/?page={MAIL}",
)  # fmt: skip


def send_everywhere() -> list[int]:
    """Send marked data to many addresses; return how they were answered."""
    CLIENT.cookies["name"] = NAME
    CLIENT.cookies["sessionid"] = f"{NUMBER}marked"
    answered = []
    for path in PATHS:
        answered.append(CLIENT.get(path).status_code)
        answered.append(CLIENT.post(path, {"mail": MAIL, "login": NAME}).status_code)
    checking = Client(enforce_csrf_checks=True, headers={"origin": "https://marked.example"})
    form = {"login": MAIL, "password": NUMBER}
    answered.append(checking.post(f"/nb/admin/login/?next=/{NAME}", form).status_code)
    answered.append(CLIENT.generic("MARKED", f"/nb/?q={MAIL}").status_code)
    answered.append(CLIENT.get("/nb/", headers={"host": f"{NAME}.marked.example"}).status_code)
    return answered
