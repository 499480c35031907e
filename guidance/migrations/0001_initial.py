import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("base", "0001_initial"), ("services", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="FrameworkElement",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("framework", "the framework"),
                            ("area", "area"),
                            ("model", "model"),
                            ("group", "group"),
                            ("item", "item"),
                            ("tool", "tool"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        blank=True,
                        help_text="Only for the areas.",
                        max_length=200,
                        verbose_name="guiding question",
                    ),
                ),
                (
                    "question_nb",
                    models.CharField(
                        blank=True,
                        help_text="Only for the areas.",
                        max_length=200,
                        null=True,
                        verbose_name="guiding question",
                    ),
                ),
                (
                    "question_nn",
                    models.CharField(
                        blank=True,
                        help_text="Only for the areas.",
                        max_length=200,
                        null=True,
                        verbose_name="guiding question",
                    ),
                ),
                (
                    "question_en",
                    models.CharField(
                        blank=True,
                        help_text="Only for the areas.",
                        max_length=200,
                        null=True,
                        verbose_name="guiding question",
                    ),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="guidance.frameworkelement",
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
                "verbose_name": "part of the quality framework",
                "verbose_name_plural": "quality framework",
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
                        name="guidance_frameworkelement_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="guidance_frameworkelement_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "framework"), ("parent__isnull", True)),
                            models.Q(
                                models.Q(("kind", "framework"), _negated=True),
                                ("parent__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="guidance_frameworkelement_only_root_has_no_parent",
                        violation_error_message="Every part but the framework itself belongs somewhere.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MandatePage",
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
                    "dated",
                    models.CharField(
                        blank=True,
                        help_text="From when the content is, for example “a page from 2017–2021”.",
                        max_length=200,
                        verbose_name="dated",
                    ),
                ),
                (
                    "dated_nb",
                    models.CharField(
                        blank=True,
                        help_text="From when the content is, for example “a page from 2017–2021”.",
                        max_length=200,
                        null=True,
                        verbose_name="dated",
                    ),
                ),
                (
                    "dated_nn",
                    models.CharField(
                        blank=True,
                        help_text="From when the content is, for example “a page from 2017–2021”.",
                        max_length=200,
                        null=True,
                        verbose_name="dated",
                    ),
                ),
                (
                    "dated_en",
                    models.CharField(
                        blank=True,
                        help_text="From when the content is, for example “a page from 2017–2021”.",
                        max_length=200,
                        null=True,
                        verbose_name="dated",
                    ),
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
            ],
            options={
                "verbose_name": "mandate page",
                "verbose_name_plural": "mandate",
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
                        name="guidance_mandatepage_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="guidance_mandatepage_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyMilestone",
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
                (
                    "lane",
                    models.CharField(
                        choices=[
                            ("international", "international"),
                            ("national", "Norway"),
                        ],
                        max_length=15,
                        verbose_name="lane",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "date",
                    models.DateField(
                        blank=True,
                        help_text="If the day is known.",
                        null=True,
                        verbose_name="date",
                    ),
                ),
                (
                    "date_note",
                    models.CharField(
                        blank=True,
                        help_text="If it is not one day, for example “February and autumn 2014”.",
                        max_length=120,
                        verbose_name="when, in words",
                    ),
                ),
                (
                    "date_note_nb",
                    models.CharField(
                        blank=True,
                        help_text="If it is not one day, for example “February and autumn 2014”.",
                        max_length=120,
                        null=True,
                        verbose_name="when, in words",
                    ),
                ),
                (
                    "date_note_nn",
                    models.CharField(
                        blank=True,
                        help_text="If it is not one day, for example “February and autumn 2014”.",
                        max_length=120,
                        null=True,
                        verbose_name="when, in words",
                    ),
                ),
                (
                    "date_note_en",
                    models.CharField(
                        blank=True,
                        help_text="If it is not one day, for example “February and autumn 2014”.",
                        max_length=120,
                        null=True,
                        verbose_name="when, in words",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="name")),
                (
                    "name_nb",
                    models.CharField(max_length=250, null=True, verbose_name="name"),
                ),
                (
                    "name_nn",
                    models.CharField(max_length=250, null=True, verbose_name="name"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=250, null=True, verbose_name="name"),
                ),
                (
                    "publisher",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="by whom"
                    ),
                ),
                (
                    "publisher_nb",
                    models.CharField(
                        blank=True, max_length=250, null=True, verbose_name="by whom"
                    ),
                ),
                (
                    "publisher_nn",
                    models.CharField(
                        blank=True, max_length=250, null=True, verbose_name="by whom"
                    ),
                ),
                (
                    "publisher_en",
                    models.CharField(
                        blank=True, max_length=250, null=True, verbose_name="by whom"
                    ),
                ),
                ("summary", models.TextField(verbose_name="what it was")),
                ("summary_nb", models.TextField(null=True, verbose_name="what it was")),
                ("summary_nn", models.TextField(null=True, verbose_name="what it was")),
                ("summary_en", models.TextField(null=True, verbose_name="what it was")),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Where sources differ or something is inferred.",
                        verbose_name="reservation",
                    ),
                ),
                (
                    "note_nb",
                    models.TextField(
                        blank=True,
                        help_text="Where sources differ or something is inferred.",
                        null=True,
                        verbose_name="reservation",
                    ),
                ),
                (
                    "note_nn",
                    models.TextField(
                        blank=True,
                        help_text="Where sources differ or something is inferred.",
                        null=True,
                        verbose_name="reservation",
                    ),
                ),
                (
                    "note_en",
                    models.TextField(
                        blank=True,
                        help_text="Where sources differ or something is inferred.",
                        null=True,
                        verbose_name="reservation",
                    ),
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
            ],
            options={
                "verbose_name": "policy milestone",
                "verbose_name_plural": "policy timeline",
                "ordering": ["year", "date", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="guidance_policymilestone_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="guidance_policymilestone_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("tool", "tool"),
                            ("report", "report"),
                            ("education", "education programme"),
                            ("magazine", "magazine"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year"
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="publisher"
                    ),
                ),
                (
                    "authors",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="authors"
                    ),
                ),
                (
                    "work_language",
                    models.CharField(
                        blank=True,
                        help_text="Codes with commas.",
                        max_length=20,
                        verbose_name="language of the work",
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, max_length=500, verbose_name="address"),
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
                    "framework_elements",
                    models.ManyToManyField(
                        blank=True,
                        related_name="resources",
                        to="guidance.frameworkelement",
                        verbose_name="parts of the framework",
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
            ],
            options={
                "verbose_name": "resource",
                "verbose_name_plural": "resources",
                "ordering": ["kind", "order", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="guidance_resource_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="guidance_resource_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
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
                ("name", models.CharField(max_length=120, verbose_name="term")),
                (
                    "name_nb",
                    models.CharField(max_length=120, null=True, verbose_name="term"),
                ),
                (
                    "name_nn",
                    models.CharField(max_length=120, null=True, verbose_name="term"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=120, null=True, verbose_name="term"),
                ),
                (
                    "nynorsk_status",
                    models.CharField(
                        choices=[
                            ("attested", "seen in use"),
                            ("same", "same form as in bokmål"),
                            ("translated", "our translation"),
                        ],
                        max_length=12,
                        verbose_name="standing of the nynorsk form",
                    ),
                ),
                (
                    "english_is_translated",
                    models.BooleanField(
                        default=False, verbose_name="the English form is our own"
                    ),
                ),
                ("definition", models.TextField(verbose_name="meaning")),
                ("definition_nb", models.TextField(null=True, verbose_name="meaning")),
                ("definition_nn", models.TextField(null=True, verbose_name="meaning")),
                ("definition_en", models.TextField(null=True, verbose_name="meaning")),
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
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "glossary",
                "ordering": ["name_nb"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="guidance_term_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="guidance_term_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
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
                    "section",
                    models.CharField(
                        choices=[
                            ("guidance", "Career guidance"),
                            ("services", "Services"),
                            ("networks", "Networks"),
                        ],
                        max_length=12,
                        verbose_name="section",
                    ),
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
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["section", "order", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="guidance_article_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="guidance_article_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Definition",
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
                ("by", models.CharField(max_length=200, verbose_name="given by")),
                (
                    "by_nb",
                    models.CharField(
                        max_length=200, null=True, verbose_name="given by"
                    ),
                ),
                (
                    "by_nn",
                    models.CharField(
                        max_length=200, null=True, verbose_name="given by"
                    ),
                ),
                (
                    "by_en",
                    models.CharField(
                        max_length=200, null=True, verbose_name="given by"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year"
                    ),
                ),
                ("quotation", models.TextField(blank=True, verbose_name="quotation")),
                (
                    "quotation_language",
                    models.CharField(
                        blank=True,
                        max_length=5,
                        verbose_name="language of the quotation",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        help_text="Document and page.",
                        max_length=300,
                        verbose_name="reference",
                    ),
                ),
                (
                    "is_national",
                    models.BooleanField(
                        default=False, verbose_name="the national framework's"
                    ),
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
            ],
            options={
                "verbose_name": "definition",
                "verbose_name_plural": "definitions",
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
                        name="guidance_definition_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="guidance_definition_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_national", True)),
                        fields=("is_national",),
                        name="guidance_definition_one_is_national",
                        violation_error_message="Only one definition is the national framework's.",
                    ),
                ],
            },
        ),
    ]
