"""Every way off the road and back: a need of the demo province leaves it wherever the tables of states say it may.

The cases are the tables' own (matchmaking/states.py): a move that is added there is walked here, and a state off the
road for which nobody has said below how one gets there fails at once. Exits are taken through the doors: the
enterprise by its partner system, the administrator by their pages.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from matchmaking.domain.clocks import run_clocks
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.match import decline_match, express_interest, reconsider_match, resubmit_match
from matchmaking.domain.review import approve_match, reject_match, reopen_match, send_back_match
from matchmaking.models import Docking, Match, Notice
from matchmaking.states import (
    DOCKING_MOVES,
    DOCKING_ROAD,
    ENDED,
    MATCH_MOVES,
    PAUSES,
    DockingState,
    MatchState,
)
from projects.domain.evidence import attach_evidence, confirm_project
from projects.domain.publication import close_listing, publish_listing
from projects.domain.transfer_project import edit_contract
from projects.models import Listing, TransferProject
from tests.contracts import FACTS, soon
from tests.documents import upload
from tests.factories import make_listing, writer_for
from tests.flows.demo_rows import words_of
from tests.partner import partner_of

pytestmark = pytest.mark.django_db

MATCH_ROAD = (MatchState.RECOMMENDED, MatchState.INTERESTED, MatchState.MUTUAL, MatchState.APPROVED)
OFF_THE_ROAD = {
    # exit of a docking → who takes it, and the codes of their reasons
    DockingState.SENT_BACK: ("administrator", ["9"]),
    DockingState.ON_HOLD: ("enterprise", ["6"]),
    DockingState.TERMINATED: ("enterprise", ["5"]),
    DockingState.EXPIRED: ("enterprise", ["12"]),
}
TOLD = {
    DockingState.SENT_BACK: "docking_sent_back",
    DockingState.ON_HOLD: "docking_on_hold",
    DockingState.TERMINATED: "docking_terminated",
}


def edges(table: dict[str, frozenset[str]], road: tuple[str, ...]) -> list[tuple[str, str]]:
    """The moves of a table that leave the road or come back to it."""
    return sorted(
        (str(old), str(new))
        for old, news in table.items()
        for new in news
        if old not in road or new not in road
    )


class Story:
    """The demo's first need and achievement, and everybody who moves them."""

    def __init__(self, people: Any) -> None:
        self.people = people
        self.alice, self.bob = actor_for_user(people.alice), actor_for_user(people.bob)
        self.dave = actor_for_user(people.dave)
        self.need = make_listing("need", owner=people.enterprise, **words_of("needs/01-metals.jsonl"))
        make_listing("achievement", owner=people.lab, **words_of("achievements/01-metals.jsonl", "trl"))
        drain()
        self.match = Match.objects.select_related("wanted__owner", "offered__owner").get()
        self.partner = partner_of(people.enterprise)
        self.administrator = Client()
        self.administrator.force_login(people.dave)

    def docking(self) -> Docking:
        return Docking.objects.select_related(
            "match__wanted__owner", "match__offered__owner", "project"
        ).get()

    def fresh(self) -> Match:
        return Match.objects.select_related("wanted__owner", "offered__owner").get(pk=self.match.pk)

    # --- the road of the match

    def match_at(self, state: str) -> Match:
        """Bring the match to a state, on the road or off it, by the verbs people use."""
        if state in (MatchState.INTERESTED, MatchState.MUTUAL, MatchState.APPROVED):
            express_interest(self.fresh(), by=self.alice)
        if state in (MatchState.MUTUAL, MatchState.APPROVED):
            express_interest(self.fresh(), by=self.bob)
        if state == MatchState.APPROVED:
            approve_match(self.fresh(), by=self.dave, note="同意")
        if state in (MatchState.REJECTED, MatchState.SENT_BACK):
            self.match_at(MatchState.MUTUAL)
            MATCH_EXITS[MatchState(state)](self)
        if state in (MatchState.DECLINED, MatchState.LAPSED):
            self.match_at(MatchState.INTERESTED)
            MATCH_EXITS[MatchState(state)](self)
        return self.fresh()

    # --- the road of the docking

    def docking_at(self, state: str) -> Docking:
        """Bring the docking along the road to a station."""
        self.match_at(MatchState.APPROVED)
        for station in DOCKING_ROAD[1 : DOCKING_ROAD.index(state) + 1]:
            self.show(station)
            advance_docking(self.docking(), station, by=self.alice, next_deadline=soon())
        return self.docking()

    def show(self, station: str) -> None:
        """What the transfer project must hold before the docking goes on."""
        project = self.docking().project
        if project is None:
            return
        if station == DockingState.REGISTERED:
            facts = {**FACTS, "registration_number": "2026620100000123"}
            edit_contract(project, facts, by=self.bob)
        elif station == DockingState.ACCEPTED:
            attach_evidence(project, kind="acceptance", file=upload("验收.pdf"), by=self.bob)
        elif station == DockingState.SUCCEEDED:
            project = TransferProject.objects.get(pk=project.pk)
            confirm_project(project, side="provider", consents=True, by=self.bob)
            confirm_project(project, side="receiver", consents=True, by=self.alice)

    def move_docking(self, new: str, *, who: str, **values: Any) -> None:
        """Through the door of `who`."""
        docking = self.docking()
        if who == "enterprise":
            body = {"state": new, **values}
            answer = self.partner.post(f"/api/v1/dockings/{docking.pk}/advance/", body, format="json")
            assert answer.status_code == 200, answer.content.decode()
        else:
            form = {"new": new, **{name: value or "" for name, value in values.items()}}
            answer = self.administrator.post(f"/dockings/{docking.pk}/advance/", form)
            assert answer.status_code == 302, answer.content.decode()[:3000]

    def leave(self, exit_: str) -> None:
        """Leave the road with coded reasons, words, and for a pause a day."""
        who, reasons = OFF_THE_ROAD[DockingState(exit_)]
        deadline = None if exit_ in ENDED else str(soon())
        self.move_docking(exit_, who=who, reasons=reasons, note="双方会看到的原因", next_deadline=deadline)


