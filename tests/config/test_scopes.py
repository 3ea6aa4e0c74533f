"""`./run check scopes`: what it refuses, what it lets pass, and that our own sources are clean."""

from pathlib import Path

import pytest

from config.frontdoor.scopes import Excuse, complaints
from config.frontdoor.scopes.excused import EXCUSED, PARTS

ROOT = Path(__file__).resolve().parents[2]
QUERIES = """
def things_visible_to(actor) -> QuerySet[Thing]:
    return Thing.objects.filter(owner__in=actor.organization_ids)

def with_words(things: QuerySet[Thing], text: str) -> QuerySet[Thing]:
    return things.filter(text__icontains=text)
"""
MODELS = """
class Part(Model):
    size = models.IntegerField()
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="parts")
    letter = models.OneToOneField(Thing, models.CASCADE, related_name="letter")
"""


def faults(folder: Path, file: str, text: str, *excused: Excuse, parts: dict[str, str] | None = None):
    """What the check says of one file in a small app."""
    texts = {
        "app/__init__.py": "",
        "app/domain/queries.py": QUERIES,
        "app/models/thing.py": MODELS,
        file: text,
    }
    for name, source in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return complaints(folder, excused, parts or {})


@pytest.mark.parametrize(
    "text",
    [
        "rows = Thing.objects.all()",
        "rows = KINDS[kind]._default_manager.get(pk=1)",
        "rows = getattr(Thing, 'objects').all()",
        "row = get_object_or_404(Thing, pk=1)",
        "row = get_object_or_404(found, pk=1)",
        "field = forms.ModelChoiceField(everything())",
        "field = PrimaryKeyRelatedField(queryset=rows)",
        "field.queryset = everything()",
        "kwargs['queryset'] = everything()",
        "class View:\n    queryset = everything()",
        "class View(ListView):\n    model = Thing",
        "rows = thing.parts.filter(pk=1)",
        "row = thing.letter",
        "rows = Thing.anything.raw('select 1')",
        "with connection.cursor() as cursor:\n    cursor.execute('select 1')",
        "class Form:\n    class Meta:\n        fields = '__all__'",
        "class Form:\n    class Meta:\n        exclude = ['secret']",
        "def view(actor):\n    rows = things_visible_to(actor)\n    rows = everything()\n"
        "    return get_object_or_404(rows, pk=1)",
        "field = VisibleKeyField(everything)",
    ],
)
@pytest.mark.parametrize(
    "file", ["app/pages/thing.py", "app/api/thing.py", "app/forms.py", "app/templatetags/thing.py"]
)
def test_rows_past_the_actor_are_refused(tmp_path: Path, file: str, text: str) -> None:
    found = faults(tmp_path, file, text)
    assert len(found) == 1
    assert found[0].startswith(f"{file}:")
    assert "visible_to(actor)" in found[0] or "list the fields" in found[0] or "takes the actor" in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "row = get_object_or_404(things_visible_to(actor).select_related('owner'), pk=1)",
        "row = get_object_or_404(queries.things_visible_to(actor), pk=1)",
        "rows = Thing.objects.none()",
        "field = forms.ModelChoiceField(Thing.objects.none())",
        "field = VisibleKeyField(things_visible_to)",
        "field = VisibleKeyField(lambda actor: things_visible_to(actor).filter(a=1))",
        "def own(actor):\n    return things_visible_to(actor).filter(a=1)\nfield = VisibleKeyField(own)",
        "def form(actor, mine):\n    rows = things_visible_to(actor)\n    if mine:\n        rows = rows.filter(a=1)\n"
        "    return ModelChoiceField(rows)",
        "field = VisibleKeyField(read_only=True)",
        "self.parts = {}\nprint(self.parts)",
    ],
)
def test_rows_of_the_actor_pass(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, "app/pages/thing.py", text) == []


def test_a_column_called_like_a_relation_is_read_and_the_relation_is_not(tmp_path: Path) -> None:
    model = "class Box(Model):\n    parts = models.JSONField()\n"
    (tmp_path / "app" / "models").mkdir(parents=True)
    (tmp_path / "app" / "models" / "box.py").write_text(model)
    text = "print(box.parts)\nrows = thing.parts.filter(pk=1)"
    found = faults(tmp_path, "app/pages/thing.py", text)
    assert [line.split(": ")[0] for line in found] == ["app/pages/thing.py:2"]


def test_what_is_no_door_may_ask_anything(tmp_path: Path) -> None:
    assert faults(tmp_path, "app/domain/thing.py", "rows = Thing.objects.all()") == []


def test_a_query_of_the_domain_knows_its_actor(tmp_path: Path) -> None:
    found = faults(
        tmp_path, "app/domain/more.py", "def everything() -> QuerySet[Thing]:\n    return Thing.objects.all()"
    )
    assert [line.split(": ")[0] for line in found] == ["app/domain/more.py:1"]


def test_a_template_reaches_no_rows_through_others(tmp_path: Path) -> None:
    text = "<p>{{ thing.name }}</p>\n{% for part in thing.parts.all %}{{ part }}{% endfor %}\n{{ thing.letter.text }}"
    found = faults(tmp_path, "app/templates/app/thing.html", text)
    assert [line.split(": ")[0] for line in found] == [
        f"app/templates/app/thing.html:{line}" for line in (2, 3)
    ]


ADMIN = """
class Base(Admin):
    {base}

@admin.register(Thing)
class ThingAdmin(Base):
    {own}
"""


@pytest.mark.parametrize(
    ("base", "own", "number"),
    [
        ("pass", "pass", 1),
        ("pass", "entry = staticmethod(things_visible_to)", 0),
        ("entry = staticmethod(things_visible_to)", "pass", 0),
        ("pass", "entry = staticmethod(everything)", 1),
        ("pass", "def get_queryset(self, request):\n        return things_visible_to(request.actor)", 0),
        (
            "pass",
            "def get_queryset(self, request):\n        return super().get_queryset(request).filter(a=1)",
            1,
        ),
    ],
)
def test_an_admin_class_names_its_entry(tmp_path: Path, base: str, own: str, number: int) -> None:
    assert len(faults(tmp_path, "app/admin/thing.py", ADMIN.format(base=base, own=own))) == number


def test_an_excuse_covers_one_place_and_is_refused_when_nothing_needs_it(tmp_path: Path) -> None:
    excuse = Excuse("app/pages/thing.py", "view", "manager", "because")
    text = "def view():\n    return Thing.objects.all()"
    assert faults(tmp_path, "app/pages/thing.py", text, excuse) == []
    assert len(faults(tmp_path, "app/pages/thing.py", text.replace("view", "other"), excuse)) == 2
    assert faults(tmp_path, "app/pages/thing.py", "", excuse) == [
        "excused.py: nothing needs the excuse for app/pages/thing.py view"
    ]


def test_a_part_is_read_with_its_row_and_must_exist(tmp_path: Path) -> None:
    assert faults(tmp_path, "app/pages/thing.py", "rows = thing.parts.all()", parts={"parts": "of it"}) == []
    assert faults(tmp_path, "app/pages/thing.py", "", parts={"gone": "once"}) == [
        "excused.py: no model has a relation gone"
    ]


def test_our_own_sources_are_clean() -> None:
    assert complaints(ROOT) == []


def test_the_excuses_are_few_and_each_gives_its_reason() -> None:
    assert len(EXCUSED) + len(PARTS) <= 12
    assert [excuse for excuse in EXCUSED if len(excuse.reason) < 30] == []
    assert [name for name, reason in PARTS.items() if len(reason) < 30] == []
