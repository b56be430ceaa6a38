"""Each edition keeps the proof that its text follows from what came in."""

from django.db import migrations, models

from articles.migrations._triggers import keeping_triggers


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_policy_right")]
    operations = keeping_triggers(
        [migrations.AddField("edition", "proof", models.JSONField(editable=False, null=True))]
    )
