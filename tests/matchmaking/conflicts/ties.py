"""Six ways to be tied to a party, four that are none, and everything an administrator does or sees."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from config.kernel.errors import DomainError, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.domain.organization import suspend_organization
from enterprises.domain.ties import declare_tie, withdraw_tie
from enterprises.models import Contact, Membership
from matchmaking.domain.comparison import compare
from matchmaking.domain.docking import advance_docking, assign_manager
from matchmaking.domain.match import express_interest
from matchmaking.domain.review import approve_match, reject_match, reopen_match
from matchmaking.models import Match
from projects.domain.publication import publish_listing, send_back_listing
from projects.models import Listing
from tests.factories import (
    make_administrator,
    make_broker,
    make_docking,
    make_listing,
    make_match,
    make_mutual_match,
    make_organization,
    make_user,
    writer_for,
)

CANARY = "独门词语甲乙丙"


def member(user, party):
    Membership.objects.create(organization=party, user=user, role="viewer")


def member_of_the_same_institution(user, party):
    sister = make_organization(kind="lab", parent=party.parent)
    Membership.objects.create(organization=sister, user=user, role="editor")


def declared(user, party):
    declare_tie(party, kind="shares", by=actor_for_user(user))


def declared_to_the_institution(user, party):
    declare_tie(party.parent, kind="advice", by=actor_for_user(user))


def mail_of_a_contact(user, party):
    Contact.objects.filter(organization=party).update(email="office@lab.testuni.edu.cn")
    _mail(user, "someone@testuni.edu.cn")


def mail_of_a_member(user, party):
    _mail(make_user(organization=party, role="viewer"), "colleague@testuni.edu.cn")
    _mail(user, "someone@office.testuni.edu.cn")


def _mail(user, email):
    user.email = email
    user.save(update_fields=["email"])


TIES = [
    member,
    member_of_the_same_institution,
    declared,
    declared_to_the_institution,
    mail_of_a_contact,
    mail_of_a_member,
]


def nothing(user, party):
    """No tie at all."""


def a_public_mail_provider(user, party):
    Contact.objects.filter(organization=party).update(email="lab@163.com")
    _mail(user, "someone@163.com")


def a_tie_that_is_over(user, party):
    day = timezone.localdate() - timezone.timedelta(days=1)
    declare_tie(party, kind="shares", since=day, until=day, by=actor_for_user(user))


def a_tie_taken_back(user, party):
    actor = actor_for_user(user)
    withdraw_tie(declare_tie(party, kind="shares", by=actor), by=actor)


UNTIED = [nothing, a_public_mail_provider, a_tie_that_is_over, a_tie_taken_back]


@pytest.fixture
def lab(vocabularies):
    """A party that rests on an institution; not trusted, so that its listings wait for review."""
    university = make_organization("测试依托大学", kind="university")
    return make_organization("测试联合实验室", kind="lab", parent=university)


@pytest.fixture
def rows(lab):
    """One of everything an administrator acts on, with the lab as a party."""

    def offered(**values):
        return make_listing("achievement", owner=lab, **values)

    found = {
        "mutual": make_mutual_match(offered=offered(), score=0.7),
        "second": make_mutual_match(offered=offered(), score=0.6),
        "interested": make_match(offered=offered(), score=0.5),
        "rejected": make_mutual_match(offered=offered(), score=0.4),
        "docking": make_docking(offered=offered(), score=0.8),
        "listing": offered(publish=False),
    }
    reject_match(found["rejected"], by=actor_for_user(make_administrator()), reasons=["1"], note="缺少数据")
    express_interest(found["interested"], by=writer_for(found["interested"].wanted.owner))
    Match.objects.update(terms=[{"term": CANARY, "share": 1.0}])
    for name in ("mutual", "second", "interested", "rejected"):
        found[name] = Match.objects.select_related("wanted__owner", "offered__owner").get(pk=found[name].pk)
    lab.trusted = False
    lab.save(update_fields=["trusted"])
    listing = found["listing"]
    Listing.objects.filter(pk=listing.pk).update(state="submitted")
    found["listing"] = type(listing).objects.select_related("owner").get(pk=listing.pk)
    return found


def acts(rows, lab, by):
    """Everything an administrator decides, by name."""
    carol = make_broker()
    return {
        "approve": lambda: approve_match(rows["mutual"], by=by),
        "reject": lambda: reject_match(rows["mutual"], by=by, reasons=["1"], note="不合适"),
        "reopen": lambda: reopen_match(rows["rejected"], by=by, note="再看"),
        "assign a manager": lambda: assign_manager(rows["docking"], carol, by=by),
        "advance a docking": lambda: advance_docking(
            rows["docking"], "terminated", by=by, reasons=["5"], note="原因"
        ),
        "publish a listing": lambda: publish_listing(rows["listing"], by=by),
        "send a listing back": lambda: send_back_listing(rows["listing"], by=by, note="原因"),
        "suspend the organization": lambda: suspend_organization(lab, by=by, note="原因"),
    }


def allowed(act) -> bool:
    """Was the act carried out? Either way nothing of it stays."""
    with transaction.atomic():
        try:
            act()
            done = True
        except NotAllowed:
            done = False
        except DomainError as error:  # pragma: no cover  a fault of the test
            raise AssertionError(error) from error
        transaction.set_rollback(True)
    return done


def outcomes(rows, lab, by) -> dict[str, bool]:
    """Each act by itself, on rows as they stand in the database."""
    done = {}
    for name in acts(rows, lab, by):
        for row in [lab, *rows.values()]:
            row.refresh_from_db(fields=["state"])
        done[name] = allowed(acts(rows, lab, by)[name])
    return done


def _tells(body: str) -> bool:
    """Does the answer hold a word only the engine's reasons hold, or a drawn or written score?"""
    return any(sign in body for sign in (CANARY, "文本内容相关", 'class="ring ', '"score":0.'))


def sights(rows, user) -> dict[str, bool]:
    """Where the person sees how well the pair fits."""
    client, match = Client(), rows["mutual"]
    client.force_login(user)
    get = {
        "queue": "/review/",
        "chase": "/review/?tab=chase",
        "match page": f"/matches/{match.pk}/",
        "listing's matches": f"/listings/{match.offered_id}/matches/",
        "other listing's matches": f"/listings/{match.wanted_id}/matches/",
        "workbench": "/my/matches/",
        "API list": "/api/v1/matches/",
        "API list by score": "/api/v1/matches/?min_score=0.1",
        "API match": f"/api/v1/matches/{match.pk}/",
        "admin list": "/admin/matchmaking/match/",
        "admin page": f"/admin/matchmaking/match/{match.pk}/change/",
        "admin comparison": f"/admin/matchmaking/match/{match.pk}/compare/",
    }
    seen = {name: _tells(client.get(path).content.decode()) for name, path in get.items()}
    compared = compare(match, actor=actor_for_user(user))
    return seen | {"comparison": bool(compared.terms or compared.bars)}
