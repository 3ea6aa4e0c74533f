"""Dockings that were on hold before this release: where they go back to."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    docking = apps.get_model("matchmaking", "Docking")
    step = apps.get_model("matchmaking", "DockingTransition")
    last = step.objects.filter(subject=OuterRef("pk"), new="on_hold").order_by("-id").values("old")[:1]
    docking.objects.filter(state="on_hold").update(left_state=Subquery(last))


class Migration(migrations.Migration):
    dependencies = [("matchmaking", "0013_diligence_and_side_exits")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
