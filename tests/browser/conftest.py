"""A real Chromium for each test, and people who look at pages with it and write down whatever goes wrong."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from enterprises.models import User
from tests.factories import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 375, "height": 800}
DESK = {"width": 1280, "height": 900}
_TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


class Visitor:
    """A browser of its own: cookies, one page, and `problems`, the list of what went wrong on any page it visited."""

    def __init__(self, browser: Browser, base: str, viewport: dict[str, int]) -> None:
        self.base, self.problems = base, list[str]()
        self._context = browser.new_context(viewport=viewport, locale="zh-CN")  # type: ignore[arg-type]
        self._context.set_default_timeout(15_000)
        self._context.add_init_script(_TELL_VIOLATIONS)
        self.page: Page = self._context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.page.on("response", self._response)

    def open(self, path: str) -> Page:
        """Go to a path and wait until its fragments have come. AssertionError when it does not answer 200."""
        answer = self.page.goto(f"{self.base}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.page.wait_for_load_state("networkidle")
        return self.page

    def log_in(self, user: User) -> "Visitor":
        page = self.open("/accounts/login/")
        page.fill("input[name=login]", user.email or "")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button:not([name])")
        page.wait_for_url(f"{self.base}/my/")
        return self

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(script))

    def picture(self, path: Path) -> None:
        """The whole page as PNG. AssertionError where no Chinese font is installed: it would be full of boxes."""
        fonts = subprocess.run(
            ["fc-list", ":lang=zh"], capture_output=True, text=True, check=True, timeout=30
        )
        assert fonts.stdout.strip(), "no Chinese font: install fonts-noto-cjk"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path, full_page=True)

    def _note(self, text: str) -> None:
        self.problems.append(f"{self.page.url.removeprefix(self.base)}: {text}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._note(f"{message.type}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status} {response.url}")


@pytest.fixture
def visit(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Visitor]]:
    """`visit()` is a new visitor, `visit(alice)` is Alice, logged in. The test fails if any of them met a problem."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    # Playwright keeps an event loop in this thread; Django then takes every query of the test for a mistake.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    visitors: list[Visitor] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )

        def new(user: User | None = None, *, viewport: dict[str, int] = DESK) -> Visitor:
            visitor = Visitor(browser, live_server.url, viewport)
            visitors.append(visitor)
            return visitor.log_in(user) if user else visitor

        yield new
        browser.close()
        connections.close_all()  # those of the loop's thread; outside it the test has its own
    assert [problem for visitor in visitors for problem in visitor.problems] == []
