"""Labels: claimed with a file, confirmed by an administrator, and over on their last day."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import ANONYMOUS, actor_for_user
from enterprises.domain.labels import claim_label, confirm_label, refuse_label, revoke_label, with_label
from enterprises.domain.queries import label_evidence_visible_to, labels_visible_to
from enterprises.domain.ties import declare_tie
from enterprises.models import LabelTransition, Organization, OrganizationLabel
from tests.documents import upload
from tests.factories import make_administrator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def claimed(people, **values):
    given = {"code": "GX", "valid_from": TODAY - 30 * DAY, "valid_to": TODAY + 30 * DAY, **values}
    return claim_label(people.enterprise, given, file=upload("高新证书.pdf"), by=actor_for_user(people.alice))


def counts(people, day=TODAY):
    return [row.pk for row in with_label(Organization.objects.all(), "GX", day)] == [people.enterprise.pk]


def test_a_claim_counts_once_confirmed_and_while_it_is_valid(people):
    label = claimed(people, evidence="GR202462000001")
    assert (label.state, label.document.name, counts(people)) == ("claimed", "高新证书.pdf", False)
    confirm_label(label, by=actor_for_user(people.dave))
    days = [label.valid_from - DAY, label.valid_from, TODAY, label.valid_to, label.valid_to + DAY]
    assert [counts(people, day) for day in days] == [False, True, True, True, False]
    assert [label.counts_on(day) for day in days] == [False, True, True, True, False]
    assert label.ran_out is False
    steps = LabelTransition.objects.filter(subject=label).order_by("id").values_list("old", "new", "by_user")
    assert list(steps) == [
        ("", "claimed", people.alice.pk),
        ("claimed", "confirmed", people.dave.pk),
    ]


def test_a_label_that_was_taken_away_or_refused_counts_no_more_and_may_be_claimed_anew(people):
    admin = actor_for_user(people.dave)
    label = confirm_label(claimed(people), by=admin)
    with pytest.raises(Invalid):
        claimed(people)
    revoke_label(label, by=admin, note="资格已取消")
    assert (counts(people), label.state) == (False, "revoked")
    with pytest.raises(IllegalTransition):
        confirm_label(label, by=admin)
    refuse_label(claimed(people), by=admin, note="证书编号查不到")
    assert counts(people) is False
    claimed(people)


def test_what_is_missing_is_named(people):
    alice = actor_for_user(people.alice)
    with pytest.raises(Invalid) as refused:
        claim_label(people.enterprise, {"code": "NONSENSE"}, file=None, by=alice)
    assert sorted(refused.value.fields) == ["code", "file", "valid_to"]
    with pytest.raises(Invalid) as refused:
        claimed(people, valid_to=TODAY - 60 * DAY)
    with pytest.raises(Invalid) as refused:
        claim_label(
            people.enterprise,
            {"code": "GX", "valid_to": TODAY},
            file=upload("证书.pdf", b"not a pdf"),
            by=alice,
        )
    assert OrganizationLabel.objects.count() == 0
    with pytest.raises(Invalid):
        refuse_label(claimed(people), by=actor_for_user(people.dave), note=" ")


def test_owners_claim_and_administrators_without_a_tie_judge(people):
    for name in ("bob", "carol", "dave", "oscar"):
        with pytest.raises(NotAllowed):
            claim_label(people.enterprise, {}, file=None, by=actor_for_user(getattr(people, name)))
    label, tied = claimed(people), make_administrator("有关系的管理员")
    declare_tie(people.enterprise, kind="shares", by=actor_for_user(tied))
    for user in (people.alice, people.bob, people.carol, tied):
        with pytest.raises(NotAllowed):
            confirm_label(label, by=actor_for_user(user))


def test_claims_and_evidence_are_for_its_people_and_staff_without_a_tie(people):
    tied = make_administrator("有关系的管理员")
    declare_tie(people.enterprise, kind="shares", by=actor_for_user(tied))
    label = claimed(people)
    readers = {
        "alice": actor_for_user(people.alice),
        "bob": actor_for_user(people.bob),
        "carol": actor_for_user(people.carol),
        "dave": actor_for_user(people.dave),
        "tied": actor_for_user(tied),
        "nobody": ANONYMOUS,
    }

    def seen(entry):
        return {name for name, actor in readers.items() if entry(actor).filter(pk=label.pk).exists()}

    assert seen(labels_visible_to) == seen(label_evidence_visible_to) == {"alice", "carol", "dave"}
    confirm_label(label, by=readers["dave"])
    assert seen(labels_visible_to) == set(readers)
    assert seen(label_evidence_visible_to) == {"alice", "carol", "dave"}
