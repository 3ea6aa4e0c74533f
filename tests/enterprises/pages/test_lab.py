"""The page of a lab, the list of labs by tier, and the pages where its people keep its profile and labels."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.domain.profile_entries import add_entry
from enterprises.models import ENTRY_MODELS, Equipment, OrganizationLabel, Patent, Publication, Researcher
from tests.documents import PDF, upload
from tests.factories import make_organization, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def detail(client, organization):
    answer = client.get(reverse("enterprises:detail", args=[organization.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_line_of_every_kind_is_added_changed_and_removed(browser_of, people):
    bob, path = browser_of(people.bob), reverse("enterprises:detail", args=[people.lab.pk])
    for kind, values, shown in (
        ("researchers", {"name": "沈砚秋", "orcid": "0000000218250097"}, "0000-0002-1825-0097"),
        ("equipment", {"name": "扫描电镜", "shared": "on", "terms": "提前预约"}, "提前预约"),
        ("publications", {"title": "槽况分级", "doi": "https://doi.org/10.1000/182"}, "DOI 10.1000/182"),
        ("patents", {"title": "预报方法", "number": "2003101023445"}, "ZL200310102344.5"),
    ):
        new = reverse(f"enterprises:new-{kind}", args=[people.lab.pk])
        assert bob.get(new).status_code == 200
        assert bob.post(new, {"name": "", "title": ""}).status_code == 422
        assert bob.post(new, values)["Location"] == path
        row = ENTRY_MODELS[kind]._default_manager.get()
        assert shown in detail(Client(), people.lab)
        edit = reverse(f"enterprises:edit-{kind}", args=[row.pk])
        assert edit in detail(bob, people.lab)
        assert bob.post(edit, values | {"name": "改过", "title": "改过"})["Location"] == path
        assert "改过" in detail(Client(), people.lab)
        assert bob.post(reverse(f"enterprises:remove-{kind}", args=[row.pk]))["Location"] == path
        assert shown not in detail(Client(), people.lab)


def test_nobody_else_is_offered_them(browser_of, people):
    row = add_entry(Researcher, people.lab, {"name": "沈砚秋"}, by=writer_for(people.lab))
    pages = [
        reverse("enterprises:new-researchers", args=[people.lab.pk]),
        reverse("enterprises:edit-researchers", args=[row.pk]),
        reverse("enterprises:new-researchers", args=[people.enterprise.pk]),
    ]
    for user in (people.alice, people.carol, people.oscar):
        client = browser_of(user)
        assert "researchers/new/" not in detail(client, people.lab)
        assert [client.get(page).status_code for page in pages] == [404] * 3
    assert browser_of(people.bob).get(pages[2]).status_code == 404


def test_labs_stand_in_the_order_of_their_tiers(client):
    for name, tier in (("丙省重点", "L5"), ("甲没有级别", ""), ("乙全国重点", "L2"), ("丁研究院", "L10")):
        make_organization(name, kind="lab", lab_tier=tier, disciplines=["450"] if tier == "L5" else [])
    make_organization("一家企业", lab_tier="")
    path = reverse("enterprises:labs")
    names = [lab.name for lab in client.get(path).context["page"]]
    assert names == ["乙全国重点", "丙省重点", "丁研究院", "甲没有级别"]
    assert [lab.name for lab in client.get(path, {"tier": "L2"}).context["page"]] == ["乙全国重点"]
    assert [lab.name for lab in client.get(path, {"discipline": "450"}).context["page"]] == ["丙省重点"]
    assert [lab.name for lab in client.get(path, {"q": "研究院"}).context["page"]] == ["丁研究院"]


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_cost_the_same_however_much_stands_there(client, people, django_assert_num_queries, rows):
    for number in range(rows):
        make_organization(kind="lab", lab_tier="L2", disciplines=["450"], region="620100")
        by = writer_for(people.lab)
        add_entry(Researcher, people.lab, {"name": f"甲{number}"}, by=by)
        add_entry(Equipment, people.lab, {"name": f"电镜{number}"}, by=by)
        add_entry(Publication, people.lab, {"title": f"文{number}"}, by=by)
        add_entry(Patent, people.lab, {"title": "法", "number": f"CN{number + 1000000}A"}, by=by)
    labs, page = reverse("enterprises:labs"), reverse("enterprises:detail", args=[people.lab.pk])
    for path in (labs, page):
        client.get(path)  # the vocabularies are read once
    with django_assert_num_queries(2):  # how many, and the page
        client.get(labs)
    with django_assert_num_queries(7):  # the lab, labels, what belongs to it, four kinds of lines
        client.get(page)


def test_an_owner_claims_a_label_and_the_administrator_confirms_it(browser_of, people):
    alice, path = browser_of(people.alice), reverse("enterprises:label-new", args=[people.enterprise.pk])
    until = (timezone.localdate() + dt.timedelta(days=300)).isoformat()
    assert alice.post(path, {"code": "GX", "valid_to": until}).status_code == 422
    sent = alice.post(path, {"code": "GX", "valid_to": until, "file": upload("证书.pdf")})
    assert sent["Location"] == reverse("enterprises:detail", args=[people.enterprise.pk])
    label = OrganizationLabel.objects.get()
    assert "待核对" in detail(alice, people.enterprise)
    assert "高新技术企业" not in detail(Client(), people.enterprise)
    file = reverse("enterprises:label-evidence", args=[label.pk])
    assert b"".join(alice.get(file).streaming_content) == PDF
    assert browser_of(people.bob).get(file).status_code == 404
    dave = browser_of(people.dave)
    changelist = reverse("admin:enterprises_organizationlabel_changelist")
    assert "证明材料" in dave.get(changelist).content.decode()
    chosen = {"action": "confirm", "_selected_action": [label.pk], "confirmed": "yes"}
    assert dave.post(changelist, chosen).status_code in {200, 302}
    assert "高新技术企业" in detail(Client(), people.enterprise)
    OrganizationLabel.objects.update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    assert "高新技术企业" not in detail(Client(), people.enterprise)
    assert "已到期" in detail(alice, people.enterprise)