# exit of a match → how it is taken
MATCH_EXITS: dict[MatchState, Callable[[Story], object]] = {
    MatchState.REJECTED: lambda story: reject_match(
        story.fresh(), by=story.dave, reasons=["3"], note="权属不清"
    ),
    MatchState.SENT_BACK: lambda story: send_back_match(
        story.fresh(), by=story.dave, reasons=["1"], note="补测试方法", deadline=soon()
    ),
    MatchState.DECLINED: lambda story: decline_match(story.fresh(), by=story.bob, reasons=["1"]),
    MatchState.LAPSED: lambda story: (
        close_listing(Listing.objects.get(pk=story.need.pk), by=writer_for(story.people.enterprise)),
        drain(),
    ),
}
# way back of a match → how it is taken
MATCH_RETURNS: dict[tuple[MatchState, MatchState], Callable[[Story], object]] = {
    (MatchState.REJECTED, MatchState.MUTUAL): lambda story: reopen_match(
        story.fresh(), by=story.dave, note="材料已补"
    ),
    (MatchState.SENT_BACK, MatchState.MUTUAL): lambda story: resubmit_match(
        story.fresh(), by=story.alice, note="已补测试方法"
    ),
    (MatchState.DECLINED, MatchState.RECOMMENDED): lambda story: reconsider_match(
        story.fresh(), by=story.bob
    ),
    (MatchState.LAPSED, MatchState.RECOMMENDED): lambda story: (
        publish_listing(Listing.objects.get(pk=story.need.pk), by=writer_for(story.people.enterprise)),
        drain(),
    ),
}


@pytest.fixture
def story(people) -> Story:
    return Story(people)


def test_every_state_off_the_road_has_somebody_who_takes_it():
    assert set(OFF_THE_ROAD) == set(DockingState) - {DockingState(state) for state in DOCKING_ROAD}
    assert set(MATCH_EXITS) == set(MatchState) - set(MATCH_ROAD)
    back = {
        (MatchState(old), MatchState(new))
        for old, new in edges(MATCH_MOVES, MATCH_ROAD)
        if old in MATCH_EXITS
    }
    assert set(MATCH_RETURNS) == {(old, new) for old, new in back if new in MATCH_ROAD}


@pytest.mark.parametrize(
    ("old", "new"), [edge for edge in edges(MATCH_MOVES, MATCH_ROAD) if edge[1] in MATCH_EXITS]
)
def test_a_match_leaves_the_road(story, old, new):
    match = story.match_at(old)
    if old == MatchState.RECOMMENDED and new == MatchState.LAPSED:
        # a recommendation nobody has touched leaves no match behind; one that was declined and taken back lapses
        decline_match(match, by=story.bob, reasons=["1"])
        reconsider_match(story.fresh(), by=story.bob)
    MATCH_EXITS[MatchState(new)](story)
    match = story.fresh()
    step = match.transitions.last()
    assert (match.state, step.old, step.new, bool(step.by_label)) == (new, old, new, True)
    if new in (MatchState.REJECTED, MatchState.SENT_BACK):
        assert (bool(step.reasons), bool(step.note), step.wanted_revision) == (True, True, 1)
        run_clocks()
        told = Notice.objects.filter(kind=f"match_{new}").values_list("organization", flat=True)
        assert set(told) == {story.people.enterprise.pk, story.people.lab.pk}


