import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("base", "0001_initial"), ("services", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Cooperation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="The entry's permanent name in files and references. Never changes.",
                        max_length=80,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        db_index=True,
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "published_from",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: public as soon as the state is published.",
                        null=True,
                        verbose_name="public from",
                    ),
                ),
                (
                    "published_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: no end.",
                        null=True,
                        verbose_name="public until",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="last updated",
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="last checked"
                    ),
                ),
                (
                    "next_check_on",
                    models.DateField(blank=True, null=True, verbose_name="next check"),
                ),
                (
                    "confirmation",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("not_confirmed", "not confirmed"),
                        ],
                        default="not_confirmed",
                        help_text="Facts that are not confirmed are marked so on the public page.",
                        max_length=15,
                        verbose_name="confirmation",
                    ),
                ),
                (
                    "to_check",
                    models.TextField(
                        blank=True,
                        help_text="What an editor still has to look up. Never public.",
                        verbose_name="to check",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "name_nb",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "name_nn",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_nb",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_nn",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_en",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_nb",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_nn",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_en",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "translated_names",
                    models.CharField(
                        blank=True,
                        help_text="Language codes with commas, for example “nn,en”. Marked on the page.",
                        max_length=20,
                        verbose_name="names that are our own translation",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="text")),
                (
                    "body_nb",
                    models.TextField(blank=True, null=True, verbose_name="text"),
                ),
                (
                    "body_nn",
                    models.TextField(blank=True, null=True, verbose_name="text"),
                ),
                (
                    "body_en",
                    models.TextField(blank=True, null=True, verbose_name="text"),
                ),
                (
                    "translation_outdated",
                    models.BooleanField(
                        default=False,
                        help_text="Set when the Norwegian text changes after the translation; shown to readers.",
                        verbose_name="the translation is outdated",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "national"),
                            ("county", "county"),
                            ("nordic", "Nordic"),
                            ("european", "European"),
                            ("international", "international"),
                        ],
                        max_length=15,
                        verbose_name="level",
                    ),
                ),
                (
                    "run_by",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="set up or run by"
                    ),
                ),
                (
                    "run_by_nb",
                    models.CharField(
                        blank=True,
                        max_length=250,
                        null=True,
                        verbose_name="set up or run by",
                    ),
                ),
                (
                    "run_by_nn",
                    models.CharField(
                        blank=True,
                        max_length=250,
                        null=True,
                        verbose_name="set up or run by",
                    ),
                ),
                (
                    "run_by_en",
                    models.CharField(
                        blank=True,
                        max_length=250,
                        null=True,
                        verbose_name="set up or run by",
                    ),
                ),
                (
                    "period",
                    models.CharField(blank=True, max_length=120, verbose_name="period"),
                ),
                (
                    "period_nb",
                    models.CharField(
                        blank=True, max_length=120, null=True, verbose_name="period"
                    ),
                ),
                (
                    "period_nn",
                    models.CharField(
                        blank=True, max_length=120, null=True, verbose_name="period"
                    ),
                ),
                (
                    "period_en",
                    models.CharField(
                        blank=True, max_length=120, null=True, verbose_name="period"
                    ),
                ),
                (
                    "participants",
                    models.TextField(blank=True, verbose_name="who takes part"),
                ),
                (
                    "participants_nb",
                    models.TextField(
                        blank=True, null=True, verbose_name="who takes part"
                    ),
                ),
                (
                    "participants_nn",
                    models.TextField(
                        blank=True, null=True, verbose_name="who takes part"
                    ),
                ),
                (
                    "participants_en",
                    models.TextField(
                        blank=True, null=True, verbose_name="who takes part"
                    ),
                ),
                (
                    "norwegian_role",
                    models.TextField(blank=True, verbose_name="Norway's part"),
                ),
                (
                    "norwegian_role_nb",
                    models.TextField(
                        blank=True, null=True, verbose_name="Norway's part"
                    ),
                ),
                (
                    "norwegian_role_nn",
                    models.TextField(
                        blank=True, null=True, verbose_name="Norway's part"
                    ),
                ),
                (
                    "norwegian_role_en",
                    models.TextField(
                        blank=True, null=True, verbose_name="Norway's part"
                    ),
                ),
                (
                    "website",
                    models.URLField(blank=True, max_length=300, verbose_name="website"),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=100, verbose_name="order"),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The organisation that checked the facts. Never a person.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="services.organisation",
                        verbose_name="checked by",
                    ),
                ),
                (
                    "organisations",
                    models.ManyToManyField(
                        blank=True,
                        related_name="cooperations",
                        to="services.organisation",
                        verbose_name="organisations",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="The organisation that answers for the facts.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="services.organisation",
                        verbose_name="owner",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="networks.cooperation",
                        verbose_name="part of",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="base.source",
                        verbose_name="sources",
                    ),
                ),
            ],
            options={
                "verbose_name": "cooperation",
                "verbose_name_plural": "European and Nordic cooperation",
                "ordering": ["order", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="networks_cooperation_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="networks_cooperation_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="The entry's permanent name in files and references. Never changes.",
                        max_length=80,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        db_index=True,
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "published_from",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: public as soon as the state is published.",
                        null=True,
                        verbose_name="public from",
                    ),
                ),
                (
                    "published_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: no end.",
                        null=True,
                        verbose_name="public until",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="last updated",
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="last checked"
                    ),
                ),
                (
                    "next_check_on",
                    models.DateField(blank=True, null=True, verbose_name="next check"),
                ),
                (
                    "confirmation",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("not_confirmed", "not confirmed"),
                        ],
                        default="not_confirmed",
                        help_text="Facts that are not confirmed are marked so on the public page.",
                        max_length=15,
                        verbose_name="confirmation",
                    ),
                ),
                (
                    "to_check",
                    models.TextField(
                        blank=True,
                        help_text="What an editor still has to look up. Never public.",
                        verbose_name="to check",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "name_nb",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "name_nn",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_nb",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_nn",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_en",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_nb",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_nn",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_en",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "translated_names",
                    models.CharField(
                        blank=True,
                        help_text="Language codes with commas, for example “nn,en”. Marked on the page.",
                        max_length=20,
                        verbose_name="names that are our own translation",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="text")),
                (
                    "body_nb",
                    models.TextField(blank=True, null=True, verbose_name="text"),
                ),
                (
                    "body_nn",
                    models.TextField(blank=True, null=True, verbose_name="text"),
                ),
                (
                    "body_en",
                    models.TextField(blank=True, null=True, verbose_name="text"),
                ),
                (
                    "translation_outdated",
                    models.BooleanField(
                        default=False,
                        help_text="Set when the Norwegian text changes after the translation; shown to readers.",
                        verbose_name="the translation is outdated",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "national"),
                            ("county", "county"),
                            ("nordic", "Nordic"),
                            ("european", "European"),
                            ("international", "international"),
                        ],
                        max_length=15,
                        verbose_name="level",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("ended", "ended"),
                            ("unknown", "not known whether it still meets"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="standing",
                    ),
                ),
                (
                    "standing_note",
                    models.CharField(
                        blank=True,
                        help_text="Source and date.",
                        max_length=200,
                        verbose_name="standing according to",
                    ),
                ),
                (
                    "standing_note_nb",
                    models.CharField(
                        blank=True,
                        help_text="Source and date.",
                        max_length=200,
                        null=True,
                        verbose_name="standing according to",
                    ),
                ),
                (
                    "standing_note_nn",
                    models.CharField(
                        blank=True,
                        help_text="Source and date.",
                        max_length=200,
                        null=True,
                        verbose_name="standing according to",
                    ),
                ),
                (
                    "standing_note_en",
                    models.CharField(
                        blank=True,
                        help_text="Source and date.",
                        max_length=200,
                        null=True,
                        verbose_name="standing according to",
                    ),
                ),
                (
                    "members",
                    models.TextField(
                        blank=True,
                        help_text="Organisations, never persons; with the year.",
                        verbose_name="members",
                    ),
                ),
                (
                    "members_nb",
                    models.TextField(
                        blank=True,
                        help_text="Organisations, never persons; with the year.",
                        null=True,
                        verbose_name="members",
                    ),
                ),
                (
                    "members_nn",
                    models.TextField(
                        blank=True,
                        help_text="Organisations, never persons; with the year.",
                        null=True,
                        verbose_name="members",
                    ),
                ),
                (
                    "members_en",
                    models.TextField(
                        blank=True,
                        help_text="Organisations, never persons; with the year.",
                        null=True,
                        verbose_name="members",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="for whom"
                    ),
                ),
                (
                    "audience_nb",
                    models.CharField(
                        blank=True, max_length=250, null=True, verbose_name="for whom"
                    ),
                ),
                (
                    "audience_nn",
                    models.CharField(
                        blank=True, max_length=250, null=True, verbose_name="for whom"
                    ),
                ),
                (
                    "audience_en",
                    models.CharField(
                        blank=True, max_length=250, null=True, verbose_name="for whom"
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="how often"
                    ),
                ),
                (
                    "frequency_nb",
                    models.CharField(
                        blank=True, max_length=150, null=True, verbose_name="how often"
                    ),
                ),
                (
                    "frequency_nn",
                    models.CharField(
                        blank=True, max_length=150, null=True, verbose_name="how often"
                    ),
                ),
                (
                    "frequency_en",
                    models.CharField(
                        blank=True, max_length=150, null=True, verbose_name="how often"
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="contact mailbox"
                    ),
                ),
                (
                    "website",
                    models.URLField(blank=True, max_length=300, verbose_name="website"),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=100, verbose_name="order"),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The organisation that checked the facts. Never a person.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="services.organisation",
                        verbose_name="checked by",
                    ),
                ),
                (
                    "conveners",
                    models.ManyToManyField(
                        blank=True,
                        related_name="networks_convened",
                        to="services.organisation",
                        verbose_name="conveners",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="The organisation that answers for the facts.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="services.organisation",
                        verbose_name="owner",
                    ),
                ),
                (
                    "services",
                    models.ManyToManyField(
                        blank=True,
                        related_name="networks",
                        to="services.service",
                        verbose_name="services concerned",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="base.source",
                        verbose_name="sources",
                    ),
                ),
            ],
            options={
                "verbose_name": "network",
                "verbose_name_plural": "networks",
                "ordering": ["order", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="networks_network_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="networks_network_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="The entry's permanent name in files and references. Never changes.",
                        max_length=80,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        db_index=True,
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "published_from",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: public as soon as the state is published.",
                        null=True,
                        verbose_name="public from",
                    ),
                ),
                (
                    "published_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: no end.",
                        null=True,
                        verbose_name="public until",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="last updated",
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="last checked"
                    ),
                ),
                (
                    "next_check_on",
                    models.DateField(blank=True, null=True, verbose_name="next check"),
                ),
                (
                    "confirmation",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("not_confirmed", "not confirmed"),
                        ],
                        default="not_confirmed",
                        help_text="Facts that are not confirmed are marked so on the public page.",
                        max_length=15,
                        verbose_name="confirmation",
                    ),
                ),
                (
                    "to_check",
                    models.TextField(
                        blank=True,
                        help_text="What an editor still has to look up. Never public.",
                        verbose_name="to check",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "name_nb",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "name_nn",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=200, null=True, verbose_name="name"),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_nb",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_nn",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "slug_en",
                    models.SlugField(
                        help_text="Lower-case letters, digits and hyphens. The old address keeps working.",
                        max_length=120,
                        null=True,
                        unique=True,
                        verbose_name="address word",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_nb",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_nn",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "summary_en",
                    models.TextField(
                        blank=True,
                        help_text="One to three short sentences, in every language.",
                        null=True,
                        verbose_name="summary",
                    ),
                ),
                (
                    "translated_names",
                    models.CharField(
                        blank=True,
                        help_text="Language codes with commas, for example “nn,en”. Marked on the page.",
                        max_length=20,
                        verbose_name="names that are our own translation",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "place",
                    models.CharField(blank=True, max_length=150, verbose_name="place"),
                ),
                (
                    "place_nb",
                    models.CharField(
                        blank=True, max_length=150, null=True, verbose_name="place"
                    ),
                ),
                (
                    "place_nn",
                    models.CharField(
                        blank=True, max_length=150, null=True, verbose_name="place"
                    ),
                ),
                (
                    "place_en",
                    models.CharField(
                        blank=True, max_length=150, null=True, verbose_name="place"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("held", "held"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="standing",
                    ),
                ),
                (
                    "participants",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="who took part"
                    ),
                ),
                (
                    "participants_nb",
                    models.CharField(
                        blank=True,
                        max_length=250,
                        null=True,
                        verbose_name="who took part",
                    ),
                ),
                (
                    "participants_nn",
                    models.CharField(
                        blank=True,
                        max_length=250,
                        null=True,
                        verbose_name="who took part",
                    ),
                ),
                (
                    "participants_en",
                    models.CharField(
                        blank=True,
                        max_length=250,
                        null=True,
                        verbose_name="who took part",
                    ),
                ),
                ("themes", models.TextField(blank=True, verbose_name="themes")),
                (
                    "themes_nb",
                    models.TextField(blank=True, null=True, verbose_name="themes"),
                ),
                (
                    "themes_nn",
                    models.TextField(blank=True, null=True, verbose_name="themes"),
                ),
                (
                    "themes_en",
                    models.TextField(blank=True, null=True, verbose_name="themes"),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="outcome")),
                (
                    "outcome_nb",
                    models.TextField(blank=True, null=True, verbose_name="outcome"),
                ),
                (
                    "outcome_nn",
                    models.TextField(blank=True, null=True, verbose_name="outcome"),
                ),
                (
                    "outcome_en",
                    models.TextField(blank=True, null=True, verbose_name="outcome"),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The organisation that checked the facts. Never a person.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="services.organisation",
                        verbose_name="checked by",
                    ),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="networks.cooperation",
                        verbose_name="cooperation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="The organisation that answers for the facts.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="services.organisation",
                        verbose_name="owner",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="base.source",
                        verbose_name="sources",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="networks.network",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["-year", "-starts_on", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="networks_meeting_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="networks_meeting_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("network__isnull", False),
                            ("cooperation__isnull", False),
                            _connector="OR",
                        ),
                        name="networks_meeting_has_a_convening_body",
                        violation_error_message="Say which network or cooperation the meeting belongs to.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="networks_meeting_ends_after_it_starts",
                        violation_error_message="The last day can not be before the first.",
                    ),
                ],
            },
        ),
    ]
