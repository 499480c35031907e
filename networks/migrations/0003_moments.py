"""Work out when the meetings that are there already begin and end."""

from django.db import migrations

from networks import whens


def work_out(apps, schema_editor):
    """Fill in the two moments of every meeting whose days are known."""
    meetings = apps.get_model("networks", "Meeting")._base_manager
    for meeting in meetings.filter(starts_on__isnull=False, starts_at__isnull=True):
        starts_at, ends_at = whens.moments(meeting)
        meetings.filter(pk=meeting.pk).update(starts_at=starts_at, ends_at=ends_at)


class Migration(migrations.Migration):
    dependencies = [("networks", "0002_members_cases_series_papers")]
    operations = [migrations.RunPython(work_out, migrations.RunPython.noop)]
