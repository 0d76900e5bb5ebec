from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("postings", "0003_origin_model"),
    ]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="occupation_code",
            field=models.CharField(blank=True, max_length=12),
        ),
    ]
