"""Everyday work runs in a role that may not see what the login's other sessions do; this one question it may ask."""

from django.db import migrations

ASK = """
create function duijie_oldest_writer() returns timestamptz
language sql stable security definer set search_path = pg_catalog
as $$
    select min(xact_start) from pg_stat_activity
    where backend_xid is not null and datname = current_database() and pid <> pg_backend_pid()
$$
"""


class Migration(migrations.Migration):
    dependencies = [("matchmaking", "0005_invitations")]

    operations = [migrations.RunSQL(ASK, "drop function duijie_oldest_writer()")]
