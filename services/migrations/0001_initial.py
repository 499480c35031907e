import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("base", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="County",
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
                    "number",
                    models.CharField(
                        max_length=2, unique=True, verbose_name="county number"
                    ),
                ),
                (
                    "official_name",
                    models.CharField(max_length=120, verbose_name="official name"),
                ),
                (
                    "name_sme",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="name in Northern Sámi"
                    ),
                ),
                (
                    "name_smj",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="name in Lule Sámi"
                    ),
                ),
                (
                    "name_sma",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="name in South Sámi"
                    ),
                ),
                (
                    "name_fkv",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="name in Kven"
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="county since"
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="county until"
                    ),
                ),
                (
                    "council_website",
                    models.URLField(
                        blank=True, verbose_name="website of the county authority"
                    ),
                ),
                (
                    "council_website_confirmed",
                    models.BooleanField(
                        default=False, verbose_name="the website is confirmed"
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
                    "successors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="predecessors",
                        to="services.county",
                        verbose_name="became",
                    ),
                ),
            ],
            options={
                "verbose_name": "county",
                "verbose_name_plural": "counties",
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="services_county_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
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
                    "number",
                    models.CharField(
                        max_length=4, unique=True, verbose_name="municipality number"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "official_name",
                    models.CharField(
                        max_length=120, verbose_name="official name, all languages"
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=5,
                        max_digits=8,
                        null=True,
                        verbose_name="longitude",
                    ),
                ),
                (
                    "population",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="population (indicative)"
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="municipality since"
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="municipality until"
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="municipalities",
                        to="services.county",
                        verbose_name="county",
                    ),
                ),
                (
                    "successors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="predecessors",
                        to="services.municipality",
                        verbose_name="became",
                    ),
                ),
            ],
            options={
                "verbose_name": "municipality",
                "verbose_name_plural": "municipalities",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("ministry", "ministry"),
                            ("directorate", "directorate"),
                            ("local", "county or municipality"),
                            ("education", "university or university college"),
                            ("international", "international organisation"),
                            ("association", "association"),
                            ("other", "other"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="For example HK-dir.",
                        max_length=40,
                        verbose_name="short name",
                    ),
                ),
                (
                    "short_name_nb",
                    models.CharField(
                        blank=True,
                        help_text="For example HK-dir.",
                        max_length=40,
                        null=True,
                        verbose_name="short name",
                    ),
                ),
                (
                    "short_name_nn",
                    models.CharField(
                        blank=True,
                        help_text="For example HK-dir.",
                        max_length=40,
                        null=True,
                        verbose_name="short name",
                    ),
                ),
                (
                    "short_name_en",
                    models.CharField(
                        blank=True,
                        help_text="For example HK-dir.",
                        max_length=40,
                        null=True,
                        verbose_name="short name",
                    ),
                ),
                (
                    "role",
                    models.TextField(
                        blank=True,
                        help_text="What it decides, pays for, gives or coordinates. Short sentences.",
                        verbose_name="role in the guidance system",
                    ),
                ),
                (
                    "role_nb",
                    models.TextField(
                        blank=True,
                        help_text="What it decides, pays for, gives or coordinates. Short sentences.",
                        null=True,
                        verbose_name="role in the guidance system",
                    ),
                ),
                (
                    "role_nn",
                    models.TextField(
                        blank=True,
                        help_text="What it decides, pays for, gives or coordinates. Short sentences.",
                        null=True,
                        verbose_name="role in the guidance system",
                    ),
                ),
                (
                    "role_en",
                    models.TextField(
                        blank=True,
                        help_text="What it decides, pays for, gives or coordinates. Short sentences.",
                        null=True,
                        verbose_name="role in the guidance system",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
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
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
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
                        name="services_organisation_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="services_organisation_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalBasis",
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
                    "act",
                    models.CharField(max_length=200, verbose_name="act or regulation"),
                ),
                (
                    "act_nb",
                    models.CharField(
                        max_length=200, null=True, verbose_name="act or regulation"
                    ),
                ),
                (
                    "act_nn",
                    models.CharField(
                        max_length=200, null=True, verbose_name="act or regulation"
                    ),
                ),
                (
                    "act_en",
                    models.CharField(
                        max_length=200, null=True, verbose_name="act or regulation"
                    ),
                ),
                (
                    "act_number",
                    models.CharField(
                        blank=True,
                        help_text="Such as LOV-2020-11-06-127",
                        max_length=40,
                        verbose_name="number of the act",
                    ),
                ),
                (
                    "section",
                    models.CharField(blank=True, max_length=60, verbose_name="section"),
                ),
                (
                    "section_nb",
                    models.CharField(
                        blank=True, max_length=60, null=True, verbose_name="section"
                    ),
                ),
                (
                    "section_nn",
                    models.CharField(
                        blank=True, max_length=60, null=True, verbose_name="section"
                    ),
                ),
                (
                    "section_en",
                    models.CharField(
                        blank=True, max_length=60, null=True, verbose_name="section"
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="As it stands in the act, in the act's own written standard.",
                        max_length=200,
                        verbose_name="statutory heading",
                    ),
                ),
                (
                    "heading_language",
                    models.CharField(
                        blank=True,
                        default="nn",
                        max_length=5,
                        verbose_name="language of the heading",
                    ),
                ),
                (
                    "duty",
                    models.TextField(
                        help_text="Who must do what, or may claim what.",
                        verbose_name="in plain words",
                    ),
                ),
                (
                    "duty_nb",
                    models.TextField(
                        help_text="Who must do what, or may claim what.",
                        null=True,
                        verbose_name="in plain words",
                    ),
                ),
                (
                    "duty_nn",
                    models.TextField(
                        help_text="Who must do what, or may claim what.",
                        null=True,
                        verbose_name="in plain words",
                    ),
                ),
                (
                    "duty_en",
                    models.TextField(
                        help_text="Who must do what, or may claim what.",
                        null=True,
                        verbose_name="in plain words",
                    ),
                ),
                (
                    "quotation",
                    models.TextField(blank=True, verbose_name="quotation from the act"),
                ),
                (
                    "quotation_language",
                    models.CharField(
                        blank=True,
                        default="nb",
                        max_length=5,
                        verbose_name="language of the quotation",
                    ),
                ),
                (
                    "lovdata_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="address at Lovdata"
                    ),
                ),
                (
                    "replaces",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="replaces"
                    ),
                ),
                (
                    "replaces_nb",
                    models.CharField(
                        blank=True, max_length=200, null=True, verbose_name="replaces"
                    ),
                ),
                (
                    "replaces_nn",
                    models.CharField(
                        blank=True, max_length=200, null=True, verbose_name="replaces"
                    ),
                ),
                (
                    "replaces_en",
                    models.CharField(
                        blank=True, max_length=200, null=True, verbose_name="replaces"
                    ),
                ),
                (
                    "in_force",
                    models.BooleanField(default=True, verbose_name="in force"),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=100, verbose_name="order"),
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
            ],
            options={
                "verbose_name": "legal basis",
                "verbose_name_plural": "legal bases",
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
                        name="services_legalbasis_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="services_legalbasis_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="county",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                help_text="The organisation that checked the facts. Never a person.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="services.organisation",
                verbose_name="checked by",
            ),
        ),
        migrations.AddField(
            model_name="county",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="The organisation that answers for the facts.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="services.organisation",
                verbose_name="owner",
            ),
        ),
        migrations.CreateModel(
            name="CareerCentre",
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
                    "name_confirmed",
                    models.BooleanField(
                        default=False, verbose_name="the name is confirmed"
                    ),
                ),
                (
                    "name_as_of",
                    models.CharField(
                        blank=True,
                        help_text="Year or date.",
                        max_length=120,
                        verbose_name="the name is known from",
                    ),
                ),
                (
                    "name_as_of_nb",
                    models.CharField(
                        blank=True,
                        help_text="Year or date.",
                        max_length=120,
                        null=True,
                        verbose_name="the name is known from",
                    ),
                ),
                (
                    "name_as_of_nn",
                    models.CharField(
                        blank=True,
                        help_text="Year or date.",
                        max_length=120,
                        null=True,
                        verbose_name="the name is known from",
                    ),
                ),
                (
                    "name_as_of_en",
                    models.CharField(
                        blank=True,
                        help_text="Year or date.",
                        max_length=120,
                        null=True,
                        verbose_name="the name is known from",
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="Facts with their year. Short sentences.",
                        verbose_name="what is known",
                    ),
                ),
                (
                    "about_nb",
                    models.TextField(
                        blank=True,
                        help_text="Facts with their year. Short sentences.",
                        null=True,
                        verbose_name="what is known",
                    ),
                ),
                (
                    "about_nn",
                    models.TextField(
                        blank=True,
                        help_text="Facts with their year. Short sentences.",
                        null=True,
                        verbose_name="what is known",
                    ),
                ),
                (
                    "about_en",
                    models.TextField(
                        blank=True,
                        help_text="Facts with their year. Short sentences.",
                        null=True,
                        verbose_name="what is known",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "website_confirmed",
                    models.BooleanField(
                        default=False, verbose_name="the website is confirmed"
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
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="centres",
                        to="services.county",
                        verbose_name="county",
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
            ],
            options={
                "verbose_name": "career centre",
                "verbose_name_plural": "career centres",
                "ordering": ["county__number", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_from__isnull", True),
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_from")),
                            _connector="OR",
                        ),
                        name="services_careercentre_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="services_careercentre_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Audience",
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
                    "group",
                    models.CharField(
                        help_text="What others call the group; the name is what its members say themselves.",
                        max_length=120,
                        verbose_name="name of the group",
                    ),
                ),
                (
                    "group_nb",
                    models.CharField(
                        help_text="What others call the group; the name is what its members say themselves.",
                        max_length=120,
                        null=True,
                        verbose_name="name of the group",
                    ),
                ),
                (
                    "group_nn",
                    models.CharField(
                        help_text="What others call the group; the name is what its members say themselves.",
                        max_length=120,
                        null=True,
                        verbose_name="name of the group",
                    ),
                ),
                (
                    "group_en",
                    models.CharField(
                        help_text="What others call the group; the name is what its members say themselves.",
                        max_length=120,
                        null=True,
                        verbose_name="name of the group",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=100, verbose_name="order"),
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
            ],
            options={
                "verbose_name": "audience",
                "verbose_name_plural": "audiences",
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
                        name="services_audience_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="services_audience_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostalCode",
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
                    "code",
                    models.CharField(
                        max_length=4, unique=True, verbose_name="postal code"
                    ),
                ),
                ("place", models.CharField(max_length=60, verbose_name="postal place")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("G", "street addresses"),
                            ("P", "post-office boxes"),
                            ("B", "both street addresses and post-office boxes"),
                            ("S", "service post code"),
                        ],
                        max_length=1,
                        verbose_name="category",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("mainland", "in a municipality"),
                            ("svalbard", "Svalbard"),
                            ("jan_mayen", "Jan Mayen"),
                        ],
                        default="mainland",
                        max_length=10,
                        verbose_name="area",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postal_codes",
                        to="services.municipality",
                        verbose_name="municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "postal code",
                "verbose_name_plural": "postal codes",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("area", "mainland"), ("municipality__isnull", False)
                            ),
                            models.Q(
                                models.Q(("area", "mainland"), _negated=True),
                                ("municipality__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="services_postalcode_mainland_has_municipality",
                        violation_error_message="A postal code on the mainland has a municipality; Svalbard and Jan Mayen have none.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sector",
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
                "verbose_name": "sector",
                "verbose_name_plural": "sectors",
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
                        name="services_sector_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="services_sector_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("statutory", "statutory"),
                            (
                                "career_element",
                                "statutory service with a career element",
                            ),
                            ("not_statutory", "not statutory"),
                        ],
                        max_length=15,
                        verbose_name="status in law",
                    ),
                ),
                (
                    "status_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who says so"
                    ),
                ),
                (
                    "status_note_nb",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="who says so",
                    ),
                ),
                (
                    "status_note_nn",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="who says so",
                    ),
                ),
                (
                    "status_note_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="who says so",
                    ),
                ),
                (
                    "in_every_county",
                    models.BooleanField(
                        default=False,
                        verbose_name="given by a career centre in every county",
                    ),
                ),
                ("for_whom", models.TextField(blank=True, verbose_name="for whom")),
                (
                    "for_whom_nb",
                    models.TextField(blank=True, null=True, verbose_name="for whom"),
                ),
                (
                    "for_whom_nn",
                    models.TextField(blank=True, null=True, verbose_name="for whom"),
                ),
                (
                    "for_whom_en",
                    models.TextField(blank=True, null=True, verbose_name="for whom"),
                ),
                ("cost", models.TextField(blank=True, verbose_name="cost")),
                (
                    "cost_nb",
                    models.TextField(blank=True, null=True, verbose_name="cost"),
                ),
                (
                    "cost_nn",
                    models.TextField(blank=True, null=True, verbose_name="cost"),
                ),
                (
                    "cost_en",
                    models.TextField(blank=True, null=True, verbose_name="cost"),
                ),
                ("referral", models.TextField(blank=True, verbose_name="referral")),
                (
                    "referral_nb",
                    models.TextField(blank=True, null=True, verbose_name="referral"),
                ),
                (
                    "referral_nn",
                    models.TextField(blank=True, null=True, verbose_name="referral"),
                ),
                (
                    "referral_en",
                    models.TextField(blank=True, null=True, verbose_name="referral"),
                ),
                (
                    "how_to_get_it",
                    models.TextField(blank=True, verbose_name="how to get it"),
                ),
                (
                    "how_to_get_it_nb",
                    models.TextField(
                        blank=True, null=True, verbose_name="how to get it"
                    ),
                ),
                (
                    "how_to_get_it_nn",
                    models.TextField(
                        blank=True, null=True, verbose_name="how to get it"
                    ),
                ),
                (
                    "how_to_get_it_en",
                    models.TextField(
                        blank=True, null=True, verbose_name="how to get it"
                    ),
                ),
                (
                    "spoken_languages",
                    models.TextField(
                        blank=True, verbose_name="languages and interpreter"
                    ),
                ),
                (
                    "spoken_languages_nb",
                    models.TextField(
                        blank=True, null=True, verbose_name="languages and interpreter"
                    ),
                ),
                (
                    "spoken_languages_nn",
                    models.TextField(
                        blank=True, null=True, verbose_name="languages and interpreter"
                    ),
                ),
                (
                    "spoken_languages_en",
                    models.TextField(
                        blank=True, null=True, verbose_name="languages and interpreter"
                    ),
                ),
                (
                    "confidentiality",
                    models.TextField(blank=True, verbose_name="who sees what you say"),
                ),
                (
                    "confidentiality_nb",
                    models.TextField(
                        blank=True, null=True, verbose_name="who sees what you say"
                    ),
                ),
                (
                    "confidentiality_nn",
                    models.TextField(
                        blank=True, null=True, verbose_name="who sees what you say"
                    ),
                ),
                (
                    "confidentiality_en",
                    models.TextField(
                        blank=True, null=True, verbose_name="who sees what you say"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=100, verbose_name="order"),
                ),
                (
                    "audiences",
                    models.ManyToManyField(
                        blank=True,
                        related_name="services",
                        to="services.audience",
                        verbose_name="audiences",
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
                    "legal_bases",
                    models.ManyToManyField(
                        blank=True,
                        related_name="services",
                        to="services.legalbasis",
                        verbose_name="legal bases",
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
                    "providers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="services",
                        to="services.organisation",
                        verbose_name="responsible",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="services.sector",
                        verbose_name="sector",
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
                "verbose_name": "service",
                "verbose_name_plural": "services",
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
                        name="services_service_public_dates_in_order",
                        violation_error_message="“Public until” must be later than “public from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", False),
                            ("checked_by__isnull", True),
                            _connector="OR",
                        ),
                        name="services_service_checked_on_and_by_whom",
                        violation_error_message="Say when it was checked as well as by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactFact",
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
                    models.SlugField(max_length=80, unique=True, verbose_name="key"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("phone", "telephone"),
                            ("email", "e-mail"),
                            ("web", "website"),
                            ("booking", "booking"),
                            ("address", "address"),
                            ("chat", "chat"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=300, verbose_name="value")),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="For example opening hours.",
                        max_length=300,
                        verbose_name="note",
                    ),
                ),
                (
                    "note_nb",
                    models.CharField(
                        blank=True,
                        help_text="For example opening hours.",
                        max_length=300,
                        null=True,
                        verbose_name="note",
                    ),
                ),
                (
                    "note_nn",
                    models.CharField(
                        blank=True,
                        help_text="For example opening hours.",
                        max_length=300,
                        null=True,
                        verbose_name="note",
                    ),
                ),
                (
                    "note_en",
                    models.CharField(
                        blank=True,
                        help_text="For example opening hours.",
                        max_length=300,
                        null=True,
                        verbose_name="note",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed"),
                            ("not_confirmed", "not confirmed"),
                            ("stale", "old, never shown as current"),
                        ],
                        default="not_confirmed",
                        help_text="Only confirmed facts are shown to the public as a way to make contact.",
                        max_length=15,
                        verbose_name="standing",
                    ),
                ),
                (
                    "as_of",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="date of the source"
                    ),
                ),
                (
                    "as_of_nb",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        null=True,
                        verbose_name="date of the source",
                    ),
                ),
                (
                    "as_of_nn",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        null=True,
                        verbose_name="date of the source",
                    ),
                ),
                (
                    "as_of_en",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        null=True,
                        verbose_name="date of the source",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="services.careercentre",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="base.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="services.organisation",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="services.service",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact fact",
                "verbose_name_plural": "contact facts",
                "ordering": ["kind", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("centre__isnull", False),
                                ("organisation__isnull", True),
                                ("service__isnull", True),
                            ),
                            models.Q(
                                ("centre__isnull", True),
                                ("organisation__isnull", True),
                                ("service__isnull", False),
                            ),
                            models.Q(
                                ("centre__isnull", True),
                                ("organisation__isnull", False),
                                ("service__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="services_contactfact_belongs_to_one",
                        violation_error_message="A contact fact belongs to one centre, one service or one organisation.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
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
                    models.SlugField(max_length=80, unique=True, verbose_name="key"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "place",
                    models.CharField(max_length=80, verbose_name="town or village"),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "in use"),
                            ("former", "of a predecessor"),
                            ("unknown", "not known whether still in use"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="standing",
                    ),
                ),
                (
                    "as_of",
                    models.CharField(blank=True, max_length=80, verbose_name="as of"),
                ),
                (
                    "as_of_nb",
                    models.CharField(
                        blank=True, max_length=80, null=True, verbose_name="as of"
                    ),
                ),
                (
                    "as_of_nn",
                    models.CharField(
                        blank=True, max_length=80, null=True, verbose_name="as of"
                    ),
                ),
                (
                    "as_of_en",
                    models.CharField(
                        blank=True, max_length=80, null=True, verbose_name="as of"
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sites",
                        to="services.careercentre",
                        verbose_name="centre",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="services.municipality",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="base.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "site",
                "verbose_name_plural": "sites",
                "ordering": ["centre", "key"],
            },
        ),
        migrations.AddConstraint(
            model_name="county",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_on__isnull", False),
                    ("checked_by__isnull", True),
                    _connector="OR",
                ),
                name="services_county_checked_on_and_by_whom",
                violation_error_message="Say when it was checked as well as by whom.",
            ),
        ),
    ]
