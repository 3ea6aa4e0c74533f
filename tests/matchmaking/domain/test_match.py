"""Interest, a coded no, a second thought: each side speaks for itself."""

import pytest

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from matchmaking.domain.match import decline_match, express_interest, reconsider_match
from projects.domain.disclosure import sight_of
from tests.factories import make_listing, make_match, make_user, writer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def match(people):
    need = make_listing("need", owner=people.enterprise, disclosure="interest", description="工况细节")
    return make_match(wanted=need, offered=make_listing("achievement", owner=people.lab))


def story(match):
    return [(row.old, row.new, row.by_label) for row in match.transitions.all()]


def test_interest_of_both_sides_makes_the_match_mutual_and_opens_details(people, match):
    bob = actor_for_user(people.bob)
    express_interest(match, by=actor_for_user(people.alice))
    assert not sight_of(bob, match.wanted).details
    match = express_interest(match, by=bob, note="我们有现成装置")
    assert match.state == "mutual"
    assert sight_of(bob, match.wanted).details
    assert not sight_of(actor_for_user(people.oscar), match.wanted).details
    assert story(match) == [("recommended", "interested", "爱丽丝"), ("interested", "mutual", "鲍勃")]


def test_a_side_says_it_once(people, match):
    alice = actor_for_user(people.alice)
    express_interest(match, by=alice)
    with pytest.raises(IllegalTransition, match="等待对方答复"):
        express_interest(match, by=alice)


def test_a_no_needs_a_reason_of_the_list(people, match):
    alice = actor_for_user(people.alice)
    for reasons in ([], ["99"]):
        with pytest.raises(Invalid) as refused:
            decline_match(match, by=alice, reasons=reasons)
        assert set(refused.value.fields) == {"reasons"}
    decline_match(match, by=alice, reasons=["1", "3"], note="成熟度不够")
    verdict = match.verdicts.get()
    assert (match.state, verdict.side, verdict.reasons) == ("declined", "wanted", ["1", "3"])


def test_only_the_side_that_declined_reconsiders_and_the_other_sides_word_stands(people, match):
    alice, bob = actor_for_user(people.alice), actor_for_user(people.bob)
    express_interest(match, by=bob)
    match.refresh_from_db()
    decline_match(match, by=alice, reasons=["10"])
    with pytest.raises(IllegalTransition):
        reconsider_match(match, by=bob)
    reconsider_match(match, by=alice)
    assert match.state == "interested"
    assert express_interest(match, by=alice).state == "mutual"


def test_nobody_else_speaks_for_a_side(people, match):
    viewer = make_user("只读成员", organization=people.enterprise, role="viewer")
    for user in (people.oscar, people.carol, people.dave, viewer):
        with pytest.raises(NotAllowed):
            express_interest(match, by=actor_for_user(user))
    assert story(match) == []


def test_a_partner_application_speaks_for_its_organization(match):
    express_interest(match, by=writer_for(match.wanted.owner))
    match.refresh_from_db()
    assert match.state == "interested"
