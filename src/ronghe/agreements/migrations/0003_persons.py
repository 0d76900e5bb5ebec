"""A party may be a natural person; and every type has its template, also where the community started before."""

from django.db import migrations, models
from django.db.models import Q


def ship(apps, schema_editor):
    """Types without a template have ours; those that have one are left alone."""
    from ronghe.agreements import templates

    types, texts = apps.get_model("agreements", "AgreementType"), apps.get_model("agreements", "Template")
    for code, fields, articles in templates.shipped_templates():
        kind = types.objects.filter(code=code, templates__isnull=True).first()
        if kind is not None:
            digest = templates.digest_of([fields, articles])
            texts.objects.create(type=kind, version=1, fields=fields, articles=articles, digest=digest)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_templates")]
    operations = [
        migrations.AddField("party", "is_person", models.BooleanField(default=False)),
        migrations.AlterField("party", "uscc", models.CharField(blank=True, max_length=18, verbose_name="USCC")),
        migrations.AddConstraint(
            "party",
            models.CheckConstraint(
                condition=Q(is_person=True, uscc="", unit__isnull=True) | (Q(is_person=False) & ~Q(uscc="")),
                name="agreements_party_person",
            ),
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
