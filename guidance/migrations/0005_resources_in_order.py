from django.db import migrations, models

from portal.base.migrating import AddIndexAlongside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("guidance", "0004_no_index_of_states"),
    ]

    operations = [
        AddIndexAlongside(
            model_name="resource",
            index=models.Index(fields=["kind", "order", "key"], name="guidance_resource_in_order"),
        ),
    ]
