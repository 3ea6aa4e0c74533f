"""A lab's profile, line by line: numbers with their check characters, who writes, who reads."""

import pytest
from django.core.exceptions import ValidationError

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import ANONYMOUS, actor_for_user
from enterprises.choices import Role
from enterprises.domain.identifiers import kept_doi, kept_orcid, kept_patent_number
from enterprises.domain.profile_entries import add_entry, edit_entry, remove_entry
from enterprises.domain.queries import entries_visible_to
from enterprises.models import Equipment, Organization, Patent, Publication, Researcher
from enterprises.states import OrganizationState
from enterprises.validators import validate_doi, validate_orcid, validate_patent_number
from tests.factories import make_user, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def accepted(validate, written):
    try:
        validate(written)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("０００００００２１８２５００９７", "0000-0002-1825-0097"),
    ],
)
def test_orcids_as_people_write_them(written, kept):
    assert kept_orcid(written) == kept
    assert accepted(validate_orcid, kept)


@pytest.mark.parametrize("written", ["0000-0002-1825-0098", "0000-0002-1825-009", "0000000218250097", "x"])
def test_no_orcid(written):
    assert not accepted(validate_orcid, written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1038/S41586-020-2649-2", "10.1038/s41586-020-2649-2"),
        ("doi: 10.5555/12345678", "10.5555/12345678"),
    ],
)
def test_dois_as_people_write_them(written, kept):
    assert kept_doi(written) == kept
    assert accepted(validate_doi, kept)


@pytest.mark.parametrize("written", ["11.1000/182", "10.10/x", "10.1000/", "10.1000/a b"])
def test_no_doi(written):
    assert not accepted(validate_doi, written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ZL200310102344.5", "ZL200310102344.5"),  # the example of ZC 0006-2003
        ("2003101023445", "ZL200310102344.5"),
        ("cn 200310102344.5", "CN200310102344.5"),
        ("ＺＬ２００３１０１０２３４４．５", "ZL200310102344.5"),
        ("CN1234567A", "CN1234567A"),
        ("CN102345678B", "CN102345678B"),
        ("us 2020/0123456 a1", "US20200123456A1"),
        ("WO2020/123456A1", "WO2020123456A1"),
        ("TWI123456B", "TWI123456B"),
        ("pct/cn2020/123456", "PCT/CN2020/123456"),
    ],
)
def test_patent_numbers_as_people_write_them(written, kept):
    assert kept_patent_number(written) == kept
    assert accepted(validate_patent_number, kept)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "ZL200310102344.4",
            "ZL200340102344.5",
            "ZL20031010234.5",
            "CN123A",
            "ZL200310102344",
            "CN12345678901A",
        ),
        *("US1234567", "XX1234567B2", "WO2020", "PCT/CN2020", "PCTCN2020123456"),
    ],
)
def test_no_patent_number(written):
    assert not accepted(validate_patent_number, written)


def test_one_digit_wrong_or_two_neighbours_swapped_are_noticed():
    digits, check = "200310102344", "5"
    for place in range(12):
        for other in "0123456789":
            if other != digits[place]:
                wrong = f"{digits[:place]}{other}{digits[place + 1 :]}.{check}"
                assert not accepted(validate_patent_number, f"ZL{wrong}")
    swapped = "203010102344"
    assert not accepted(validate_patent_number, f"ZL{swapped}.{check}")


def test_owners_and_editors_of_a_lab_write_and_nobody_else(people):
    editor = actor_for_user(make_user("实验室编辑", organization=people.lab, role=Role.EDITOR))
    viewer = actor_for_user(make_user("实验室只读", organization=people.lab, role=Role.VIEWER))
    row = add_entry(
        Researcher, people.lab, {"name": "沈砚秋", "orcid": "0000000218250097", "leads": True}, by=editor
    )
    assert (row.orcid, str(row)) == ("0000-0002-1825-0097", "沈砚秋")
    edit_entry(row, {"position": "教授"}, by=actor_for_user(people.bob))
    for other in (viewer, actor_for_user(people.alice), actor_for_user(people.dave), ANONYMOUS):
        with pytest.raises(NotAllowed):
            add_entry(Researcher, people.lab, {"name": "别人"}, by=other)
        with pytest.raises(NotAllowed):
            edit_entry(row, {"name": "别人"}, by=other)
        with pytest.raises(NotAllowed):
            remove_entry(row, by=other)
    row.refresh_from_db()
    assert (row.name, row.position) == ("沈砚秋", "教授")
    remove_entry(row, by=editor)
    assert Researcher.objects.count() == 0


def test_an_enterprise_has_no_such_profile(people):
    with pytest.raises(NotAllowed):
        add_entry(Equipment, people.enterprise, {"name": "电镜"}, by=actor_for_user(people.alice))


def test_what_is_wrong_is_named(people):
    by = writer_for(people.lab)
    for model, values, field in (
        (Researcher, {"name": ""}, "name"),
        (Researcher, {"name": "甲", "orcid": "0000-0002-1825-0098"}, "orcid"),
        (Publication, {"title": "文", "doi": "10.1/x"}, "doi"),
        (Publication, {"title": "文", "year": 1800}, "year"),
        (Patent, {"title": "法", "number": "ZL200310102344.4"}, "number"),
        (Patent, {"title": "法", "number": "ZL200310102344.5", "ip_state": "nonsense"}, "ip_state"),
    ):
        with pytest.raises(Invalid) as refused:
            add_entry(model, people.lab, values, by=by)
        assert list(refused.value.fields) == [field]


def test_a_number_stands_once_per_lab(people):
    by = writer_for(people.lab)
    add_entry(Patent, people.lab, {"title": "法", "number": "ZL200310102344.5"}, by=by)
    with pytest.raises(Invalid):
        add_entry(Patent, people.lab, {"title": "又", "number": "2003101023445"}, by=by)
    for _time in range(2):  # people without a number are not taken for one
        add_entry(Researcher, people.lab, {"name": "同名"}, by=by)


def test_a_profile_is_seen_as_its_lab_is(people):
    row = add_entry(Equipment, people.lab, {"name": "电镜", "shared": True}, by=writer_for(people.lab))
    everybody = [
        ANONYMOUS,
        *(actor_for_user(getattr(people, name)) for name in ("alice", "bob", "carol", "oscar")),
    ]
    assert [list(entries_visible_to(actor, Equipment)) for actor in everybody] == [[row]] * 5
    Organization.objects.filter(pk=people.lab.pk).update(state=OrganizationState.SUSPENDED)
    seen = [
        bool(entries_visible_to(actor_for_user(getattr(people, name)), Equipment))
        for name in ("alice", "carol", "oscar")
    ]
    assert seen == [False, True, False]
