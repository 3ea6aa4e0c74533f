"""The vocabularies over the API."""

from rest_framework.test import APIClient

from enterprises.models import Term

PATH = "/api/v1/terms/"


def test_a_scheme_is_given_whole_and_in_order(visitor: APIClient, vocabularies: None):
    body = visitor.get(f"{PATH}?scheme=disclosure").json()

    assert body["next"] is None
    assert [(term["code"], term["zh"]) for term in body["results"]] == [
        ("public", "公开"),
        ("members", "登录可见"),
        ("interest", "意向后可见"),
        ("nda", "保密协议后可见"),
    ]


def test_without_a_scheme_all_are_given(visitor: APIClient, vocabularies: None):
    assert len(visitor.get(PATH).json()["results"]) == Term.objects.count()


def test_an_unknown_scheme_is_told_the_known_ones(visitor: APIClient, vocabularies: None):
    response = visitor.get(f"{PATH}?scheme=colours")

    (error,) = response.json()["errors"]
    assert (response.status_code, error["parameter"], error["code"]) == (400, "scheme", "unknown_scheme")
    assert "coop_mode" in error["detail"]


def test_it_costs_two_queries(visitor: APIClient, vocabularies: None, django_assert_num_queries):
    with django_assert_num_queries(2):  # is there such a scheme, its terms
        visitor.get(f"{PATH}?scheme=region")
