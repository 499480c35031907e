"""How the rows of a file become entries, on top of django-import-export's resources.

The rule that makes an export a harmless import: a cell that says what the export would say leaves
its field alone, whatever the field holds; and an entry with no new cell is neither checked nor
saved.
"""

import functools
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field
from import_export.resources import ModelResource, modelresource_factory
from import_export.results import RowResult

from portal.base.accounts import rights
from portal.base.accounts.kinds import entries_of, entry_of
from portal.base.content import slots_of
from portal.base.exchange.cells import cell_for
from portal.base.exchange.changes import Changes
from portal.base.exchange.kinds import Kind
from portal.base.publishing import Publishable

Texts = dict[str, str]


class SheetRowResult(RowResult):
    """What became of a row, with what its entry said before and says now."""

    def __init__(self) -> None:
        super().__init__()
        self.before: Texts = {}
        self.after: Texts = {}


class SheetResource(ModelResource):
    """One row for each entry, known by its key; a row that is left out is left alone."""

    def __init__(self, key: str, changes: Changes) -> None:
        super().__init__()
        self.key = key
        self.changes = changes
        self._entries: dict[str, models.Model] = {}
        self._before: Texts = {}
        self._many: dict[str, list[models.Model]] = {}
        self._root: models.Model | None = None  # the entry that the row belonged to

    @classmethod
    def get_row_result_class(cls) -> type[SheetRowResult]:
        """Return the kind of result that remembers the texts."""
        return SheetRowResult

    def get_queryset(self) -> models.QuerySet:
        """Return the entries with what their cells show, in a few queries."""
        meta = self._meta.model._meta
        references = [field.name for field in meta.fields if isinstance(field, models.ForeignKey)]
        many = [field.name for field in meta.many_to_many]
        queryset = self._meta.model._default_manager.order_by(self.key)
        if references:
            queryset = queryset.select_related(*references)
        return queryset.prefetch_related(*many)

    def texts(self, entry: models.Model) -> Texts:
        """Return what the cells of an entry's row say."""
        return {field.column_name: field.export(entry) for field in self.fields.values()}

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Read the entries, and let nobody else change them before this is over."""
        entries = self.get_queryset().select_for_update(of=("self",))
        self._entries = {getattr(entry, self.key): entry for entry in entries}

    def import_row(self, row: Texts, instance_loader: Any, **kwargs: Any) -> Any:
        """Import a row, or leave nothing of it."""
        known = dict(self.changes.found)
        with transaction.atomic():
            result = super().import_row(row, instance_loader, **kwargs)
            if result.is_error() or result.is_invalid():
                transaction.set_rollback(True)
                self.changes.found = known
        return result

    def get_or_init_instance(self, instance_loader: Any, row: Texts) -> tuple[models.Model, bool]:
        """Return the entry that has the row's key, or a new one."""
        entry = self._entries.get(row[self.key])
        return (entry, False) if entry is not None else (self._meta.model(), True)

    def after_init_instance(
        self, instance: models.Model, new: bool, row: Texts, **kwargs: Any
    ) -> None:
        """Remember what the entry says, if it is within the importer's reach."""
        if not new:
            self._require(instance)
        self._before = {} if new else self.texts(instance)
        self._many = {}
        self._root = None if new else entry_of(instance)

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
        """See that the entry stays within reach, and keep what is to be changed as it is."""
        self._require(instance)
        for entry in (self._root, entry_of(instance)):
            self.changes.about_to_change(entry)
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
        """Note an entry that is new."""
        self.changes.made(instance)

    def after_import_row(self, row: Texts, row_result: Any, **kwargs: Any) -> None:
        """Remember what the entry said and says."""
        row_result.before = self._before
        row_result.after = self._after(row_result.instance)

    def _require(self, instance: models.Model) -> None:
        """Refuse what the importer may not both change and make public."""
        user = self.changes.user
        if user is None:
            return
        if instance.pk is None and not rights.may(user, "add", model=type(instance)):
            raise ValidationError(_("You may not make new entries of this kind."))
        wanted = ["add" if instance.pk is None else "change"]
        wanted += ["publish"] if entries_of(type(instance)) else []
        if not all(rights.may(user, action, instance) for action in wanted):
            raise ValidationError(_("This is outside what you answer for."))

    def _after(self, entry: models.Model) -> Texts:
        """Return what the cells say when the references to several entries are set as well."""
        texts = self.texts(entry)
        for name, entries in self._many.items():
            key_name = self.fields[name].widget.key_name
            texts[name] = " ".join(sorted(getattr(target, key_name) for target in entries))
        return texts


def resource_for(kind: Kind, changes: Changes | None = None) -> SheetResource:
    """Return what reads and writes a kind of table."""
    return _resource_class(kind)(kind.key, changes or Changes())


@functools.cache
def _resource_class(kind: Kind) -> type[SheetResource]:
    """Make the resource of a kind: a field for each column."""
    columns = kind.columns
    options = {
        "fields": tuple(columns),
        "import_id_fields": (kind.key,),
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
