"""The console as a coach meets it: the real program, a real Chromium, and mostly no mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_core_python.selenium import Axe
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.console.running import Running

BORN = "return performance.timeOrigin"
ANOTHER = "return performance.timeOrigin !== arguments[0] && document.readyState === 'complete'"
SIZES = {"phone": (390, 844), "desk": (1280, 900)}


def press(browser: WebDriver, *keys: str) -> None:
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def go(browser: WebDriver, *keys: str, to: WebElement | None = None) -> None:
    """Press keys of which the last leads to another page, and wait until that has come."""
    before = browser.execute_script(BORN)
    for key in keys:
        (to or browser.switch_to.active_element).send_keys(key)
    waiting = WebDriverWait(browser, 20, 0.02, ignored_exceptions=[WebDriverException])
    waiting.until(lambda b: b.execute_script(ANOTHER, before))


def enter(browser: WebDriver, console: Running, name: str, role: str | None = None) -> None:
    """Sign in without a mouse: the button of the link's page has the focus."""
    browser.delete_all_cookies()
    browser.get(console.link(name, role))
    go(browser, Keys.ENTER)
    assert heading(browser) == "Queue"


def heading(browser: WebDriver) -> str:
    return browser.find_element(By.TAG_NAME, "h1").text


def text(browser: WebDriver) -> str:
    return browser.find_element(By.TAG_NAME, "main").text


def replies(browser: WebDriver) -> int:
    return len(browser.find_elements(By.CSS_SELECTOR, ".verdict"))


def review(browser: WebDriver, first: Callable[[], None] | None = None) -> None:
    """Judge every reply good (the first one as told), give the four marks, go on to the next: keys only."""
    before = browser.current_url.partition("#")[0]
    for number in range(replies(browser)):
        first() if first and number == 0 else go(browser, "1")
    press(browser, "f", "4", "5", "4", "3")
    go(browser, Keys.ENTER)
    assert browser.current_url.partition("#")[0] != before


def would_change(browser: WebDriver, why: str) -> Callable[[], None]:
    return lambda: go(browser, "2", why, Keys.ENTER)


