"""The form of a listing: drafts, submitting, publishing, errors beside their fields, double sending."""

import pytest
from django.urls import reverse

from enterprises.choices import Role
from projects.choices import ListingKind
from projects.domain.listing import edit_listing
from projects.domain.publication import submit_listing
from projects.models import Achievement, Listing, Need
from tests.factories import make_listing, make_organization, make_user, writer_for
from tests.secrets import secret_texts_there

pytestmark = pytest.mark.django_db
NEW_NEED = "/needs/new/"


@pytest.fixture
def alice(browser_of, people):
    return browser_of(people.alice)


def sent(client, address=NEW_NEED, **values):
    """POST the form as the page gave it out, changed by `values`."""
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, "", False)}
    if form.targets is not None:
        rows = form.targets.initial or []
        data |= {"targets-TOTAL_FORMS": str(len(rows) + 1), "targets-INITIAL_FORMS": str(len(rows))}
        data |= {
            f"targets-{row}-{name}": value for row, cells in enumerate(rows) for name, value in cells.items()
        }
    return client.post(address, data | values), data | values


def test_a_draft_needs_only_a_title(alice, people):
    page, _data = sent(alice, title="电解槽内衬寿命短", intent="save")
    need = Need.objects.get()
    assert (page.status_code, page["Location"]) == (302, reverse("projects:detail", args=[need.pk]))
    assert (need.title, need.state, need.owner, need.created_by) == (
        "电解槽内衬寿命短",
        "draft",
        people.enterprise,
        people.alice,
    )


def test_all_that_is_written_is_saved(alice, people):
    sent(
        alice,
        title="电解槽内衬寿命短",
        summary="平均不到5年。",
        keywords="铝电解、内衬，槽寿命",
        industries=["3216"],
        disciplines=["450"],
        modes=["M7", "M8"],
        effects=["cost"],
        urgency="y1",
        trl_wanted="7",
        expires_on="2027-11-22",
        contact=str(people.enterprise.contacts.get().pk),
        secret="真实槽型参数",
        intent="save",
        **{
            "targets-TOTAL_FORMS": "3",
            "targets-0-indicator": "槽寿命",
            "targets-0-target_value": "7",
            "targets-2-indicator": "破损率",
            "targets-2-current_value": "12",
            "targets-2-target_value": "5",
            "targets-2-unit": "%",
        },
    )
    need = Need.objects.get()
    assert (need.keywords, need.industries, need.modes, need.effects) == (
        ["铝电解", "内衬", "槽寿命"],
        ["3216"],
        ["M7", "M8"],
        ["cost"],
    )
    assert (need.trl_wanted, need.urgency, str(need.expires_on), need.contact) == (
        7,
        "y1",
        "2027-11-22",
        people.enterprise.contacts.get(),
    )
    assert list(need.targets.values_list("indicator", "target_value", "unit")) == [
        ("槽寿命", "7", ""),
        ("破损率", "5", "%"),
    ]
    assert secret_texts_there() == ["真实槽型参数"]


@pytest.mark.parametrize("kind", list(ListingKind))
def test_every_kind_can_be_written(browser_of, people, kind):
    writer = (
        people.bob if kind == ListingKind.CAPABILITY else people.alice
    )  # only labs offer what they can do
    page, _data = sent(
        browser_of(writer), reverse("projects:new", args=[kind]), title="每一类都能写的标题", intent="save"
    )
    assert (page.status_code, Listing.objects.get().kind) == (302, kind)


def test_errors_stand_beside_their_fields_and_input_is_kept(alice):
    page, _data = sent(alice, title="长" * 121, summary="写好的摘要", intent="save")
    form = page.context["form"]
    assert (page.status_code, list(form.errors), form["summary"].value()) == (422, ["title"], "写好的摘要")
    assert Listing.objects.count() == 0


def test_a_wrong_target_row_is_named(alice):
    page, _data = sent(
        alice,
        title="指标写了一半的需求",
        intent="save",
        **{"targets-TOTAL_FORMS": "2", "targets-1-indicator": "槽寿命"},
    )
    assert page.status_code == 422
    assert [list(row.errors) for row in page.context["form"].targets] == [[], ["target_value"]]
    assert Need.objects.count() == 0


def test_a_secret_with_hidden_characters_is_refused_beside_its_field(alice):
    page, _data = sent(alice, title="含有控制字符的需求", secret="甲\u202e乙", intent="save")
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["secret"])


def test_the_same_form_sent_twice_makes_one_row(alice):
    first, data = sent(alice, title="只应有一行的需求", intent="save")
    second = alice.post(NEW_NEED, data | {"title": "返回后改过的标题"})
    assert (first["Location"], Need.objects.get().title) == (second["Location"], "返回后改过的标题")


def test_a_forged_token_is_not_an_id(alice):
    sent(alice, title="令牌被改过的需求", token="00000000-0000-0000-0000-000000000000", intent="save")
    assert str(Need.objects.get().pk) != "00000000-0000-0000-0000-000000000000"


def test_a_trusted_organization_publishes_in_one_step(alice):
    sent(alice, title="直接发布的需求", summary="说清楚了。", intent="publish")
    assert Need.objects.get().state == "published"


