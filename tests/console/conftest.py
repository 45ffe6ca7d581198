"""One console and one browser for the tests of a file; both are slow to start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webdriver import WebDriver

from tests.console.made import transcript
from tests.console.running import Running, filled, running

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A console with forty transcripts, every seventh of them flagged."""
    folder = tmp_path_factory.mktemp("console")
    flagged = {n for n in range(40) if n % 7 == 3}
    filled(
        folder,
        [
            (transcript(n, danger="stop" if n in flagged else "none"), 2 if n in flagged else 1)
            for n in range(40)
        ],
    )
    with running(folder) as it:
        yield it


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """A headless Chromium with a profile of its own."""
    if not CHROMIUM.exists() or DRIVER is None:
        pytest.skip("the console in a real browser (no Chromium with its driver here)")
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, "--window-size=1280,900", f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.implicitly_wait(2)
    yield driver
    driver.quit()
