"""Every page the navigation leads to, for each of the people: it answers, and can be read and used by everybody."""

import pytest

from tests.browser.conftest import Visitor
from tests.factories import make_docking, make_listing, make_mutual_match

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOT_OURS = ("/admin/", "/api/")  # Django's admin and Swagger's page: they must answer and say their language
NAVIGATION = (
    "header a[href], footer a[href], .menu-list a[href], .tabs a[href], .page-head a[href], .doors a[href]"
)
FAULTS = """() => {
  const faults = [];
  const name = (element) => (element.getAttribute("aria-label") || element.title || element.textContent || element.value
    || "").trim();
  const h1 = document.querySelectorAll("h1").length;
  if (h1 !== 1) faults.push(`${h1} h1`);
  if (!document.title.trim()) faults.push("no title");
  if (document.querySelectorAll("main").length !== 1) faults.push("not one main");
  for (const field of document.querySelectorAll("input, select, textarea")) {
    if (["hidden", "submit", "button"].includes(field.type)) continue;
    const labels = [...(field.labels || [])].filter((label) => label.textContent.trim());
    if (!labels.length && !field.getAttribute("aria-label")) faults.push(`no label: ${field.name || field.outerHTML}`);
  }
  for (const element of document.querySelectorAll("button, a[href], summary"))
    if (!name(element)) faults.push(`no name: ${element.outerHTML.slice(0, 120)}`);
  for (const image of document.querySelectorAll("img:not([alt])")) faults.push(`no alt: ${image.src}`);
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(`id twice: ${id}`);
  for (const told of document.querySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls]"))
    for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls"])
      for (const id of (told.getAttribute(attribute) || "").split(" ").filter(Boolean))
        if (!document.getElementById(id)) faults.push(`${attribute} leads nowhere: ${id}`);
  return faults;
}"""


@pytest.fixture
def market(live_server, people):
    """Something on every page: listings of each kind, a pair to review, a docking."""
    for kind, owner in (
        ("pilot_base", people.lab),
        ("scenario", people.enterprise),
        ("capability", people.lab),
        ("achievement", people.lab),
        ("need", people.enterprise),
    ):
        make_listing(kind, owner=owner)
    make_mutual_match(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )
    make_docking(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )


def reachable_from_home(visitor: Visitor) -> dict[str, list[str]]:
    """Walk the navigation from the home page. What is wrong, by path; every page appears, most with nothing wrong."""
    seen: dict[str, list[str]] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        page = visitor.open(path)
        ours = not path.startswith(NOT_OURS)
        faults = page.evaluate(FAULTS) if ours else []
        if not page.locator("html").get_attribute("lang"):
            faults.append("no lang")
        if over := visitor.overflow():
            faults.append(f"{over} px too wide")
        seen[path] = faults
        if ours:
            links = page.eval_on_selector_all(
                NAVIGATION, "links => links.map((link) => link.pathname + link.search)"
            )
            waiting += [link for link in dict.fromkeys(links) if link not in seen and link not in waiting]
    return seen


@pytest.mark.parametrize(
    ("name", "landmarks"),
    [
        (
            "nobody",
            {
                "/needs/",
                "/achievements/",
                "/pilot-bases/",
                "/scenarios/",
                "/capabilities/",
                "/accounts/signup/",
                "/api/v1/docs/",
            },
        ),
        (
            "alice",
            {"/my/", "/dockings/", "/needs/new/", "/scenarios/new/", "/accounts/profile/", "/accounts/2fa/"},
        ),
        ("carol", {"/review/", "/dockings/?show=overdue", "/admin/"}),
        ("dave", {"/review/?tab=organizations", "/dockings/?show=all&mine=1", "/admin/"}),
    ],
)
def test_what_the_navigation_leads_to(visit, market, people, name, landmarks):
    seen = reachable_from_home(visit(getattr(people, name, None)))
    assert landmarks - set(seen) == set()
    assert {path: faults for path, faults in seen.items() if faults} == {}


def test_the_watcher_notices(visit):
    """The checks above are worth nothing if a broken page passes them."""
    visitor = visit()
    page = visitor.open("/")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<h1></h1><input name=bare><img src=\"/no.png\">')"
    )
    page.evaluate("document.body.setAttribute('style', 'min-width: 3000px'); console.error('from a script')")
    expected = ("CSP: style-src", "from a script", "404")
    for _ in range(100):  # what happened is told a moment later
        page.wait_for_timeout(50)
        told = " ".join(visitor.problems)
        if all(word in told for word in expected):
            break
    assert [word in told for word in expected] == [True, True, True]
    faults = " ".join(page.evaluate(FAULTS))
    assert [word in faults for word in ("2 h1", "no label: bare", "no alt")] == [True, True, True]
    visitor.problems.clear()
