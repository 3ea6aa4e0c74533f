"""Listings in the admin: read, published and sent back by confirmed actions; drafts and secrets stay out."""

import pytest
from django.test import Client

from matchmaking.models import MatchRun
from projects.domain.publication import submit_listing, withdraw_listing
from tests.factories import make_listing, make_organization, make_user, writer_for
from tests.secrets import secret_texts_there

pytestmark = pytest.mark.django_db


@pytest.fixture
def dave(people):
    client = Client()
    client.force_login(people.dave)
    return client


def submitted(owner=None, **values):
    owner = owner or make_organization(trusted=False)
    listing = make_listing("need", owner=owner, publish=False, secret="配方为甲乙丙", **values)
    return submit_listing(listing, by=writer_for(owner))


def act(client, action, *listings, path="listing", **values):
    chosen = {"action": action, "_selected_action": [str(row.pk) for row in listings], **values}
    return client.post(f"/admin/projects/{path}/", chosen)


def test_published_and_sent_back_by_confirmed_actions(dave):
    first, second = submitted(), submitted()
    assert act(dave, "publish", first).status_code == 200
    first.refresh_from_db()
    assert first.state == "submitted"
    act(dave, "publish", first, confirmed="yes")
    act(dave, "send_back", second, confirmed="yes", note="请补充指标", path="need")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("published", "sent_back")


def test_ones_own_is_for_another_administrator(people):
    listing = submitted()
    frank = make_user(
        "弗兰克", organization=listing.owner, role="viewer", group="administrator", is_staff=True
    )
    client = Client()
    client.force_login(frank)
    assert act(client, "publish", listing, confirmed="yes").context["cannot"] == 1


def test_drafts_of_others_are_not_listed(dave):
    draft, waiting = make_listing("need", publish=False), submitted()
    page = dave.get("/admin/projects/listing/").content.decode()
    assert (draft.number in page, waiting.number in page) == (False, True)
    assert dave.get(f"/admin/projects/need/{draft.pk}/change/").status_code == 302


def test_drafts_of_others_are_named_in_no_list_beside_it(dave):
    """What was submitted once and taken back is a draft again, with its steps, targets and runs."""
    target = {"indicator": "草稿里的指标", "target_value": "7"}
    draft = submitted(title="收回的草稿标题", targets=[target])
    withdraw_listing(draft, by=writer_for(draft.owner))
    MatchRun.objects.create(listing=draft)
    lists = ["projects/listingtransition", "projects/needtarget", "matchmaking/matchrun"]
    pages = {name: dave.get(f"/admin/{name}/").content.decode() for name in lists}
    assert [name for name, page in pages.items() if draft.title in page or "草稿里的指标" in page] == []


def test_the_secret_is_nowhere_in_the_admin(dave):
    listing = submitted()
    assert secret_texts_there() == ["配方为甲乙丙"]
    for path in ("listing", "need"):
        page = dave.get(f"/admin/projects/{path}/{listing.pk}/change/").content.decode()
        assert (listing.title in page, "配方为甲乙丙" in page) == (True, False)
    assert dave.get("/admin/projects/listingsecret/").status_code == 404


def test_what_only_the_owner_reads_is_neither_shown_nor_searched(dave, people):
    """Contact and source number: not on the page, not by the search box, not by a filter written into the address."""
    listing = submitted(external_id="ERP-来源-77")
    contact = listing.owner.contacts.get()
    type(listing).objects.filter(pk=listing.pk).update(contact=contact)
    alone = submitted()
    for path in ("listing", "need"):
        page = dave.get(f"/admin/projects/{path}/{listing.pk}/change/").text
        assert [word in page for word in (listing.title, contact.name, "ERP-来源-77")] == [True, False, False]
        assert listing.number not in dave.get(f"/admin/projects/{path}/?q=ERP-来源-77").text
        for probe in (
            "external_id__startswith=ERP",
            f"contact={contact.pk}",
            f"contact__id__exact={contact.pk}",
        ):
            found = dave.get(f"/admin/projects/{path}/?{probe}").text
            assert (listing.number in found, alone.number in found) in {(False, False), (True, True)}


def test_a_member_of_the_owner_reads_contact_and_source_number_there_too(people):
    listing = submitted(external_id="ERP-来源-77")
    contact = listing.owner.contacts.get()
    type(listing).objects.filter(pk=listing.pk).update(contact=contact)
    frank = make_user(
        "弗兰克", organization=listing.owner, role="viewer", group="administrator", is_staff=True
    )
    client = Client()
    client.force_login(frank)
    page = client.get(f"/admin/projects/need/{listing.pk}/change/").text
    assert (contact.name in page, "ERP-来源-77" in page) == (True, True)
