"""Two requests of one form at the very same time: one row, and both lead to it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from projects.models import Need

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_row_however_fast_the_presses_come(people):
    first = Client()
    first.force_login(people.alice)
    token = first.get("/needs/new/").context["form"]["token"].value()
    values = {"token": token, "title": "同时按了四次的需求", "disclosure": "public", "intent": "save"}
    values |= {"targets-TOTAL_FORMS": "0", "targets-INITIAL_FORMS": "0"}
    together = Barrier(4)

    def press(_number: int) -> tuple[int, str]:
        client = Client()
        client.cookies = first.cookies
        together.wait()
        try:
            page = client.post("/needs/new/", values)
            return page.status_code, page["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(press, range(4)))
    assert answers == {(302, f"/listings/{Need.objects.get().pk}/")}
