"""What must never be false about rounds, verdicts and who may, for whoever writes into the database.

Each guard is a condition on a row that is about to be written, in SQL that both databases read; where it is true
the row is refused with the words. The ids of people are compared through COALESCE: they may be NULL.
"""

from django.db import migrations, models
from django.db.models import F, Q

from articles.migrations._triggers import keeping_triggers

# The status that a claim has while a review of this kind is written.
TURN = "CASE {kind} WHEN 'review' THEN 'in_review' WHEN 'adjudication' THEN 'disputed' END"
UNDER_REVIEW = "('waiting', 'in_review', 'disputed', 'decided')"
# The reviews that count: those of the round and the content that the claim has.
COUNTING = "v.claim_id = NEW.id AND v.round = NEW.round AND v.claim_digest = NEW.digest"
BORNE_OUT = f"""(
    EXISTS (SELECT 1 FROM articles_review v
             WHERE {COUNTING} AND v.kind = 'adjudication' AND v.verdict = NEW.verdict)
    OR ((SELECT COUNT(*) FROM articles_review v WHERE {COUNTING}) >= NEW.wanted
        AND NOT EXISTS (SELECT 1 FROM articles_review v WHERE {COUNTING} AND v.verdict <> NEW.verdict)))"""
AT_ODDS = f"""((SELECT COUNT(*) FROM articles_review v WHERE {COUNTING}) >= NEW.wanted
    AND (SELECT COUNT(DISTINCT v.verdict) FROM articles_review v WHERE {COUNTING}) > 1)"""

