"""The clocks (时限): who must do what until when, who is told, and what ends when nobody does it.

* answer: one side is interested. The other is told at once, has five working days, is reminded two before the
  limit; past it the staff is told; ten working days later silence is taken for a no.
* review: both are interested. The staff is told at once, has five working days, and is told again past the limit.
* mending: a match was sent back until a day. Both sides are told, reminded two working days before, and told past it;
  ten working days later it lapses.
* events: a refusal, an exit from the road, a new file is told to both sides, or to the other one.
* places: what became of a booking or an application is told to who asked, and a new one to who is asked.
* step: a docking has a next deadline. Both sides are told when it opens, two working days before the deadline and
  past it; the staff five later; after twenty it expires, where nothing is signed yet.

Everything here is computed from how things stand and written once (`told_once`), so it may run as often as it likes,
on several machines, and after a day without a scheduler. Nothing ends that was not told of in time.
"""

from django.utils import timezone

from matchmaking.domain.clocks.answer import answer_notices, end_silence
from matchmaking.domain.clocks.events import event_notices
from matchmaking.domain.clocks.mending import lapse_unmended, mending_notices
from matchmaking.domain.clocks.places import place_notices
from matchmaking.domain.clocks.review import review_notices
from matchmaking.domain.clocks.step import expire_dockings, step_notices
from matchmaking.domain.clocks.tell import tell


def run_clocks() -> int:
    """Tell what is due to be told, end what has waited too long (beat); returns how many notices were written."""
    today = timezone.localdate()
    told = tell(
        [
            *answer_notices(today),
            *review_notices(today),
            *mending_notices(today),
            *step_notices(today),
            *event_notices(),
            *place_notices(),
        ]
    )
    return told + end_silence(today) + lapse_unmended(today) + expire_dockings(today)
