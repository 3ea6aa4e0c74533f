"""manage.py seed: vocabularies and the demo province."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.kernel.errors import DomainError
from config.kernel.jobs import drain
from enterprises.domain.demo import load_parties
from enterprises.domain.demo_labels import claim_labels
from enterprises.domain.demo_profiles import load_profiles
from enterprises.domain.groups import ensure_groups
from enterprises.domain.vocabulary import load_vocabularies
from matchmaking.domain.clocks import run_clocks
from matchmaking.domain.demo import story_administrator, tell_story
from matchmaking.domain.demo_allocation import share_out
from matchmaking.domain.demo_grades import grade_pairs
from matchmaking.domain.demo_projects import go_on_with_projects
from matchmaking.domain.demo_roads import draw_roads
from matchmaking.domain.full_match import start_full_match
from matchmaking.tasks import learn_from_grades
from projects.domain.demo import load_listings
from projects.domain.demo_catalogue import load_catalogue
from projects.domain.demo_evaluations import load_evaluations
from projects.domain.demo_places import load_places
from projects.domain.demo_teams import load_teams

SEEDS = Path(settings.BASE_DIR) / "seeds"


class Command(BaseCommand):
    """Repeating it changes nothing."""

    help = (
        "Load vocabularies, groups and the demo province. With --vocabularies only what production needs too."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--vocabularies", action="store_true", help="vocabularies and groups only, no demo data"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self._say(f"vocabularies: {load_vocabularies(SEEDS / 'vocabularies')} terms")
        ensure_groups()
        if options["vocabularies"]:
            return
        try:
            organizations = load_parties(SEEDS / "province")
            self._say(f"organizations: {len(organizations)}")
            profiles = load_profiles(SEEDS / "province", organizations)
            self._say(f"lines of labs' profiles: {profiles}")
            self._say(f"labels claimed: {claim_labels(SEEDS / 'province', organizations)}")
            written = load_listings(SEEDS / "province", organizations)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._say("new listings: " + ", ".join(f"{count} {kind}" for kind, count in written.items()))
        if any(written.values()):
            start_full_match()
            self._say(f"jobs carried out: {drain()}")
            self._say(f"grades by experts: {grade_pairs(SEEDS / 'province')}")
            catalogue = load_catalogue(SEEDS / "province", organizations, by=story_administrator())
            self._say("catalogue: " + ", ".join(f"{count} {what}" for what, count in catalogue.items()))
            self._say(f"dockings of the demo story: {tell_story()}")
            self._say(f"transfer projects of the demo story: {go_on_with_projects()}")
            self._say(f"notices: {run_clocks()}")
            places = load_places(SEEDS / "province")
            self._say("places: " + ", ".join(f"{count} {what}" for what, count in places.items()))
            self._say(f"allocations of the demo story: {share_out(story_administrator())}")
            teams = load_teams(SEEDS / "province", organizations, administrator=story_administrator())
            self._say("teams: " + ", ".join(f"{count} {what}" for what, count in teams.items()))
            rounds = load_evaluations(SEEDS / "province", administrator=story_administrator())
            self._say(f"evaluations: {rounds}")
            self._say(f"roads of the demo story: {draw_roads()}")
            learn_from_grades()  # as every night: without it the accuracy page would be empty until tomorrow

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
