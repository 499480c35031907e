"""Work out when the meetings that are there already begin and end: whole days, as they were."""

import datetime as dt
import zoneinfo

from django.db import migrations

OSLO = zoneinfo.ZoneInfo("Europe/Oslo")


def work_out(apps, schema_editor):
    """Fill in the two moments of every meeting whose days are known."""
    meetings = apps.get_model("networks", "Meeting")._base_manager
    for meeting in meetings.filter(starts_on__isnull=False, starts_at__isnull=True):
        after = (meeting.ends_on or meeting.starts_on) + dt.timedelta(days=1)
        starts_at = dt.datetime.combine(meeting.starts_on, dt.time.min, OSLO)
        ends_at = dt.datetime.combine(after, dt.time.min, OSLO)
        meetings.filter(pk=meeting.pk).update(starts_at=starts_at, ends_at=ends_at)


class Migration(migrations.Migration):
    dependencies = [("networks", "0002_members_cases_series_papers")]
    operations = [migrations.RunPython(work_out, migrations.RunPython.noop)]
