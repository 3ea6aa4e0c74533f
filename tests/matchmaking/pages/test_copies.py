"""Copies beside a match on the page of a need: one row, the others folded under it."""

from projects.domain.publication import close_listing
from projects.models import Need
from tests.factories import writer_for
from tests.matchmaking.copies_cast import matched_copies


def matches_page(client) -> str:
    response = client.get(f"/listings/{Need.objects.get().pk}/matches/", HTTP_HX_REQUEST="true")
    return response.content.decode()


def test_the_others_are_folded_under_the_first(browse, people):
    first, second, third = matched_copies(people)
    page = matches_page(browse("alice"))
    assert page.count('class="card match match-row') == 1
    assert "另有 2 条相同成果" in page
    title, _row, folded = page.partition("另有 2 条相同成果")
    assert f'<a href="/listings/{first.pk}/">' in title
    for copy in (second, third):
        assert f'<li><a href="/listings/{copy.pk}/">{copy.number} {copy.title}</a></li>' in folded


def test_one_that_left_is_not_counted(browse, people):
    _first, second, third = matched_copies(people)
    close_listing(second, by=writer_for(people.lab))
    page = matches_page(browse("alice"))
    assert "另有 1 条相同成果" in page
    assert (str(second.pk) in page, str(third.pk) in page) == (False, True)


def test_without_copies_nothing_is_said(browse, people):
    matched_copies(people, 1)
    page = matches_page(browse("alice"))
    assert page.count('class="card match match-row') == 1
    assert "条相同成果" not in page
