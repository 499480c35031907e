"""How the rows of a file become entries, on top of django-import-export's resources.

The rule that makes an export a harmless import: a cell that says what the export would say leaves
its field alone, whatever the field holds; and an entry with no new cell is neither checked nor
saved.
"""

import functools
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import override
from import_export.fields import Field
from import_export.resources import ModelResource, modelresource_factory
from import_export.results import RowResult

from portal.base.content import slots_of
from portal.base.publishing import Publishable
from services.exchange.cells import cell_for
from services.exchange.kinds import Kind

Texts = dict[str, str]
OWNERS = ("contact", "site", "centre", "service", "organisation")


class SheetRowResult(RowResult):
    """What became of a row, with what its entry said before and says now."""

    def __init__(self) -> None:
        super().__init__()
        self.before: Texts = {}
        self.after: Texts = {}


class SheetResource(ModelResource):
    """One row for each entry, known by its key; a row that is left out is left alone."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, models.Model] = {}
        self._before: Texts = {}
        self._many: dict[str, list[models.Model]] = {}
        self._owner: models.Model | None = None
        self._touched: dict[tuple[str, Any], Publishable] = {}

    @classmethod
    def get_row_result_class(cls) -> type[SheetRowResult]:
        """Return the kind of result that remembers the texts."""
        return SheetRowResult

    def get_queryset(self) -> models.QuerySet:
        """Return the entries with what their cells show, in a few queries."""
        meta = self._meta.model._meta
        references = [field.name for field in meta.fields if isinstance(field, models.ForeignKey)]
        many = [field.name for field in meta.many_to_many]
        queryset = self._meta.model._default_manager.order_by("key")
        return queryset.select_related(*references).prefetch_related(*many)

    def texts(self, entry: models.Model) -> Texts:
        """Return what the cells of an entry's row say."""
        return {field.column_name: field.export(entry) for field in self.fields.values()}

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Read the entries, and let nobody else change them before this is over."""
        entries = self.get_queryset().select_for_update(of=("self",))
        self._entries = {entry.key: entry for entry in entries}
        self._touched = {}

    def get_or_init_instance(self, instance_loader: Any, row: Texts) -> tuple[models.Model, bool]:
        """Return the entry that has the row's key, or a new one."""
        entry = self._entries.get(row["key"].strip())
        return (entry, False) if entry is not None else (self._meta.model(), True)

    def after_init_instance(
        self, instance: models.Model, new: bool, row: Texts, **kwargs: Any
    ) -> None:
        """Remember what the entry says."""
        self._before = {} if new else self.texts(instance)
        self._many = {}
        self._owner = None if new else owner_of(instance)

    def import_instance(self, instance: Any, row: Texts, **kwargs: Any) -> None:
        """Set the fields whose cells say something new; an empty cell of a new row is nothing."""
        errors = {}
        for field in self.fields.values():
            text = row.get(field.column_name)
            if text is None or text == _as_in_files(self._before.get(field.column_name, "")):
                continue
            if not self._before and not text.strip():
                continue
            try:
                value = field.clean(row)
            except ValidationError as error:
                errors[field.attribute] = error
                continue
            if isinstance(value, list):
                self._many[field.attribute] = value
            else:
                setattr(instance, field.attribute, value)
        if errors:
            raise ValidationError(errors)

    def skip_row(
        self, instance: Any, original: Any, row: Texts, import_validation_errors: Any = None
    ) -> bool:
        """Tell whether nothing is new."""
        if import_validation_errors or not self._before:
            return False
        return self._after(instance) == self._before

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: Any = True
    ) -> None:
        """Check the entry by its own rules; those on several fields when each can be read."""
        errors = dict(import_validation_errors or {})
        exclude = {*errors, *slots_of(self._meta.model)}
        try:
            if errors:
                instance.clean_fields(exclude=exclude)
            else:
                instance.full_clean(exclude=exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def before_save_instance(self, instance: Any, row: Texts, **kwargs: Any) -> None:
        """Date the change."""
        if isinstance(instance, Publishable):
            instance.updated_at = timezone.now()

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Save; the column that holds a slot's current text is always that of the same language."""
        with override(settings.LANGUAGE_CODE):
            instance.save(force_insert=is_create)

    def save_m2m(self, instance: Any, row: Texts, **kwargs: Any) -> None:
        """Set what the entry refers to."""
        for name, entries in self._many.items():
            getattr(instance, name).set(entries)

    def after_save_instance(self, instance: Any, row: Texts, **kwargs: Any) -> None:
        """Note whose pages show the entry: its owner's, and that of the owner it had."""
        for owner in (self._owner, owner_of(instance)):
            if (page := page_of(owner)) is not None:
                self._touched[page._meta.label, page.pk] = page

    def after_import_row(self, row: Texts, row_result: Any, **kwargs: Any) -> None:
        """Remember what the entry said and says."""
        row_result.before = self._before
        row_result.after = self._after(row_result.instance)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Date the pages whose parts have changed, as the admin does."""
        super().after_import(dataset, result, **kwargs)
        for page in self._touched.values():
            page.updated_at = timezone.now()
            page.save(update_fields=["updated_at"])

    def _after(self, entry: models.Model) -> Texts:
        """Return what the cells say when the references to several entries are set as well."""
        texts = self.texts(entry)
        for name, entries in self._many.items():
            key_name = self.fields[name].widget.key_name
            texts[name] = " ".join(sorted(getattr(target, key_name) for target in entries))
        return texts


def owner_of(part: Any) -> models.Model | None:
    """Return what a part belongs to: hours to a site, a site to a centre; content to nothing."""
    if isinstance(part, Publishable):
        return None
    return next((owner for name in OWNERS if (owner := getattr(part, name, None))), None)


def page_of(part: models.Model | None) -> Publishable | None:
    """Return the content on whose page a part is shown."""
    while part is not None and not isinstance(part, Publishable):
        part = owner_of(part)
    return part


def resource_for(kind: Kind) -> SheetResource:
    """Return what reads and writes a kind of file."""
    return _resource_class(kind)()


@functools.cache
def _resource_class(kind: Kind) -> type[SheetResource]:
    """Make the resource of a kind: a field for each column."""
    columns = kind.columns
    options = {
        "fields": tuple(columns),
        "import_id_fields": ("key",),
        "use_transactions": True,
        "skip_diff": True,  # the texts before and after say it better
        "store_instance": True,
    }
    fields = {
        name: Field(attribute=name, column_name=name, widget=cell_for(column.field))
        for name, column in columns.items()
    }
    return modelresource_factory(kind.model, SheetResource, options, fields)


def _as_in_files(text: str) -> str:
    """Return a text with the line ends that every file is read with."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
