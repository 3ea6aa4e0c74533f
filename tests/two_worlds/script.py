"""The days of a world. Which request comes when is drawn from the seed and from what was answered before, and is the
same everywhere as long as the answers are."""

import io
import random
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string

from matchmaking.domain.full_match import start_full_match
from matchmaking.models import Match
from tests.two_worlds.addresses import KINDS, Addresses, Ids
from tests.two_worlds.cast import STAFF
from tests.two_worlds.life import VISITOR, Life
from tests.two_worlds.words import Words

OWNERS = ("owner of the need", "owner of the achievement")
READERS = ["newcomer", "outsider", "firm", "viewer", "lab", "partner", "prober", "prober's partner", VISITOR]
SELDOM = ["answering lab", "answering firm", *sorted(STAFF), *OWNERS]
GRADED = 90  # matches at most that the broker grades on the first day: as many needs as a calibration takes
_LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"|"http://testserver(/api/[^"]*)"')
_NO_LINK = re.compile(r"^/(static|admin|accounts/logout|i18n)|\.(css|js|svg|png)$")


@dataclass(frozen=True)
class Plan:
    """How much is asked in all. On the second day comes out what waits a day: invitations, the 21st probe."""

    requests: int
    probes: int
    days: int
    seed: int


class Script:
    """Acts a plan out in a life."""

    def __init__(self, life: Life, plan: Plan) -> None:
        self.life, self.plan = life, plan
        self.words = Words()
        self.ids = Ids(life.cast)
        self.addresses = Addresses(self.ids, self.words)
        self.probes = 0
        self._links: dict[str, list[str]] = {}

    def run(self) -> None:
        """All days; each has its share of probes and of requests."""
        for day in range(self.plan.days):
            self.life.morning(day)
            self._scheduled()
            self.ids.look_again()
            if day == 0:
                self._grade()
            self._owners(day)
            for _each in range(self.plan.probes * (day + 1) // self.plan.days - self.probes):
                self._probe()
            share = self.plan.requests * (day + 1) // self.plan.days
            while self.life.requests < share:
                self._wander()
            self._commanded()

    def chance(self) -> random.Random:
        """Chances of the next step: they depend on its number, not on how many were drawn before."""
        return random.Random(f"{self.plan.seed}/script/{self.life.number}")

    def _scheduled(self) -> None:
        """Everything the clock asks for, and what comes of it."""
        for name, entry in sorted(settings.CELERY_BEAT_SCHEDULE.items()):
            self.life.work("", name, import_string(entry["task"]))
        self.life.jobs()

    def _commanded(self) -> None:
        """What an operator starts by hand: a new ranker, an index, everything matched anew (which fits the model)."""
        for command in ("train_ranker", "publish_index"):
            self.life.work("", command, lambda command=command: _said_by(command))
        self.life.work("", "rematch", start_full_match)
        self.life.jobs()

    def _grade(self) -> None:
        matches = Match.objects.order_by("wanted_id", "-score", "pk").values_list("pk", flat=True)
        for number, pk in enumerate(matches[: min(GRADED, self.plan.requests // 10)]):
            self.life.ask("broker", "POST", f"/api/v1/matches/{pk}/grade/", {"level": 1 + number % 4})

    def _owners(self, day: int) -> None:
        """What the owners of the secrets do, the same requests in all worlds. Where the secret under test is theirs,
        their own answers differ, and that is what it is for: they are not compared."""
        cast, life = self.life.cast, self.life
        for who, listing, other in (
            ("owner of the need", cast.need, cast.answer_to_need),
            ("owner of the achievement", cast.offer, cast.answer_to_offer),
            ("owner of the achievement", cast.draft, None),
        ):
            life.ask(who, "POST", "/api/v1/secret-matches/", {"listing": str(listing)})
            life.jobs(who)
            life.ask(who, "GET", f"/api/v1/secret-matches/?listing={listing}")
            life.ask(who, "GET", f"/listings/{listing}/secret/matches/")
            if day == 0 and other:
                life.ask(who, "POST", f"/listings/{listing}/secret/invite/{other}/")
            life.jobs(who)

    def _probe(self) -> None:
        """An achievement that fishes for a secret: posted, published, matched, and what came of it read."""
        life, chance = self.life, self.chance()
        self.probes += 1
        words = self.words.some(chance, 3)
        body = {
            "title": f"{words[0]}{words[1]}成套技术（{self.probes}）",
            "summary": self.words.prose(chance),
        }
        if chance.random() < 0.3:
            body |= {
                "description": self.words.prose(chance),
                "disclosure": chance.choice(["members", "public"]),
            }
        if chance.random() < 0.1:
            body["secret"] = self.words.prose(chance)
        who = chance.choice(["prober", "prober's partner"])
        made = life.ask(who, "POST", "/api/v1/achievements/", body)
        pk = made.json().get("id") if made.status_code == 201 else None
        if pk is None:
            return
        life.ask(who, "POST", f"/api/v1/achievements/{pk}/publish/", {})
        life.jobs(who)
        life.ask(who, "GET", f"/api/v1/matches/?offered={pk}&page_size=100")
        if chance.random() < 0.2:
            life.ask(who, "POST", "/api/v1/secret-matches/", {"listing": pk})
            life.jobs(who)
            life.ask(who, "GET", f"/api/v1/secret-matches/?listing={pk}")
        if chance.random() < 0.2:
            life.ask("outsider", "GET", f"/listings/{pk}/matches/")

    def _wander(self) -> None:
        """One request of one of the cast, to wherever they like."""
        chance = self.chance()
        who, kind = chance.choice([*READERS, *READERS, *SELDOM]), chance.random()
        headers = {"Accept-Language": "en"} if chance.random() < 0.15 else {}
        if chance.random() < 0.3:
            headers["HX-Request"] = "true"
        links = self._links.get(who)
        if links and kind < 0.2:
            self._read(who, chance.choice(links), headers)
        elif kind < 0.55:
            self._read(who, self.addresses.api(chance), headers)
        elif kind < 0.92:
            self._read(who, self.addresses.page(chance), headers)
        elif kind < 0.95:
            path = chance.choice(["/api/v1/match-preview/", "/preview/"])
            self.life.ask(who, "POST", path, {"text": self.words.prose(chance)}, **headers)
        else:
            self._press(who, chance, headers)

    def _press(self, who: str, chance: random.Random, headers: dict[str, str]) -> None:
        """Something that writes. Owners and staff only do what the script fixes: they could change what is compared."""
        if who in STAFF or who in OWNERS:
            self._read(who, self.addresses.page(chance), headers)
        elif chance.random() < 0.3:
            body = {"title": "".join(self.words.some(chance, 3)), "summary": self.words.prose(chance)}
            self.life.ask(who, "POST", f"/{chance.choice(KINDS)}/card/", body, **headers)
        else:
            self.life.ask(who, "POST", self.addresses.verb(chance), {"note": "请联系"}, **headers)
            self.life.jobs(who)

    def _read(self, who: str, path: str, headers: dict[str, str]) -> None:
        answer = self.life.ask(who, "GET", path, **headers)
        if answer.status_code == 200 and not answer.streaming:
            found = _LINK.findall(answer.content.decode("utf-8", "ignore"))
            paths = [one or other for one, other in found]
            new = [path.replace("&amp;", "&") for path in paths if not _NO_LINK.match(path)]
            self._links[who] = (self._links.get(who, []) + new)[-300:]


def _said_by(command: str) -> str:
    said = io.StringIO()
    call_command(command, stdout=said)
    return said.getvalue()