def test_ten_transcripts_are_reviewed_by_keyboard(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Ada")
    go(browser, "n")
    for _ in range(10):
        assert heading(browser).startswith("Transcript")
        review(browser)
    browser.get(console.url)
    assert "30 transcripts wait for you" in text(browser)


def test_a_disagreement_is_seen_and_resolved_by_a_lead(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Ben")
    go(browser, "n")
    transcript = browser.current_url.partition("#")[0]
    review(browser, would_change(browser, "too long for somebody who is hot"))
    enter(browser, console, "Gus")
    browser.get(transcript)
    review(browser)
    enter(browser, console, "Cleo", "lead")
    browser.get(f"{console.url}/disagreements")
    go(browser, Keys.ENTER, to=browser.find_element(By.CSS_SELECTOR, ".list a"))
    assert browser.current_url == transcript
    assert "too long for somebody who is hot" in text(browser)
    browser.find_element(By.CSS_SELECTOR, ".decide input[value=change]").send_keys(Keys.SPACE)
    reason = browser.find_element(By.CSS_SELECTOR, ".decide input[name=reason]")
    go(browser, "shorter", Keys.ENTER, to=reason)
    assert "Decided by Cleo would change: shorter" in text(browser)
    browser.get(f"{console.url}/disagreements")
    assert "Nobody disagrees" in text(browser)


def test_a_coach_does_not_see_another_s_verdict_before_their_own_review(
    browser: WebDriver, console: Running
) -> None:
    enter(browser, console, "Dora")
    go(browser, "n")
    transcript = browser.current_url
    review(browser, would_change(browser, "it asks two things"))
    enter(browser, console, "Emil")
    browser.get(transcript)
    assert "it asks two things" not in text(browser)
    review(browser)
    browser.get(transcript)
    assert "it asks two things" in text(browser)


def test_a_search_finds_by_words_and_filters(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Ada")
    go(browser, "/")
    go(browser, "promised", Keys.ENTER)
    rows = browser.find_elements(By.CSS_SELECTOR, ".list .row")
    assert len(rows) == 7
    browser.get(f"{console.url}/search?q=promised&step=gem")
    assert not browser.find_elements(By.CSS_SELECTOR, ".list .row")
    assert "Nothing fits." in text(browser)
    browser.get(f"{console.url}/search?danger=stop")
    flagged = browser.find_elements(By.CSS_SELECTOR, ".list .row")
    assert len(flagged) == 6
    assert all("danger: partner violence" in row.text for row in flagged)


def test_older_finds_are_a_page_further(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Ada")
    browser.get(f"{console.url}/search")
    newer = {row.get_attribute("href") for row in browser.find_elements(By.CSS_SELECTOR, ".list .row")}
    go(browser, Keys.ENTER, to=browser.find_element(By.CSS_SELECTOR, "a[rel=next]"))
    older = {row.get_attribute("href") for row in browser.find_elements(By.CSS_SELECTOR, ".list .row")}
    assert len(newer) == len(older) == 20
    assert not newer & older


def test_charts_are_drawn_and_say_no_small_number(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Ada")
    browser.get(f"{console.url}/charts")
    reached = browser.find_element(By.CSS_SELECTOR, "#reached svg")
    assert "listen 40" in str(reached.get_attribute("aria-label"))
    assert browser.find_element(By.CSS_SELECTOR, "#reached .bar").size["width"] > 100
    months = browser.find_element(By.CSS_SELECTOR, "#sessions svg")
    assert str(months.get_attribute("aria-label")).count("under five") == 11


def test_a_leak_is_hidden_at_once_everywhere(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Ada")
    browser.get(f"{console.url}/search?q=dishes")
    go(browser, Keys.ENTER, to=browser.find_element(By.CSS_SELECTOR, ".list .row"))
    assert "the dishes" in text(browser)
    browser.find_element(By.CSS_SELECTOR, "details.leak summary").send_keys(Keys.ENTER)
    go(browser, "dishes", Keys.ENTER, to=browser.find_element(By.NAME, "leaked"))
    assert "Its words are gone." in text(browser)
    assert "dishes" not in browser.page_source
    browser.get(f"{console.url}/search?q=dishes")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".list .row")) == 5


def test_a_note_is_left_and_taken_back(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Ada")
    browser.get(f"{console.url}/search?q=tap")
    go(browser, Keys.ENTER, to=browser.find_element(By.CSS_SELECTOR, ".list .row"))
    press(browser, "m")
    press(browser, "well heard", Keys.TAB, Keys.SPACE, Keys.TAB)
    go(browser, Keys.ENTER)
    assert "well heard" in text(browser)
    assert "for the person" in browser.find_element(By.CSS_SELECTOR, ".note .meta").text
    go(browser, Keys.ENTER, to=browser.find_element(By.CSS_SELECTOR, ".note button"))
    assert "well heard" not in text(browser)


def test_what_was_marked_is_listed_with_what_became_of_it(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Fay")
    go(browser, "n")
    would_change(browser, "it could be half as long")()
    browser.get(f"{console.url}/changes")
    assert "it could be half as long" in text(browser)
    assert "changed since" in text(browser)


def test_nobody_gets_in_after_signing_out(browser: WebDriver, console: Running) -> None:
    enter(browser, console, "Ada")
    cookie = browser.get_cookie("coach")
    assert cookie
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    go(browser, Keys.ENTER, to=browser.find_element(By.CSS_SELECTOR, ".out button"))
    assert heading(browser) == "Sign in"
    browser.add_cookie({"name": "coach", "value": cookie["value"]})
    browser.get(f"{console.url}/charts")
    assert heading(browser) == "Sign in"


@pytest.mark.parametrize(("width", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_no_page_has_a_serious_fault_for_those_who_see_or_move_otherwise(
    browser: WebDriver, console: Running, width: str, scheme: str
) -> None:
    enter(browser, console, "Cleo", "lead")
    across, down = SIZES[width]
    media = [{"name": "prefers-color-scheme", "value": scheme}]
    shape = {"width": across, "height": down, "deviceScaleFactor": 1, "mobile": width == "phone"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    browser.get(f"{console.url}/next")
    transcript = browser.current_url
    found = []
    for page in ("/", transcript, "/disagreements", "/search?q=hurt", "/charts", "/changes", "/coaches"):
        browser.get(page if page.startswith("http") else console.url + page)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= across, f"{page} is {wide} wide"
        found += [f"{page}: {each['id']}" for each in Axe().run(browser)["violations"]]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert not found