GUARDS = [
    # Reviews, and what they rest on.
    ("review", "again", "INSERT", "EXISTS (SELECT 1 FROM articles_review v WHERE v.claim_id = NEW.claim_id "
     "AND v.round = NEW.round AND v.reviewer_id = NEW.reviewer_id)",
     "a person reviews a claim once in a round"),
    ("review", "turn", "INSERT", "NOT EXISTS (SELECT 1 FROM articles_claim c WHERE c.id = NEW.claim_id "
     f"AND c.status = {TURN.format(kind='NEW.kind')})",
     "a claim is reviewed while it is in review, and adjudicated while it is disputed"),
    ("review_evidence", "turn", "INSERT",
     "EXISTS (SELECT 1 FROM articles_review_evidence e WHERE e.id = NEW.id) OR NOT EXISTS ("
     "SELECT 1 FROM articles_review v JOIN articles_claim c ON c.id = v.claim_id AND c.round = v.round "
     "JOIN articles_citation q ON q.claim_id = c.id WHERE v.id = NEW.review_id AND q.id = NEW.citation_id "
     f"AND c.status = {TURN.format(kind='v.kind')})",
     "a review rests on citations of its claim, named when it is written"),
    ("review_evidence", "update", "UPDATE", "1 = 1", "what a review rests on never changes"),
    ("review_evidence", "delete", "DELETE", "1 = 1", "what a review rests on never changes"),
    ("citation", "rested", "UPDATE",
     "(NEW.id <> OLD.id OR NEW.claim_id <> OLD.claim_id OR NEW.source_id <> OLD.source_id OR "
     "NEW.stance <> OLD.stance OR NEW.quote <> OLD.quote OR NEW.locator <> OLD.locator) "
     "AND EXISTS (SELECT 1 FROM articles_review_evidence e WHERE e.citation_id = OLD.id)",
     "a citation that a review rests on never changes"),
    # Claims.
    ("claim", "replaced", "INSERT",
     "NEW.status = 'decided' OR EXISTS (SELECT 1 FROM articles_claim c WHERE c.id = NEW.id)",
     "a claim is decided by its reviews"),
    ("claim", "identity", "UPDATE", "NEW.id <> OLD.id OR NEW.round < OLD.round",
     "a claim stays itself, and a round is over when the next one opens"),
    ("claim", "content", "UPDATE",
     "(NEW.digest = OLD.digest AND (NEW.text <> OLD.text OR NEW.claimant <> OLD.claimant "
     "OR COALESCE(NEW.said_on, '0001-01-01') <> COALESCE(OLD.said_on, '0001-01-01') "
     "OR COALESCE(NEW.written_by_id, 0) <> COALESCE(OLD.written_by_id, 0))) "
     f"OR (NEW.digest <> OLD.digest AND NEW.status IN {UNDER_REVIEW})",
     "what a claim says, who wrote it and its digest change together, and never under review"),
    ("claim", "decided", "UPDATE",
     "NEW.status = 'decided' AND (OLD.status <> 'decided' OR NEW.verdict <> OLD.verdict "
     f"OR NEW.round <> OLD.round) AND NOT {BORNE_OUT}",
     "a claim is decided by its reviews"),
    ("claim", "disputed", "UPDATE",
     f"NEW.status = 'disputed' AND (OLD.status <> 'disputed' OR NEW.round <> OLD.round) AND NOT {AT_ODDS}",
     "a claim is disputed by its reviews"),
    ("claim", "closed", "UPDATE", "NEW.closed_round <> OLD.closed_round AND NOT (NEW.closed_round = NEW.round "
     "AND NEW.status IN ('decided', 'disputed'))",
     "a round is closed by its reviews"),
    ("claim", "opened", "UPDATE", f"OLD.status IN {UNDER_REVIEW} AND NEW.round = OLD.round AND "
     "(NEW.wanted < OLD.wanted OR NEW.policy <> OLD.policy OR NEW.drawn <> OLD.drawn)",
     "a round keeps what it was opened with"),
    # Who reviewed a claim does not bring it into an article of their own afterwards.
    *(("appearance", f"join_{event.lower()}", event,
       "EXISTS (SELECT 1 FROM articles_revision r JOIN articles_article a ON a.id = r.article_id "
       "JOIN articles_claim c ON c.id = NEW.claim_id "
       "JOIN articles_review v ON v.claim_id = c.id AND v.round = c.round AND v.claim_digest = c.digest "
       "WHERE r.id = NEW.revision_id AND (v.reviewer_id = a.imported_by_id OR v.reviewer_id = r.created_by_id) "
       "AND NOT EXISTS (SELECT 1 FROM articles_appearance p JOIN articles_revision o ON o.id = p.revision_id "
       "WHERE p.claim_id = NEW.claim_id AND o.article_id = a.id))",
       "a claim does not join an article of somebody who reviewed it")
      for event in ("INSERT", "UPDATE")),
    # Articles and editions.
    ("article", "replaced", "INSERT", "EXISTS (SELECT 1 FROM articles_article a WHERE a.id = NEW.id)",
     "an article is not replaced"),
    ("article", "identity", "UPDATE",
     "NEW.id <> OLD.id OR COALESCE(NEW.imported_by_id, 0) <> COALESCE(OLD.imported_by_id, 0)",
     "who imported an article never changes"),
    ("article", "text", "UPDATE", "OLD.revision_id IS NOT NULL AND COALESCE(NEW.revision_id, 0) <> OLD.revision_id "
     "AND NOT EXISTS (SELECT 1 FROM articles_revision n JOIN articles_revision o ON o.id = OLD.revision_id "
     "WHERE n.id = NEW.revision_id AND n.article_id = NEW.id AND n.number > o.number)",
     "an article goes on to a newer text of its own"),
    ("article", "submitter", "UPDATE",
     "COALESCE(NEW.submitted_by_id, 0) <> COALESCE(OLD.submitted_by_id, 0) "
     "AND NEW.revision_id = OLD.revision_id AND NOT (OLD.status = 'draft' AND NEW.status = 'in_review')",
     "who submitted an article changes with its text, or when it is submitted again"),
    ("edition", "again", "INSERT", "EXISTS (SELECT 1 FROM articles_edition e "
     "WHERE e.article_id = NEW.article_id AND e.number = NEW.number)",
     "an edition never changes"),
    ("edition", "text", "INSERT", "NOT EXISTS (SELECT 1 FROM articles_article a "
     "LEFT JOIN articles_edition l ON l.id = a.live_edition_id "
     "WHERE a.id = NEW.article_id AND NEW.revision_id IN (a.revision_id, l.revision_id))",
     "an edition is of the newest text, or of the one that is live"),
    ("edition", "submitter", "INSERT", "EXISTS (SELECT 1 FROM articles_article a "
     "WHERE a.id = NEW.article_id AND a.submitted_by_id = NEW.published_by_id AND a.revision_id = NEW.revision_id)",
     "who submitted an article does not publish it"),
    ("edition", "near", "INSERT", "EXISTS (SELECT 1 FROM articles_article a "
     "JOIN articles_revision r ON r.id = a.revision_id JOIN articles_appearance p ON p.revision_id = r.id "
     "JOIN articles_claim c ON c.id = p.claim_id AND c.status = 'decided' "
     "JOIN articles_review v ON v.claim_id = c.id AND v.round = c.round "
     "WHERE a.id = NEW.article_id AND a.revision_id = NEW.revision_id AND (v.reviewer_id = a.imported_by_id "
     "OR v.reviewer_id = r.created_by_id OR v.reviewer_id = c.written_by_id))",
     "a verdict of somebody who imported or last edited the article is not published"),
]  # fmt: skip

