"""In English nothing of the frame stays Chinese: pages whose data is English hold no Chinese character."""

import csv
import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from enterprises.actors import Actor, actor_for_user
from enterprises.models import Contact
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.match import decline_match, express_interest
from matchmaking.domain.review import approve_match
from matchmaking.models import Docking, Match
from projects.domain.evidence import attach_evidence, confirm_project, record_effect
from projects.domain.follow_ups import record_follow_up
from projects.domain.funding import add_funding
from projects.domain.ledger import plan_payment, record_receipt, void_receipt
from projects.domain.listing import create_listing
from projects.domain.publication import publish_listing, submit_listing
from projects.domain.reward import adopt_reward_plan
from projects.domain.transfer_project import edit_contract
from projects.models import Listing, TransferProject
from tests.conftest import VOCABULARIES
from tests.contracts import FACTS, soon
from tests.documents import upload
from tests.factories import make_administrator, make_broker, make_match, make_organization, make_user

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
READ_ALOUD = {"title", "alt", "placeholder", "aria-label", "value", "content", "data-text", "data-label",
              "data-confirm", "data-failed", "data-remove"}  # fmt: skip
NO_TEXT = {"script", "style"}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
         "circle", "rect", "line", "path", "use"}  # fmt: skip


class Texts(HTMLParser):
    """Collects what a person sees or hears; what is marked as Chinese (lang="zh…") may be Chinese."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        said_chinese = (values.get("lang") or "").startswith("zh") or self._passed_over()
        if not said_chinese:
            self.found += [value for name, value in attrs if name in READ_ALOUD and value]
        if tag not in EMPTY:
            self._open.append((tag, said_chinese or tag in NO_TEXT))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._passed_over():
            self.found.append(data.strip())

    def _passed_over(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def chinese_in(html: str) -> list[str]:
    return [text for text in Texts(html).found if CHINESE.search(text)]


def browser(user=None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def world(vocabularies):
    """Two organizations, a broker and an administrator whose every word is English; a docking, a decline, a queue."""
    firm = make_organization("Longtest Aluminium", introduction="Makes aluminium.", industries=["3216"])
    lab = make_organization("Test Metallurgy Lab", kind="lab", lab_tier="L1", introduction="Does research.")
    for organization in (firm, lab):
        Contact.objects.filter(organization=organization).update(
            name="Ann Other", position="Head of technology"
        )
    alice, bob = make_user("Alice", organization=firm), make_user("Bob", organization=lab)
    dave, carol = make_administrator("Dave"), make_broker("Carol")
    as_alice, as_bob, as_dave = map(actor_for_user, (alice, bob, dave))
    common = {
        "summary": "Cell voltage is high.",
        "keywords": ["cell"],
        "industries": ["3216"],
        "region": "620100",
    }
    target = {"indicator": "energy use", "current_value": "13.4", "target_value": "12.9", "unit": "MWh/t"}
    wish = {
        "trl_wanted": 7,
        "modes": ["M1"],
        "budget_band": "b100_500",
        "effects": ["energy"],
        "targets": [target],
    }
    offer = {"trl": 8, "modes": ["M1"], "asking_price": 800000}

    def post(kind: str, by: Actor, title: str, **values: Any) -> Listing:
        owner = firm if by is as_alice else lab
        listing = create_listing(kind, {"title": title} | common | values, owner=owner, by=by)
        return publish_listing(listing, by=by)

    need = post("need", as_alice, "Lower the energy use of cells", **wish)
    offers = [post("achievement", as_bob, f"Cell control {number}", **offer) for number in range(4)]
    base = post("pilot_base", as_bob, "Pilot line", trl_from=5, trl_to=8)
    scenario = post("scenario", as_alice, "Open cell room", disclosure="interest")
    capability = post("capability", as_bob, "Cell diagnosis", trl=6, work_kinds=["testing"])
    submitted = create_listing("need", {"title": "Wait for review"} | common, owner=firm, by=as_alice)
    submit_listing(submitted, by=as_alice)
    matches = [make_match(wanted=need, offered=offer) for offer in offers]
    Match.objects.update(terms=[{"term": "cell", "share": 0.5}])
    for match in matches[:2]:
        express_interest(match, by=as_alice, note="Please call")
        express_interest(match, by=as_bob, note="Gladly")
        match.refresh_from_db()
    docking = approve_match(matches[0], by=as_dave, note="Ready", manager=carol)
    contract = make_match(wanted=post("need", as_alice, "Licence wanted", **wish), offered=offers[3])
    Match.objects.filter(pk=contract.pk).update(terms=[])
    for by in (as_alice, as_bob):
        express_interest(contract, by=by, note="Gladly")
    contract.refresh_from_db()
    project = sign(approve_match(contract, by=as_dave, note="Ready"), as_alice, as_bob)
    decline_match(matches[2], by=as_bob, reasons=["1", "3"], note="Not now")
    express_interest(matches[3], by=as_alice, note="")
    make_organization("Not yet verified Ltd", verified=False)
    addresses = {
        "need": need, "achievement": offers[0], "pilot_base": base, "scenario": scenario, "capability": capability,
        "submitted": submitted,
    }  # fmt: skip
    return {
        "people": {"nobody": None, "alice": alice, "bob": bob, "carol": carol, "dave": dave},
        "listings": addresses,
        "matches": matches,
        "docking": docking,
        "project": project,
        "firm": firm,
        "lab": lab,
    }


def sign(docking: Docking, firm: Actor, lab: Actor) -> TransferProject:
    """The docking's contract, with papers, money and people whose every word is English."""
    for state in ("negotiation", "signed"):
        advance_docking(docking, state, by=firm, next_step="Register", next_deadline=soon(), note="Agreed")
    facts = {**FACTS, "title": "Licence of cell control", "ip_disposition": "Stays with the lab"}
    project = edit_contract(docking.project, facts, by=lab)
    today = project.signed_on
    attach_evidence(project, kind="contract", file=upload("contract.pdf"), by=lab)
    plan_payment(project, due_on=today, amount=Decimal(100), condition="On signing", by=firm)
    receipt = record_receipt(project, received_on=today, amount=Decimal(100), note="First", by=lab)
    void_receipt(receipt, reason="Entered twice", by=lab)
    record_effect(
        project, indicator="Power", unit="kWh", before=Decimal(2), after=Decimal(1), measured_on=today, by=lab
    )
    for kind in ("government", "social"):
        add_funding(project, kind=kind, terms="stable", name="Fund", year=2026, amount=Decimal(100), by=firm)
    people = [{"person": "Ann Other", "weight": Decimal(1), "contribution": "Inventor"}]
    adopt_reward_plan(project, basis="income", gross=Decimal(100), rate=Decimal(50), shares=people, by=lab)
    confirm_project(project, side="provider", consents=True, by=lab)
    record_follow_up(project.follow_ups.get(months=1), {"jobs": 2, "note": "Running"}, by=firm)
    return project


