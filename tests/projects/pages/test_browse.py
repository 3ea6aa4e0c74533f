"""Lists with search and filters."""

import pytest
from django.urls import reverse

from projects.choices import ListingKind
from projects.domain.publication import close_listing
from tests.factories import make_listing, make_organization, writer_for

pytestmark = pytest.mark.django_db
NEEDS = "/needs/"
ACHIEVEMENTS = "/achievements/"


def titles(page):
    return sorted(listing.title for listing in page.context["page"])


@pytest.fixture
def three(people):
    """Three achievements that differ in everything one can filter on."""
    make_listing(
        ListingKind.ACHIEVEMENT,
        owner=people.lab,
        title="铝电解槽内衬材料",
        industries=["3216"],
        region="620100",
        trl=7,
        modes=["M7"],
        stage="mature",
    )
    make_listing(
        ListingKind.ACHIEVEMENT,
        owner=people.lab,
        title="马铃薯抑芽保鲜剂",
        industries=["01"],
        region="621100",
        trl=4,
        modes=["M3c"],
        stage="early",
        keywords=["窖储"],
    )
    make_listing(ListingKind.ACHIEVEMENT, owner=people.lab, title="文物修复凝胶", region="110000")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["文物修复凝胶", "铝电解槽内衬材料", "马铃薯抑芽保鲜剂"]),
        ("q=内衬", ["铝电解槽内衬材料"]),
        ("q=窖储 保鲜", ["马铃薯抑芽保鲜剂"]),
        ("q=%25", []),
        ("industry=C", ["铝电解槽内衬材料"]),
        ("industry=A", ["马铃薯抑芽保鲜剂"]),
        ("region=620000", ["铝电解槽内衬材料", "马铃薯抑芽保鲜剂"]),
        ("region=621100", ["马铃薯抑芽保鲜剂"]),
        ("trl_from=5", ["铝电解槽内衬材料"]),
        ("trl_to=5", ["马铃薯抑芽保鲜剂"]),
        ("trl_from=4&trl_to=7&mode=M7", ["铝电解槽内衬材料"]),
        ("own=early", ["马铃薯抑芽保鲜剂"]),
        ("region=999999", ["文物修复凝胶", "铝电解槽内衬材料", "马铃薯抑芽保鲜剂"]),
    ],
)
def test_filters(client, three, query, found):
    page = client.get(f"{ACHIEVEMENTS}?{query}")
    assert (page.status_code, titles(page)) == (200, sorted(found))


def test_a_filter_that_makes_no_sense_is_said(client, three):
    assert "region" in client.get(f"{ACHIEVEMENTS}?region=999999").context["form"].errors


def test_a_chip_takes_one_filter_away(client, three):
    page = client.get(f"{ACHIEVEMENTS}?q=内衬&region=620100&page=1")
    assert page.context["chosen"] == [
        {"label": "搜索：内衬", "query": "region=620100"},
        {"label": "地区：兰州市", "query": "q=%E5%86%85%E8%A1%AC"},
    ]


def test_pilot_bases_are_found_by_the_levels_they_lift_through(client, people):
    make_listing(
        ListingKind.PILOT_BASE,
        owner=people.lab,
        title="湿法冶金中试线",
        trl_from=4,
        trl_to=7,
        services=["process"],
    )
    found = {
        query: titles(client.get(f"/pilot-bases/?{query}"))
        for query in ("trl_from=6", "trl_from=8", "trl_to=3")
    }
    assert found == {"trl_from=6": ["湿法冶金中试线"], "trl_from=8": [], "trl_to=3": []}
    assert titles(client.get("/pilot-bases/?own=process")) == ["湿法冶金中试线"]


def test_htmx_gets_the_results_alone_and_going_back_the_whole_page(client, three):
    fragment = client.get(ACHIEVEMENTS, headers={"HX-Request": "true"})
    restored = client.get(ACHIEVEMENTS, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert [b"<html" in page.content for page in (fragment, restored)] == [False, True]
    assert "HX-Request" in fragment["Vary"]


def test_one_and_thirty_rows_cost_the_same(client, people, django_assert_num_queries):
    make_listing(ListingKind.NEED, owner=people.enterprise)
    client.get(NEEDS)
    with django_assert_num_queries(2):
        client.get(NEEDS)
    for _number in range(29):
        make_listing(ListingKind.NEED, owner=people.enterprise)
    with django_assert_num_queries(2):
        page = client.get(NEEDS)
    assert (len(page.context["page"]), page.context["page"].paginator.count) == (20, 30)
    assert len(client.get(f"{NEEDS}?page=2").context["page"]) == 10


def test_drafts_and_ended_listings_show_only_when_asked_for(browser_of, people):
    make_listing(ListingKind.NEED, owner=people.enterprise, title="自己的草稿一条", publish=False)
    closed = make_listing(ListingKind.NEED, owner=people.enterprise, title="关闭了的需求")
    close_listing(closed, by=writer_for(people.enterprise))
    make_listing(ListingKind.NEED, owner=people.outside, title="别人的草稿一条", publish=False)
    alice = browser_of(people.alice)
    assert titles(alice.get(NEEDS)) == []
    assert titles(alice.get(f"{NEEDS}?state=draft")) == ["自己的草稿一条"]
    assert titles(alice.get(f"{NEEDS}?state=mine")) == ["关闭了的需求", "自己的草稿一条"]


def test_a_visitor_has_no_state_filter(client, vocabularies):
    assert "state" not in client.get(NEEDS).context["form"].fields


def test_an_organizations_listings(client, people):
    make_listing(ListingKind.NEED, owner=people.enterprise, title="公开需求一条")
    make_listing(ListingKind.NEED, owner=people.enterprise, title="草稿需求一条", publish=False)
    address = reverse("projects:of-organization", args=[people.enterprise.pk])
    assert titles(client.get(address)) == ["公开需求一条"]
    hidden = make_organization(verified=False)
    assert client.get(reverse("projects:of-organization", args=[hidden.pk])).status_code == 404
