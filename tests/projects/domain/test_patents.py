"""Numbers of an achievement's patents: judged when written, and once more before what was written earlier is shown."""

import pytest
from django.test import Client

from config.kernel.errors import Invalid
from enterprises.actors import actor_for_user
from projects.domain.listing import create_listing, edit_listing
from projects.domain.publication import publish_listing, submit_listing
from projects.models import Achievement, Listing
from tests.factories import make_listing, writer_for
from tests.partner import lab_partner, partner

__all__ = ["lab_partner", "partner"]
pytestmark = pytest.mark.django_db
GOOD, WRONG = "ZL200310102344.5", "ZL200310102344.4"  # the example of ZC 0006-2003, and its neighbour
WHY = f"{WRONG}：不是有效的专利号"


@pytest.fixture
def draft(people):
    return make_listing("achievement", owner=people.lab, publish=False, patents=[GOOD])


@pytest.fixture
def old(draft):
    """Written before numbers were judged."""
    Achievement.objects.filter(pk=draft.pk).update(patents=[WRONG])
    return Achievement.objects.get(pk=draft.pk)


def test_numbers_are_kept_as_a_lab_s_profile_keeps_them(people):
    written = ["2003101023445", "zl 200310102344.5", "ＣＮ１２３４５６７Ａ", "WO 2020/123456 A1"]
    card = {"title": "槽况诊断", "patents": written}
    made = create_listing("achievement", card, owner=people.lab, by=writer_for(people.lab))
    assert Achievement.objects.get(pk=made.pk).patents == [GOOD, "CN1234567A", "WO2020123456A1"]


def test_a_number_whose_check_digit_is_wrong_is_refused_and_named(people, draft):
    by = writer_for(people.lab)
    with pytest.raises(Invalid) as refused:
        create_listing(
            "achievement", {"title": "槽况诊断", "patents": [GOOD, WRONG]}, owner=people.lab, by=by
        )
    assert (list(refused.value.fields), str(refused.value.fields["patents"]).startswith(WHY)) == (
        ["patents"],
        True,
    )
    with pytest.raises(Invalid):
        edit_listing(draft, {"patents": [WRONG]}, by=by)
    assert Achievement.objects.get().patents == [GOOD]


def test_the_form_shows_it_beside_the_field(people, draft):
    client = Client()
    client.force_login(people.bob)
    address = f"/listings/{draft.pk}/edit/"
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    body = {name: value for name, value in shown.items() if value not in (None, "", False)}
    answer = client.post(address, {**body, "patents": f"{GOOD}，{WRONG}"})
    assert (answer.status_code, WHY in answer.content.decode()) == (422, True)
    assert Achievement.objects.get().patents == [GOOD]


def test_the_api_points_at_it(lab_partner, draft):
    answer = lab_partner.patch(f"/api/v1/achievements/{draft.pk}/", {"patents": [WRONG]}, format="json")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["detail"].startswith(WHY)) == (422, "#/patents", True)


def test_an_old_row_is_read_and_edited_and_mended_before_it_is_shown(people, old, lab_partner):
    by = writer_for(people.lab)
    assert lab_partner.get(f"/api/v1/achievements/{old.pk}/").json()["patents"] == [WRONG]
    edit_listing(old, {"summary": "另一处修改", "patents": [WRONG]}, by=by)
    for verb in (submit_listing, publish_listing):
        with pytest.raises(Invalid) as refused:
            verb(old, by=by)
        assert str(refused.value.fields["patents"]).startswith(WHY)
    edit_listing(old, {"patents": [GOOD]}, by=by)
    submit_listing(old, by=by)
    assert Listing.objects.get().state == "submitted"


def test_an_administrator_does_not_show_what_was_submitted_with_a_wrong_number(people, draft):
    submit_listing(draft, by=writer_for(people.lab))
    Achievement.objects.update(patents=[WRONG])
    with pytest.raises(Invalid):
        publish_listing(Listing.objects.get(), by=actor_for_user(people.dave))
    assert Listing.objects.get().state == "submitted"
