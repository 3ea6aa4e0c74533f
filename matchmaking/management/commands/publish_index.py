"""manage.py publish_index: publish the market as it is, for example after files of the storage were lost."""

from typing import Any

from django.core.management.base import BaseCommand

from matchmaking.domain.upkeep import publish_market


class Command(BaseCommand):
    """The same as the nightly job, at once and in this process."""

    help = "Write the index of the market into the storage and put it in force, under the model there is."

    def handle(self, *_args: Any, **_options: Any) -> None:
        index = publish_market()
        self.stdout.write(f"{index.folder}: {index.cards} listings, {index.bytes} bytes")