@pytest.mark.parametrize(("old", "new"), sorted(MATCH_RETURNS))
def test_a_match_comes_back_and_goes_on_to_a_docking(story, old, new):
    story.match_at(old)
    MATCH_RETURNS[old, new](story)
    for actor in (story.alice, story.bob):
        match = story.fresh()
        said = {verdict.side for verdict in match.verdicts.all() if verdict.verdict == "interest"}
        if match.side_of(next(iter(actor.organization_ids))) not in said:
            express_interest(match, by=actor)
    assert story.fresh().state == MatchState.MUTUAL
    assert approve_match(story.fresh(), by=story.dave).state == DockingState.OPENED


LEAVING = [edge for edge in edges(DOCKING_MOVES, DOCKING_ROAD) if edge[0] in DOCKING_ROAD]
RETURNING = [edge for edge in edges(DOCKING_MOVES, DOCKING_ROAD) if edge[0] not in DOCKING_ROAD]


@pytest.mark.parametrize(("old", "new"), LEAVING)
def test_a_docking_leaves_the_road(story, old, new):
    story.docking_at(old)
    story.leave(new)
    docking = story.docking()
    step = docking.transitions.last()
    deadline = None if new in ENDED else soon()
    assert (step.old, step.new, step.note, step.deadline) == (old, new, "双方会看到的原因", deadline)
    assert (docking.state, docking.next_deadline, step.reasons) == (
        new,
        deadline,
        OFF_THE_ROAD[DockingState(new)][1],
    )
    run_clocks()
    told = Notice.objects.filter(kind=TOLD.get(DockingState(new), "")).values_list("organization", flat=True)
    both = {story.people.enterprise.pk, story.people.lab.pk}
    assert set(told) == (both if new in TOLD else set())
    lab = Client()
    lab.force_login(story.people.bob)
    page = lab.get(f"/dockings/{docking.pk}/").content.decode()
    assert (f'<g class="exit {new}">' in page, "双方会看到的原因" in page) == (True, True)
    if docking.project is not None:
        assert docking.project.ended == (new == DockingState.TERMINATED)


@pytest.mark.parametrize(("old", "new"), RETURNING)
def test_a_docking_comes_back_or_ends(story, old, new):
    """From a pause to where it began, or for good; what has expired is opened anew."""
    began = new if new in DOCKING_ROAD and old in PAUSES else str(DockingState.OPENED)
    story.docking_at(began)
    story.leave(old)
    if new in OFF_THE_ROAD:
        story.leave(new)
    else:
        who = "administrator" if old == DockingState.SENT_BACK else "enterprise"
        story.move_docking(new, who=who, next_step="继续", next_deadline=str(soon()))
    docking = story.docking()
    assert (docking.state, docking.left_state) == (new, "")
    assert [step.new for step in docking.transitions.all()][-2:] == [old, new]


def test_the_whole_road_with_every_exit_that_comes_back_on_one_docking(story):
    """Sent back in review, on hold after the visit, sent back by the registration office, and still to the end."""
    story.match_at(MatchState.SENT_BACK)
    resubmit_match(story.fresh(), by=story.alice, note="已补测试方法")
    approve_match(story.fresh(), by=story.dave, note="同意")
    for station in DOCKING_ROAD[1:]:
        story.show(station)
        deadline = None if station in ENDED else str(soon())
        story.move_docking(station, who="enterprise", next_step="下一步", next_deadline=deadline)
        for pause in sorted(PAUSES):
            if pause in DOCKING_MOVES[station]:
                story.leave(pause)
                who = "administrator" if pause == DockingState.SENT_BACK else "enterprise"
                story.move_docking(station, who=who, next_step="继续", next_deadline=str(soon()))
    docking = story.docking()
    assert docking.state == DockingState.SUCCEEDED
    pauses = [step.new for step in docking.transitions.all() if step.new in PAUSES]
    assert pauses == [
        *("on_hold", "sent_back") * 3,
        *("sent_back",) * 2,
        *("on_hold", "sent_back"),
    ]
