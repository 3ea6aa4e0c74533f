"""Consortia, challenges and bids in the admin: read here; they move by verbs on their own pages. What an enterprise
submitted is published or sent back here too."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from config.kernel.admin.base import HistoryAdmin, HistoryInline, Reading
from config.kernel.admin.verbs import ReasonQuestion, barred_unless, verb_action
from projects.domain.challenge import publish_challenge, send_back_challenge
from projects.domain.team_queries import (
    bid_steps_visible_to,
    bids_visible_to,
    challenge_steps_visible_to,
    challenges_visible_to,
    confirmations_visible_to,
    consortia_visible_to,
    consortium_steps_visible_to,
    member_steps_visible_to,
    members_visible_to,
    sub_topics_visible_to,
    tasks_visible_to,
)
from projects.models import (
    Bid,
    BidTransition,
    Challenge,
    ChallengeTransition,
    Consortium,
    ConsortiumTransition,
    Member,
    MemberTransition,
    PlanConfirmation,
    SubTopic,
    Task,
)
from projects.rules import can_publish_challenge, can_review_challenge
from projects.states import CHALLENGE_MOVES, ChallengeState


class ConsortiumHistory(HistoryInline):
    model = ConsortiumTransition


class MemberHistory(HistoryInline):
    model = MemberTransition


class ChallengeHistory(HistoryInline):
    model = ChallengeTransition


class BidHistory(HistoryInline):
    model = BidTransition


@admin.register(Consortium)
class ConsortiumAdmin(Reading):
    entry = staticmethod(consortia_visible_to)
    list_display = ["number", "title", "lead", "state", "plan", "opened"]
    list_filter = ["state", "opened"]
    search_fields = ["number", "title", "lead__name"]
    date_hierarchy = "opened"
    inlines = [ConsortiumHistory]
    actions = None


@admin.register(SubTopic)
class SubTopicAdmin(Reading):
    entry = staticmethod(sub_topics_visible_to)
    list_display = ["consortium", "title", "industry", "trl_wanted"]
    search_fields = ["title", "consortium__number"]
    actions = None


@admin.register(Member)
class MemberAdmin(Reading):
    entry = staticmethod(members_visible_to)
    list_display = ["consortium", "organization", "achievement", "state", "invited"]
    list_filter = ["state", "invited"]
    search_fields = ["organization__name", "consortium__number"]
    date_hierarchy = "invited"
    inlines = [MemberHistory]
    actions = None


@admin.register(Task)
class TaskAdmin(Reading):
    """Divisions of work, also earlier ones."""

    entry = staticmethod(tasks_visible_to)
    list_display = ["consortium", "plan", "member", "topic", "title", "share", "due_on"]
    search_fields = ["title", "consortium__number"]
    actions = None


@admin.register(PlanConfirmation)
class PlanConfirmationAdmin(Reading):
    entry = staticmethod(confirmations_visible_to)
    list_display = ["member", "plan", "by_label", "at"]
    search_fields = ["member__organization__name"]
    actions = None


@admin.register(Challenge)
class ChallengeAdmin(Reading):
    """What was submitted is published or sent back; the verb refuses who is tied to the enterprise."""

    entry = staticmethod(challenges_visible_to)
    list_display = ["number", "title", "owner", "reward", "deadline", "state"]
    list_filter = ["state", "deadline"]
    search_fields = ["number", "title", "owner__name"]
    date_hierarchy = "deadline"
    inlines = [ChallengeHistory]
    actions = [
        verb_action(
            publish_challenge,
            name="publish_challenge",
            label=_("发布榜单"),
            consequence=_("榜单随即公开，可以揭榜。"),
            obstacle=barred_unless(CHALLENGE_MOVES, ChallengeState.PUBLISHED, can_publish_challenge),
        ),
        verb_action(
            send_back_challenge,
            name="send_back_challenge",
            label=_("退回修改"),
            consequence=_("企业修改后可以再次提交。"),
            question=ReasonQuestion,
            obstacle=barred_unless(CHALLENGE_MOVES, ChallengeState.SENT_BACK, can_review_challenge),
        ),
    ]


@admin.register(Bid)
class BidAdmin(Reading):
    entry = staticmethod(bids_visible_to)
    list_display = ["number", "challenge", "achievement", "state", "reason", "submitted"]
    list_filter = ["state", "reason", "submitted"]
    search_fields = ["number", "challenge__title", "achievement__title"]
    date_hierarchy = "submitted"
    inlines = [BidHistory]
    actions = None


@admin.register(ConsortiumTransition)
class ConsortiumTransitionAdmin(HistoryAdmin):
    entry = staticmethod(consortium_steps_visible_to)


@admin.register(MemberTransition)
class MemberTransitionAdmin(HistoryAdmin):
    entry = staticmethod(member_steps_visible_to)
    list_select_related = ["subject__organization"]


@admin.register(ChallengeTransition)
class ChallengeTransitionAdmin(HistoryAdmin):
    entry = staticmethod(challenge_steps_visible_to)


@admin.register(BidTransition)
class BidTransitionAdmin(HistoryAdmin):
    entry = staticmethod(bid_steps_visible_to)