def listing_pages(world, *hidden: str) -> list[str]:
    shown = [listing for name, listing in world["listings"].items() if name not in {"submitted", *hidden}]
    pages = [reverse("projects:detail", args=[listing.pk]) for listing in shown]
    return pages + [reverse("matchmaking:for-listing", args=[listing.pk]) for listing in shown]


def look(world, name: str, pages: list[str]) -> list[tuple[str, int, list[str]]]:
    """What is wrong with these pages for this person: another answer than 200, or Chinese."""
    client = browser(world["people"][name])
    answers = [(page, client.get(page)) for page in pages]
    seen = [(page, answer.status_code, chinese_in(answer.content.decode())) for page, answer in answers]
    return [line for line in seen if line[1] != 200 or line[2]]


OPEN = [
    "/",
    "/needs/",
    "/achievements/",
    "/pilot-bases/",
    "/scenarios/",
    "/capabilities/",
    "/needs/?q=cell&region=620100&trl_from=3",
]


def test_open_pages(world):
    pages = [*OPEN, "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
    pages += [
        f"/organizations/{world[name].pk}/{rest}" for name in ("firm", "lab") for rest in ("", "listings/")
    ]
    assert look(world, "nobody", pages + listing_pages(world, "scenario")) == []
    answer = browser().post("/preview/", {"text": "cell voltage is too high and wastes energy"})
    assert chinese_in(answer.content.decode()) == []


@pytest.mark.parametrize("name", ["alice", "bob", "carol", "dave"])
def test_pages_of_those_who_are_logged_in(world, name):
    matches = [f"/matches/{match.pk}/" for match in world["matches"]]
    dockings = ["/dockings/?show=all", f"/dockings/{world['docking'].pk}/"]
    project = f"/transfer-projects/{world['project'].pk}/"
    dockings += ["/transfer-projects/?show=all", project, f"{project}docking/"]
    account = ["/accounts/profile/", "/accounts/email/", "/accounts/2fa/", "/accounts/password/change/"]
    mine = ["/my/", "/my/matches/", "/my/dockings/", "/organizations/new/"]
    assert look(world, name, OPEN + listing_pages(world) + matches + dockings + account + mine) == []


@pytest.mark.parametrize(("kind", "owner"), [
    ("need", "alice"), ("achievement", "bob"), ("pilot_base", "bob"), ("scenario", "alice"),
    ("capability", "bob"),
])  # fmt: skip
def test_forms(world, kind, owner):
    listing = world["listings"][kind]
    pages = [reverse("projects:new", args=[kind]), reverse("projects:edit", args=[listing.pk])]
    assert look(world, owner, [*pages, f"/organizations/{listing.owner_id}/edit/"]) == []
    refused = browser(world["people"][owner]).post(pages[0], {"intent": "publish", "title": "", "trl": "99"})
    assert (refused.status_code, chinese_in(refused.content.decode())) == (422, [])


def test_what_a_project_refuses(world):
    path = f"/transfer-projects/{world['project'].pk}/act/"
    bodies = [
        {"verb": "stage", "stage": "breakthrough"},
        {"verb": "receipt", "received_on": "2999-01-01", "amount": "1"},
        {"verb": "payment", "due_on": "2999-01-01", "amount": "99999999"},
        {"verb": "evidence", "kind": "photo", "file": upload("a.pdf", b"no")},
        {"verb": "reward", "basis": "profit", "gross": "1", "rate": "1", "shares": "Ann 1"},
    ]
    answers = [browser(world["people"]["bob"]).post(path, body) for body in bodies]
    assert [(answer.status_code, chinese_in(answer.content.decode())) for answer in answers[1:]] == [
        (422, [])
    ] * 4
    assert answers[0].status_code == 302  # the contract is on file


@pytest.mark.parametrize("name", ["carol", "dave"])
def test_the_queue(world, name):
    tabs = [f"/review/?tab={tab}" for tab in ("matches", "chase", "listings", "organizations")]
    tabs.append("/figures/")
    assert (
        look(world, name, [*tabs, reverse("projects:detail", args=[world["listings"]["submitted"].pk])]) == []
    )


def test_the_admin(world):
    models = ["matchmaking_match", "matchmaking_matchrun", "projects_listing", "enterprises_organization"]
    pages = [reverse("admin:index"), *(reverse(f"admin:{model}_changelist") for model in models)]
    pages.append(reverse("admin:matchmaking_match_compare", args=[world["matches"][1].pk]))
    assert look(world, "dave", pages) == []


def test_pages_of_errors(world):
    client = browser(world["people"]["bob"])
    lost, not_his = client.get("/no-such-page/"), client.get("/review/")
    assert [chinese_in(answer.content.decode()) for answer in (lost, not_his)] == [[], []]


def test_the_browser_s_wish_counts_and_the_switch_overrules_it(world):
    client = Client(headers={"accept-language": "en"})
    assert '<html lang="en"' in client.get("/").content.decode()
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"})
    page = client.get("/").content.decode()
    assert '<html lang="zh-hans"' in page
    assert "说出您的技术难题" in page


def test_the_words_of_the_vocabularies_are_english_too():
    rows = [line for path in sorted(VOCABULARIES.glob("*.csv")) for line in english_column(path)]
    assert [row for row in rows if not row[1] or CHINESE.search(row[1])] == []


def english_column(path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(path.stem, row["en"]) for row in csv.DictReader(file)]
