"""Applications for scenarios: submitted, decided by the opener while places last, withdrawn."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.numbers import new_number
from projects.models import Achievement, Application, ApplicationTransition, Listing, Scenario
from projects.rules import is_on_show
from projects.states import APPLICATION_MOVES, UNDECIDED_APPLICATIONS, ApplicationState

OPPORTUNITY = "opportunity"  # vocabulary scenario_list: who opens something, not who supplies something


class Oversubscribed(IllegalTransition):
    """More apply than there are places: nobody picks by hand, the administrator runs an allocation."""

    code = "oversubscribed"
    message = gettext_lazy("申请多于名额，须由管理员统一分配。")


def apply_for_scenario(scenario: Scenario, achievement: Achievement, *, plan: str, by: Actor) -> Application:
    """Apply with an achievement for a place in a scenario.

    Raises NotAllowed when the actor does not write for the achievement's owner; Invalid when the achievement is not
    on show, is the opener's own, or has applied already, and when the scenario takes no applications.
    """
    if not by.writes_for(achievement.owner_id):
        raise NotAllowed(_("只能用自己主体的成果申请。"))
    errors = {}
    if not is_on_show(achievement):
        errors["achievement"] = _("成果发布以后才能申请场景。")
    elif achievement.owner_id == scenario.owner_id:
        errors["achievement"] = _("成果与场景属于同一主体，不需要申请。")
    if not scenario_takes_applications(scenario):
        errors["scenario"] = _("这个场景目前不接受申请。")
    if errors:
        raise Invalid(errors)
    application = Application(
        number=new_number("SQ"), scenario=scenario, achievement=achievement, plan=plan.strip()
    )
    with transaction.atomic():
        clean_and_save(application)
        ApplicationTransition.objects.create(
            subject=application, old="", new=application.state, by_user_id=by.user_id, by_label=by.label
        )
    return application


def scenario_takes_applications(scenario: Scenario) -> bool:
    """An opportunity with places, on show, not over."""
    over = scenario.ends_on is not None and scenario.ends_on < timezone.localdate()
    offered = scenario.list_kind == OPPORTUNITY and bool(scenario.places)
    return offered and is_on_show(scenario) and not over


def free_places(scenario: Scenario) -> int:
    """Places nobody has been selected for."""
    taken = Application.objects.filter(scenario=scenario.pk, state=ApplicationState.SELECTED).count()
    return max(0, (scenario.places or 0) - taken)


def lock_listings(ids: Iterable[UUID]) -> None:
    """Hold these scenarios or pilot bases until the transaction ends: whoever shares out their places does so after
    this. In id order, so that nobody waits in a circle."""
    rows = Listing.objects.filter(pk__in=list(ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def select_application(application: Application, *, by: Actor, note: str = "") -> Application:
    """Let the achievement in. Raises Oversubscribed when more are undecided than places are left."""
    _check_opener(application, by)
    with transaction.atomic():
        lock_listings([application.scenario_id])
        undecided = Application.objects.filter(
            scenario=application.scenario_id, state__in=UNDECIDED_APPLICATIONS
        )
        if undecided.count() > free_places(Scenario.objects.get(pk=application.scenario_id)):
            raise Oversubscribed()
        move(application, ApplicationState.SELECTED, table=APPLICATION_MOVES, by=by, note=note.strip())
    return application


def turn_down_application(application: Application, *, by: Actor, note: str) -> Application:
    """Say no, with a reason that the applicant reads: an entry condition is not met."""
    _check_opener(application, by)
    if not note.strip():
        raise Invalid({"note": _("请写明未入选的理由，申请方会看到。")})
    return move(application, ApplicationState.NOT_SELECTED, table=APPLICATION_MOVES, by=by, note=note.strip())


def withdraw_application(application: Application, *, by: Actor, note: str = "") -> Application:
    """Take an application back; where it was selected, its place is free again."""
    if not by.writes_for(application.achievement.owner_id):
        raise NotAllowed()
    return move(application, ApplicationState.WITHDRAWN, table=APPLICATION_MOVES, by=by, note=note.strip())


def _check_opener(application: Application, by: Actor) -> None:
    if not by.writes_for(application.scenario.owner_id):
        raise NotAllowed(_("只有场景开放方的负责人或编辑可以办理申请。"))
