"""Every column that could hold personal data is declared, what is declared is true, and what is to end has an end."""

import inspect
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import EmailField

from ronghe.desk import site
from ronghe.lib.personal import ON_RECORD, Erasure, Kind, Masking, Personal, Purpose
from ronghe.members.models import Person
from ronghe.privacy.declarations import declared, modules, rows_of, tables

TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField)
WHERE = (
    "{name} could hold personal data and is declared nowhere. In src/ronghe/{room}/personal.py write either\n"
    '    "{name}": Personal(kind, purpose, kept, erasure, whose)  in PERSONAL, or\n'
    '    "{model}": {{"why it holds none": "{column}"}}  in NOT_PERSONAL.\n'
    "Tables of packages stand in src/ronghe/privacy/personal.py. Then: make docs."
)
STAY = (Erasure.KEEP, Erasure.PSEUDONYM)


def could_hold(column):
    """True for what somebody can type or upload, for addresses, and for what points to a person."""
    if column.primary_key and isinstance(column, models.AutoField):
        return False
    if column.is_relation:
        return column.related_model is Person
    if column.choices:
        return False
    return isinstance(column, TEXTS) or (isinstance(column, models.IntegerField) and column.name.endswith("_id"))


def names(columns):
    return {f"{column.model._meta.label}.{column.name}": column for column in columns}


def every_column():
    return names(
        column for model in apps.get_models(include_auto_created=True) for column in model._meta.local_concrete_fields
    )


def not_personal(tables_):
    """Every column that is declared to hold none; each by its name, so that a new one is not taken in by chance."""
    return [
        f"{model}.{column}" for table in tables_ for model, row in table.items() for each in row.values()
        for column in each.split()
    ]  # fmt: skip


def undeclared(columns, personal, not_personal_):
    """What to write where, of each column that could hold personal data and is declared nowhere."""
    for name, column in columns.items():
        if could_hold(column) and name not in personal and name not in not_personal_:
            app, model, short = name.split(".")
            room = app if f"ronghe.{app}" in settings.ROOMS else "privacy"
            yield WHERE.format(name=name, room=room, model=f"{app}.{model}", column=short)


def others():
    return not_personal(module.NOT_PERSONAL for module in modules())


def test_every_column_that_could_hold_personal_data_is_declared():
    found = list(undeclared(every_column(), declared(), others()))
    assert not found, "\n".join(found)


def test_an_undeclared_column_is_noticed_and_told_where_to_declare():
    class Visitor(models.Model):
        phone = models.CharField(max_length=30)
        host = models.ForeignKey(Person, on_delete=models.CASCADE)
        met_id = models.BigIntegerField()
        size = models.IntegerField()
        kind = models.CharField(max_length=3, choices=[("a", "a")])

        class Meta:
            app_label = "members"

    try:
        found = list(undeclared(names(Visitor._meta.local_concrete_fields), {}, []))
        assert [line.split()[0] for line in found] == [
            f"members.Visitor.{name}" for name in ("phone", "host", "met_id")
        ]
        assert "src/ronghe/members/personal.py" in found[0]
        assert not list(undeclared(names([Visitor._meta.get_field("phone")]), {"members.Visitor.phone": 1}, []))
    finally:
        del apps.all_models["members"]["visitor"]
        apps.clear_cache()


def test_a_column_is_declared_once_and_exists():
    all_of_them = [name for module in modules() for name in module.PERSONAL] + others()
    assert sorted({name for name in all_of_them if all_of_them.count(name) > 1}) == []
    assert sorted(set(all_of_them) - set(every_column())) == []


def test_every_room_with_rows_declares_its_own():
    rooms = {model._meta.app_label for model in apps.get_models() if model.__module__.startswith("ronghe.")}
    assert {module.__name__.split(".")[1] for module in modules()} == rooms
    for module in modules():
        room = module.__name__.split(".")[1]
        elsewhere = {name.split(".")[0] for name in [*module.PERSONAL, *module.NOT_PERSONAL]} - {room}
        assert room == "privacy" or not elsewhere, f"{room} declares columns of {elsewhere}"


# What is declared holds together


def faults(name, one, column):
    """What is wrong with a declaration by itself."""
    if one.erasure == Erasure.KEEP and not one.because:
        yield f"{name} is kept by no reason"
    if one.kept is ON_RECORD and one.erasure not in (*STAY, Erasure.BLANK):
        yield f"{name} stays with its record, and is deleted"
    if one.kept.by == "" and one.kept is not ON_RECORD:
        yield f"{name} is kept until something that nobody does"
    if isinstance(column, EmailField) and one.masking != Masking.EMAIL:
        yield f"{name} is an address that lists would show"
    if one.erasure == Erasure.BLANK and not (column.null or column.blank or isinstance(column, TEXTS)):
        yield f"{name} cannot be emptied"


def test_declarations_hold_together():
    columns = every_column()
    assert [fault for name, one in declared().items() for fault in faults(name, one, columns[name])] == []


def test_a_declaration_that_does_not_is_noticed():
    column = every_column()["members.Person.email"]
    careless = Personal(Kind.NAME, Purpose.ACCOUNT, ON_RECORD, Erasure.KEEP)
    assert len(list(faults("x", careless, column))) == 2
    assert len(list(faults("x", Personal(Kind.ACT, Purpose.ACCOUNT, ON_RECORD, Erasure.DELETE), column))) == 2


def test_a_row_that_goes_goes_whole():
    for model, whose, columns in tables():
        erasures = {one.erasure for one in columns.values()}
        assert Erasure.DELETE not in erasures or erasures == {Erasure.DELETE}, (model, whose)


def test_every_way_to_a_person_can_be_gone(db):
    somebody = SimpleNamespace(pk=1, email="somebody@example.org")
    for model, whose, _columns in tables():
        assert rows_of(model, whose, somebody).count() == 0


def shown_whole(admins):
    """Personal columns that a list of the administration pages shows as they are, although lists mask them."""
    return [
        name for model, one in admins if model.__module__.startswith("ronghe.") for column in one.list_display
        if (name := f"{model._meta.label}.{column}") in declared() and declared()[name].masking != Masking.NONE
    ]  # fmt: skip


def test_lists_of_the_administration_pages_are_masked():
    assert shown_whole(admin.site._registry.items()) == []


def test_a_list_that_shows_an_address_is_noticed():
    careless = SimpleNamespace(list_display=["email", "is_active"])
    assert shown_whole([(Person, careless)]) == ["members.Person.email"]


# What is to end has somebody who ends it


def executors():
    return sorted({one.kept for one in declared().values() if one.kept.by}, key=lambda kept: kept.by)


@pytest.mark.parametrize("kept", executors(), ids=lambda kept: kept.by)
def test_every_retention_has_its_executor(kept):
    """One that counts days is called by the daily round; the others are acts of people."""
    room, _dot, act = kept.by.rpartition(".")
    assert not room or callable(getattr(import_module(room), act))
    assert kept.number or "erase" in act
    if kept.number:
        assert ends_daily(act, inspect.getsource(site.run_daily))
        assert str(kept)


def ends_daily(act, source):
    return f".{act}," in source or f'call_command("{act}"' in source


def test_an_executor_that_nobody_calls_is_noticed():
    assert not ends_daily("forget_everything", inspect.getsource(site.run_daily))
