"""The page of near misses: for the owner a sentence and where to change it, for others nothing."""

from tests.matchmaking.near_cast import by_mode


def test_the_owner_is_told_and_others_find_nothing(browse, people):
    need, offer = by_mode(people)
    path = f"/listings/{need.pk}/near-misses/"
    page = browse("alice").get(path).content.decode()
    assert offer.title in page
    assert "如果我方接受“普通许可”这种合作方式" in page
    assert f'href="/listings/{need.pk}/edit/"' in page
    assert "<!doctype html>" in page
    assert "<!doctype html>" not in browse("alice").get(path, HTTP_HX_REQUEST="true").content.decode()
    assert [browse(name).get(path).status_code for name in ("bob", "oscar", "nobody")] == [404, 404, 404]
