"""A new community starts with the default table of what docks with what."""

from django.db import migrations

from ronghe.postings.states import DEFAULT_PAIRS


def fill(apps, schema_editor):
    KindPair = apps.get_model("postings", "KindPair")
    KindPair.objects.bulk_create(
        KindPair(demand_kind=demand, supply_kind=supply) for demand, row in DEFAULT_PAIRS.items() for supply in row
    )


class Migration(migrations.Migration):
    dependencies = [("postings", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
