"""The list of duties and exemptions: rows of a vocabulary, ticked per docking; the last word counts."""

import pytest

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.domain.vocabulary import forget_terms
from enterprises.models import Term
from matchmaking.domain.diligence.ticks import items_of, tick_item, ticked
from matchmaking.models import DiligenceTick

pytestmark = pytest.mark.django_db


def said(docking, user):
    groups = items_of(docking, actor_for_user(user))
    return {
        item.term.code: item.tick.applies for _group, items in groups.values() for item in items if item.tick
    }


def test_the_last_word_counts_and_those_before_stay(people, docking):
    bob, dave = actor_for_user(people.bob), actor_for_user(people.dave)
    tick_item(docking, "duty_decision", applies=False, note="尚未开会", by=bob)
    tick_item(docking, "duty_decision", applies=True, by=dave)
    assert said(docking, people.alice) == {"duty_decision": True}
    assert [row.by_label for row in DiligenceTick.objects.order_by("id")] == ["鲍勃", "戴夫"]
    (line,) = [line for line in ticked(docking, dave).entries[0].lines if "集体决策" in line]
    assert line.startswith("【符合】")
    assert "戴夫" in line


@pytest.mark.parametrize(
    ("item", "applies", "field"),
    [
        ("no-such-item", True, "item"),
        ("duty", True, "item"),
        ("duty_decision", False, "note"),
        ("no_exempt_false", True, "note"),
    ],
)
def test_what_cannot_be_said_without_more(people, docking, item, applies, field):
    with pytest.raises(Invalid) as refused:
        tick_item(docking, item, applies=applies, by=actor_for_user(people.bob))
    assert set(refused.value.fields) == {field}
    assert DiligenceTick.objects.count() == 0


def test_who_may(people, docking):
    for nobody in (people.carol, people.oscar):
        with pytest.raises(NotAllowed):
            tick_item(docking, "duty_decision", applies=True, by=actor_for_user(nobody))
    assert said(docking, people.oscar) == {}


def test_an_administrator_adds_an_item_to_the_list(people, docking):
    Term.objects.create(
        scheme="diligence_item",
        code="duty_local",
        zh="本省规定的其他事项",
        en="Other local duties",
        parent="duty",
        position=99,
    )
    forget_terms()
    tick_item(docking, "duty_local", applies=True, by=actor_for_user(people.alice))
    assert said(docking, people.bob) == {"duty_local": True}
    forget_terms()