# INSERT OR REPLACE takes away the row that has the same key, on a connection without recursive triggers unseen.
KEYS = {"revision": ("article_id", "number"), "event": ("number",), "rule": ("name", "version")}


def name_of(table, name):
    return f"articles_{table}_guard_{name}"


def sqlite():
    for table, name, event, condition, words in GUARDS:
        yield (
            f"CREATE TRIGGER {name_of(table, name)} BEFORE {event} ON articles_{table} FOR EACH ROW "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
    for table, fields in KEYS.items():
        same = " AND ".join(f"{field} = NEW.{field}" for field in fields)
        yield (
            f"CREATE TRIGGER {name_of(table, 'again')} BEFORE INSERT ON articles_{table} FOR EACH ROW "
            f"WHEN EXISTS (SELECT 1 FROM articles_{table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, 'a {table} never changes'); END"
        )


def postgresql():
    for table, name, event, condition, words in GUARDS:
        guard = name_of(table, name)
        yield (
            f"CREATE FUNCTION {guard}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
        )
        yield (
            f"CREATE TRIGGER {guard} BEFORE {event} ON articles_{table} FOR EACH ROW EXECUTE FUNCTION {guard}()"
        )


def install(apps, schema_editor):
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for statement in statements():
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, name, *_ in GUARDS:
            schema_editor.execute(f"DROP FUNCTION {name_of(table, name)}() CASCADE")
        return
    for table, name in [(table, name) for table, name, *_ in GUARDS] + [(table, "again") for table in KEYS]:
        schema_editor.execute(f"DROP TRIGGER {name_of(table, name)}")


POLICIES = ("single", "middle", "double")
CONSTRAINTS = [
    ("article", "article_policy_known", Q(review_policy__in=("", *POLICIES))),
    ("claim", "claim_policy_known", Q(policy__in=("", *POLICIES))),
    ("claim", "claim_wants_a_review", Q(wanted__gte=1)),
    ("claim", "claim_closed_round_was_opened", Q(closed_round__lte=F("round"))),
    (
        "claim",
        "claim_judged_round_is_closed",
        ~Q(status__in=["decided", "disputed"]) | Q(closed_round=F("round")),
    ),
    ("review", "review_kind_known", Q(kind__in=["review", "adjudication"])),
]


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_sources_checked")]
    operations = [
        *keeping_triggers(
            migrations.AddConstraint(model, models.CheckConstraint(condition=condition, name=name))
            for model, name, condition in CONSTRAINTS
        ),
        migrations.RunPython(install, remove),
    ]
