"""A new community starts with the titles that such communities have; it may change them."""

from django.db import migrations

from ronghe.governance.states import DEFAULT_TITLES


def fill(apps, schema_editor):
    Title = apps.get_model("governance", "Title")
    names = ("code", "zh", "en", "limit", "may_be_joint", "may_rotate", "weight", "is_executive")
    Title.objects.bulk_create(
        Title(**dict(zip(names, row, strict=True)), rank=10 * rank) for rank, row in enumerate(DEFAULT_TITLES, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
