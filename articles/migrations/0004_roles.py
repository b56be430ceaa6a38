"""The four roles with their permissions, and the rating scale every site starts with."""

from django.db import migrations

from articles.migrations._scale_words import MEANINGS

EVERYBODY = ("reporter", "reviewer", "editor", "administrator")
WRITERS = ("reporter", "editor", "administrator")
REVIEWERS = ("reviewer", "editor", "administrator")
EDITORS = ("editor", "administrator")
ADMINISTRATORS = ("administrator",)

# (model, code name, name, roles)
PERMISSIONS = [
    ("article", "use_desk", "Can use the desk", EVERYBODY),
    ("article", "import_article", "Can import articles", WRITERS),
    ("article", "edit_article", "Can edit articles", WRITERS),
    ("article", "submit_article", "Can submit articles to review", WRITERS),
    ("article", "publish_article", "Can publish, unpublish and retract", EDITORS),
    ("article", "set_review_policy", "Can set how many reviews the claims of an article get", EDITORS),
    ("finding", "decide_finding", "Can decide on findings", WRITERS),
    ("claim", "edit_claim", "Can edit claims", WRITERS),
    ("claim", "review_claim", "Can review claims", REVIEWERS),
    ("claim", "adjudicate_claim", "Can adjudicate disputed claims", REVIEWERS),
    ("claim", "assign_claim", "Can give claims to reviewers", EDITORS),
    ("claim", "reopen_claim", "Can open a new round for a decided claim", EDITORS),
    ("source", "edit_source", "Can edit sources and cite them", EVERYBODY),
    ("source", "retract_source", "Can mark sources as retracted", EDITORS),
    ("tag", "merge_tags", "Can merge tags", EDITORS),
    ("rule", "edit_rule", "Can edit rules and decide on campaigns", EDITORS),
    ("objection", "answer_objection", "Can answer objections of readers", EDITORS),
    ("ratingscale", "edit_scale", "Can change the labels of verdicts", ADMINISTRATORS),
]
# What Django's admin asks for. What a workflow owns is only ever viewed there.
VIEWED = (
    "article revision finding claim appearance source snapshot citation review assignment ratingscale "
    "edition editionentry correction page event tag tagalias absence fragment match rule"
)
PERMISSIONS += [(model, f"view_{model}", f"Can view {model}", EDITORS) for model in VIEWED.split()]
PERMISSIONS += [
    ("answeredobjection", "view_answeredobjection", "Can view answered objection", EDITORS),
    ("sourcecheck", "view_sourcecheck", "Can view source check", EDITORS),
    ("sourceretraction", "view_sourceretraction", "Can view source retraction", EDITORS),
]
PERMISSIONS += [
    (model, f"{verb}_{model}", f"Can {verb} {model}", EDITORS)
    for model in ("article", "claim", "source", "tag")
    for verb in ("add", "change")
]
PERMISSIONS += [
    (model, f"{verb}_{model}", f"Can {verb} {model}", ADMINISTRATORS)
    for model, verbs in (("ratingscale", "add change"), ("tag", "delete"))
    for verb in verbs.split()
]
PEOPLE = [("user", "view"), ("user", "add"), ("user", "change"), ("group", "view")]

LABELS = {
    "supported": {"en": "Supported", "zh": "属实", "es": "Confirmado", "de": "Belegt", "fr": "Confirmé",
                  "ja": "裏付けあり", "ar": "مدعوم", "pt": "Confirmado", "ru": "Подтверждено"},
    "refuted": {"en": "Refuted", "zh": "不实", "es": "Refutado", "de": "Widerlegt", "fr": "Réfuté",
                "ja": "誤り", "ar": "مدحوض", "pt": "Refutado", "ru": "Опровергнуто"},
    "mixed": {"en": "Mixed", "zh": "部分属实", "es": "Mixto", "de": "Teils richtig", "fr": "Partiellement vrai",
              "ja": "一部正しい", "ar": "صحيح جزئيًا", "pt": "Em parte", "ru": "Отчасти верно"},
    "unproven": {"en": "Unproven", "zh": "未经证实", "es": "Sin pruebas", "de": "Unbelegt", "fr": "Non prouvé",
                 "ja": "証拠なし", "ar": "غير مثبت", "pt": "Sem provas", "ru": "Не доказано"},
    "not_checkable": {"en": "Not checkable", "zh": "无法核查", "es": "No comprobable", "de": "Nicht prüfbar",
                      "fr": "Invérifiable", "ja": "検証不能", "ar": "غير قابل للتحقق", "pt": "Não verificável",
                      "ru": "Непроверяемо"},
}  # fmt: skip


def make_roles(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in EVERYBODY}
    rows = [("articles", *row) for row in PERMISSIONS]
    rows += [("auth", model, f"{verb}_{model}", f"Can {verb} {model}", ADMINISTRATORS) for model, verb in PEOPLE]
    for app, model, codename, name, roles in rows:
        kind, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        for role in roles:
            groups[role].permissions.add(permission)


def drop_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=EVERYBODY).delete()


def make_defaults(apps, schema_editor):
    scales = apps.get_model("articles", "RatingScale").objects
    scales.create(name="Newsroom", version=1, labels=LABELS)
    scales.create(name="Newsroom", version=2, labels=LABELS, meanings=MEANINGS, is_default=True)
    apps.get_model("articles", "Generation").objects.create(id=1, number=0)


class Migration(migrations.Migration):
    # What sites of before have applied in its place.
    replaces = [
        ("articles", "0017_search"),
    ]
    dependencies = [
        ("articles", "0003_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_roles, drop_roles),
        migrations.RunPython(make_defaults, migrations.RunPython.noop),
    ]
