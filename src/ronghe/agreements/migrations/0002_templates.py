"""The types and templates that a community starts with."""

from django.db import migrations


def ship(apps, schema_editor):
    """As `actions.ensure_templates` does, with the tables as they are at this step."""
    from ronghe.agreements import templates

    types, texts = apps.get_model("agreements", "AgreementType"), apps.get_model("agreements", "Template")
    for rank, given in enumerate(templates.shipped_types()):
        types.objects.create(rank=rank, **given)
    for code, fields, articles in templates.shipped_templates():
        digest = templates.digest_of([fields, articles])
        kind = types.objects.get(code=code)
        texts.objects.create(type=kind, version=1, fields=fields, articles=articles, digest=digest)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
