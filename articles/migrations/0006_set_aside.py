"""Articles can be set aside."""

from django.db import migrations, models
from django.db.models import Q

from articles.migrations._triggers import keeping_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_listings'),
    ]

    operations = keeping_triggers([
        migrations.RemoveConstraint(model_name='article', name='article_status_known'),
        migrations.RemoveConstraint(model_name='article', name='article_off_has_no_live_edition'),
        migrations.AlterField(
            model_name='article',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published'), ('unpublished', 'Unpublished'), ('retracted', 'Retracted'), ('set_aside', 'Set aside')], db_index=True, default='draft', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=Q(('status__in', ['draft', 'in_review', 'published', 'unpublished', 'retracted', 'set_aside'])), name='article_status_known'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=Q(Q(('status__in', ['retracted', 'unpublished', 'set_aside']), _negated=True), ('live_edition__isnull', True), _connector='OR'), name='article_off_has_no_live_edition'),
        ),
    ])
