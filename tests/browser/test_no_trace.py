"""Reading the portal leaves nothing behind and asks nobody else for anything."""

from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

ERRAND = (
    "/", "/nb/", "/nb/tjenester/", "/nb/tjenester/karrieresenter/", "/nb/fylker/",
    "/nb/fylker/troms/", "/nn/karriererettleiing/tidslinje/", "/en/career-guidance/glossary/",
    "/nb/kontakt/", "/nb/finnes-ikke/", "/nb/finn/flyktning/", "/nb/finn/flyktning/senja-5530/",
    "/nb/karrieresentre/?place=9300", "/nb/huskeliste/", "/nb/tilbakemelding/?about=/nb/",
)  # fmt: skip


def test_an_errand_leaves_no_cookie_no_storage_and_no_request_elsewhere(context, portal):
    page, hosts, said = context.new_page(), set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: said.append((message.type, message.text)))
    page.on("pageerror", lambda error: said.append(("error", str(error))))
    for path in ERRAND:
        page.goto(path)
        stored = page.evaluate("[localStorage.length, sessionStorage.length]")
        assert stored == [0, 0], path
    page.goto("/nb/")
    page.locator("main a").first.click()
    page.go_back()
    assert context.cookies() == []
    assert hosts == {urlsplit(portal.url).netloc}
    not_found = "the server responded with a status of 404"
    assert [
        text for kind, text in said if kind in {"error", "warning"} and not_found not in text
    ] == []


def test_the_first_visit_weighs_less_than_sixty_kilobytes(context, portal):
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights: list[float] = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto("/nb/", wait_until="networkidle")
    print(f"front page, first visit: {sum(weights) / 1000:.1f} kB in {len(weights)} requests")
    assert len(weights) > 3
    assert sum(weights) < 60_000


def test_everything_can_be_read_and_followed_without_javascript(chromium, portal):
    context = chromium.new_context(base_url=portal.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nb/")
    page.locator("main a", has_text="ungdomsskolen").first.click()
    assert page.locator("h1").is_visible()
    page.locator("main a", has_text="Troms").first.click()
    page.locator("main h2 a").first.click()
    assert "/tjenester/" in page.url or "/tenester/" in page.url
    page.locator("nav a", has_text="English").first.click()
    assert "/en/services/" in page.url
    context.close()
