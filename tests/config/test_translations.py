"""The English catalog is whole: every marked string is in it, translated, with the same placeholders, and compiled."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, override, pgettext

FOLDER = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES"
SOURCES = ("config", "enterprises", "projects", "matchmaking")
PLACEHOLDER = re.compile(r"%\(\w+\)(?:\.\d)?[sdf]|\{\w*\}|%s|%%|</?\w+>")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
QUOTES_CHINESE = ("标题", "6级", "80万元", "是", "否")  # named as a Chinese table holds it


@pytest.fixture(scope="module")
def catalog() -> polib.POFile:
    return polib.pofile(str(FOLDER / "django.po"))


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def words(entry: polib.POEntry) -> list[str]:
    """The English of an entry: one text, or singular and plural."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext (package gettext) is not installed")
def test_the_catalog_holds_exactly_what_the_sources_mark(catalog, tmp_path):
    for source in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__", "static", "migrations")
        shutil.copytree(settings.BASE_DIR / source, tmp_path / source, ignore=ignored)
    (tmp_path / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location"],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        timeout=120,
    )
    marked = polib.pofile(str(tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    known, found = {key(entry) for entry in catalog}, {key(entry) for entry in marked}
    assert sorted(found - known, key=str) == [], "not in the catalog: see docs/translations.md"
    assert sorted(known - found, key=str) == [], "no longer in the sources: see docs/translations.md"


def test_every_message_is_translated(catalog):
    open_ = [entry.msgid for entry in catalog if entry.fuzzy or not all(words(entry))]
    assert open_ == []


def test_placeholders_are_the_same_on_both_sides(catalog):
    different = [
        (entry.msgid, english)
        for entry in catalog
        for english in words(entry)
        if Counter(PLACEHOLDER.findall(entry.msgid)) != Counter(PLACEHOLDER.findall(english))
    ]
    assert different == []


def test_space_at_the_ends_is_kept(catalog):
    """Sentences are put together in some places; "：" alone becomes ": "."""
    different = [
        entry.msgid
        for entry in catalog
        for english in words(entry)
        if len(entry.msgid) > 1
        and (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace())
        != (english[:1].isspace(), english[-1:].isspace() and not entry.msgid.endswith("："))
    ]
    assert different == []


def test_english_is_english(catalog):
    chinese = []
    for entry in catalog:
        for english in words(entry):
            left = english
            for quoted in QUOTES_CHINESE:
                left = left.replace(quoted, "")
            if CHINESE.search(left):
                chinese.append(english)
    assert chinese == []


def test_the_compiled_catalog_is_the_written_one(catalog):
    compiled = polib.mofile(str(FOLDER / "django.mo"))
    assert {key(entry): words(entry) for entry in compiled} == {key(entry): words(entry) for entry in catalog}


def test_django_finds_it():
    with override("en"):
        assert gettext("发布需求") == "Post a need"
        assert (pgettext("品牌", "对接"), gettext("对接")) == ("Duijie", "Docking")
        assert [ngettext("共 %(total)s 条", "共 %(total)s 条", number) for number in (1, 2)] == [
            "%(total)s listing",
            "%(total)s listings",
        ]
    with override("zh-hans"):
        assert gettext("发布需求") == "发布需求"
