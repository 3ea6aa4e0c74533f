"""An authorisation fault, as somebody could make it by mistake in one place."""

from dataclasses import dataclass
from pathlib import Path


class Outdated(Exception):
    """The sources have changed under a fault; the message says what to do."""


@dataclass(frozen=True)
class Fault:
    """A fault to plant.

    file, text  where: the text must stand in the file exactly once
    instead     what stands there then
    what        what it breaks, in a few words
    walk        the addresses of the matrix that show it, as they stand in matrix.csv
    csrf        ask those addresses without the token of a form too
    tests       tests that notice it where no address does, as pytest takes them
    """

    file: str
    what: str
    text: str
    instead: str
    walk: tuple[str, ...] = ()
    csrf: bool = False
    tests: tuple[str, ...] = ()

    def line(self, root: Path) -> int:
        """Number of the line where it is planted: the first that is changed. Raises Outdated."""
        before = self._source(root).partition(self.text)[0]
        return before.count("\n") + 1

    def plant(self, root: Path) -> None:
        """Change the file below `root`. Raises Outdated."""
        path = root / self.file
        path.write_text(self._source(root).replace(self.text, self.instead), encoding="utf-8")

    def _source(self, root: Path) -> str:
        path = root / self.file
        source = path.read_text(encoding="utf-8") if path.exists() else ""
        if source.count(self.text) != 1:
            raise Outdated(
                f"{self.file}: the text of the fault “{self.what}” stands there {source.count(self.text)} times, not "
                "once. The source has changed: find what protects the same thing now and write it into the fault "
                "(tests/planted/faults/); take the fault out only if there is nothing left to protect."
            )
        return source