def test_publishing_what_says_too_little_saves_nothing(alice):
    page, _data = sent(alice, title="没有摘要的需求", intent="publish")
    assert (page.status_code, list(page.context["form"].errors), Need.objects.count()) == (
        422,
        ["summary"],
        0,
    )


def test_others_submit(browser_of, vocabularies):
    owner = make_organization(trusted=False)
    client = browser_of(make_user(organization=owner))
    assert "保存并提交审核" in client.get(NEW_NEED).content.decode()
    sent(client, title="提交审核的需求", summary="说清楚了。", intent="submit")
    refused, _data = sent(client, title="越权发布的需求", summary="说清楚了。", intent="publish")
    assert [need.state for need in Need.objects.all()] == ["submitted"]
    assert refused.status_code == 422


def test_an_unverified_organization_saves_drafts(browser_of, vocabularies):
    client = browser_of(make_user(organization=make_organization(verified=False)))
    assert "保存并" not in client.get(NEW_NEED).content.decode()
    sent(client, title="认证以前的草稿", intent="save")
    assert Need.objects.get().state == "draft"


def test_who_has_no_organization_is_led_to_register_one(browser_of, vocabularies):
    page = browser_of(make_user()).get(NEW_NEED)
    assert (page.status_code, page["Location"]) == (302, reverse("enterprises:register"))


def test_a_visitor_logs_in_first(client):
    assert client.get(NEW_NEED)["Location"] == f"{reverse('account_login')}?next={NEW_NEED}"


def test_who_may_edit(browser_of, people, client):
    listing = make_listing(ListingKind.ACHIEVEMENT, owner=people.lab)
    draft = make_listing(ListingKind.ACHIEVEMENT, owner=people.lab, publish=False)
    viewer = make_user(organization=people.lab, role=Role.VIEWER)
    statuses = {
        name: [browser.get(reverse("projects:edit", args=[row.pk])).status_code for row in (listing, draft)]
        for name, browser in {
            "owner": browser_of(people.bob),
            "viewer": browser_of(viewer),
            "other": browser_of(people.alice),
            "visitor": client,
        }.items()
    }
    assert statuses == {"owner": [200, 200], "viewer": [302, 302], "other": [302, 404], "visitor": [302, 302]}


def test_a_viewer_writes_nothing_by_post(browser_of, people):
    listing = make_listing(ListingKind.ACHIEVEMENT, owner=people.lab, title="原来的标题在此")
    viewer = browser_of(make_user(organization=people.lab, role=Role.VIEWER))
    viewer.post(reverse("projects:edit", args=[listing.pk]), {"title": "被改掉的标题"})
    listing.refresh_from_db()
    assert listing.title == "原来的标题在此"


def test_editing_keeps_what_was_not_touched(browser_of, people):
    listing = make_listing(
        ListingKind.ACHIEVEMENT,
        owner=people.lab,
        title="改动之前的成果",
        keywords=["甲", "乙"],
        patents=["CN1234567A"],
        trl=6,
        asking_price="12000.00",
        secret="底价一万",
        external_id="imported-1",
    )
    before = {field.name: getattr(listing, field.name) for field in Achievement._meta.fields}
    page, _data = sent(
        browser_of(people.bob),
        reverse("projects:edit", args=[listing.pk]),
        title="改动之后的成果",
        intent="save",
    )
    assert page.status_code == 302
    after = {field.name: getattr(Achievement.objects.get(), field.name) for field in Achievement._meta.fields}
    changed = {name for name, value in after.items() if value != before[name]}
    assert changed == {"title", "revision", "card_changed", "search_text"}
    assert secret_texts_there() == ["底价一万"]


def test_reworded_listings_of_others_go_back_to_review(browser_of, people):
    listing = make_listing(ListingKind.ACHIEVEMENT, owner=people.lab)
    type(people.lab).objects.filter(pk=people.lab.pk).update(trusted=False)
    address = reverse("projects:edit", args=[listing.pk])
    bob = browser_of(people.bob)
    assert "会重新进入审核" in bob.get(address).content.decode()
    sent(bob, address, summary="换了说法", intent="save")
    listing.refresh_from_db()
    assert listing.state == "submitted"


def test_an_edit_in_another_window_is_told_once(browser_of, people):
    listing = make_listing(ListingKind.ACHIEVEMENT, owner=people.lab)
    bob = browser_of(people.bob)
    address = reverse("projects:edit", args=[listing.pk])
    opened = bob.get(address).context["form"]
    edit_listing(listing, {"title": "另一个窗口的标题"}, by=writer_for(people.lab))
    data = {
        "title": "这个窗口的标题在",
        "disclosure": "public",
        "revision": opened["revision"].value(),
        "intent": "save",
    }
    told = bob.post(address, data)
    assert (told.status_code, told.context["form"]["title"].value()) == (422, "这个窗口的标题在")
    again = bob.post(address, data | {"revision": told.context["form"]["revision"].value()})
    assert (again.status_code, Listing.objects.get().title) == (302, "这个窗口的标题在")


def test_what_is_under_review_is_not_edited(browser_of, people):
    listing = make_listing(ListingKind.ACHIEVEMENT, owner=people.lab, publish=False)
    submit_listing(listing, by=writer_for(people.lab))
    page = browser_of(people.bob).get(reverse("projects:edit", args=[listing.pk]))
    assert (page.status_code, page["Location"]) == (302, reverse("projects:detail", args=[listing.pk]))
