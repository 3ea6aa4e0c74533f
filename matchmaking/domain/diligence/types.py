"""What an evidence pack is made of, before anybody draws it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A line in bold and what belongs to it; without lines it says that there is nothing."""

    head: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of the pack; `lead` says what is listed, or that nothing is on record."""

    title: str
    lead: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Pack:
    """A whole pack. It holds no moment of its making: the same state gives the same bytes."""

    number: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    language: str
