"""What must never be false about rounds, verdicts, labels, matches and objections, and who may, for whoever writes.

Each guard is (table, name, event, condition, words): a condition on a row that is about to be written, in SQL that
both databases read; where it is true the row is refused with the words. The ids of people are compared through
COALESCE: they may be NULL.
"""

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

OTHER_WORDS = (
    "EXISTS (SELECT 1 FROM articles_claim c WHERE (c.id = {row}.first_id AND c.digest <> {row}.first_digest) "
    "OR (c.id = {row}.second_id AND c.digest <> {row}.second_digest))"
)
ANSWERED = "('upheld', 'partly', 'rejected', 'dismissed')"
# Who wrote the claim, or reviewed it in the round that is objected to or in the one that counts.
NEAR = (
    "EXISTS (SELECT 1 FROM articles_claim c WHERE c.id = NEW.claim_id AND (c.written_by_id = NEW.{who} OR EXISTS ("
    "SELECT 1 FROM articles_review v WHERE v.claim_id = c.id AND v.reviewer_id = NEW.{who} "
    "AND v.round IN (NEW.round, c.round))))"
)

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
    # Matches of claims.
    ("match", "insert", "INSERT", "NEW.state <> 'proposed' OR EXISTS (SELECT 1 FROM articles_match m WHERE m.id = NEW.id "
     "OR (m.first_id = NEW.first_id AND m.second_id = NEW.second_id))",
     "a match is proposed before somebody decides on it"),
    ("match", "identity", "UPDATE", "NEW.id <> OLD.id OR NEW.first_id <> OLD.first_id OR NEW.second_id <> OLD.second_id "
     "OR NEW.first_digest <> OLD.first_digest OR NEW.second_digest <> OLD.second_digest",
     "a match is of two claims and what they said"),
    ("match", "decided", "UPDATE", "OLD.state <> 'proposed'", "what was said of a match never changes"),
    ("match", "content", "UPDATE", f"NEW.state <> 'proposed' AND {OTHER_WORDS.format(row='NEW')}",
     "a match is decided on what its claims say"),
    ("match", "joined", "UPDATE", "NEW.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM articles_claim c "
     "WHERE c.id IN (NEW.first_id, NEW.second_id) AND c.status = 'dismissed')",
     "of two claims that are the same one is given up"),
    ("match", "kept", "DELETE", f"OLD.state = 'confirmed' OR (OLD.state = 'refused' AND NOT {OTHER_WORDS.format(row='OLD')})",
     "what was said of a match stays while its claims say the same"),
    # Scales, the scale that a review names, drafts.
    ("ratingscale", "frozen", "UPDATE",
     "NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.version <> OLD.version OR NEW.labels <> OLD.labels "
     "OR NEW.meanings <> OLD.meanings",
     "a version of a scale never changes"),
    ("ratingscale", "kept", "DELETE", "1 = 1", "a version of a scale never changes"),
    ("ratingscale", "again", "INSERT",
     "EXISTS (SELECT 1 FROM articles_ratingscale s WHERE s.id = NEW.id "
     "OR (s.name = NEW.name AND s.version = NEW.version))",
     "a version of a scale never changes"),
    ("review", "scale", "INSERT",
     "NOT EXISTS (SELECT 1 FROM articles_ratingscale s WHERE s.id = NEW.scale_id AND s.is_default)",
     "a review is made with the scale in force"),
    *(("reviewdraft", f"judged_{event.lower()}", event,
       "EXISTS (SELECT 1 FROM articles_review v WHERE v.claim_id = NEW.claim_id AND v.round = NEW.round "
       "AND v.reviewer_id = NEW.reviewer_id)",
       "a review that is in has no draft")
      for event in ("INSERT", "UPDATE")),
    # Objections of readers, and what of them comes to the public side.
    ("objection", "new", "INSERT", "NEW.status <> 'received' OR EXISTS (SELECT 1 FROM articles_objection o "
     "WHERE o.id = NEW.id OR o.number = NEW.number OR o.key = NEW.key)",
     "an objection begins by being received, once"),
    ("objection", "words", "UPDATE", "NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.claim_id <> OLD.claim_id "
     "OR NEW.round <> OLD.round OR NEW.reason <> OLD.reason OR NEW.link <> OLD.link OR NEW.key <> OLD.key "
     "OR NEW.received_at <> OLD.received_at OR NEW.due_at <> OLD.due_at "
     "OR (NEW.contact <> OLD.contact AND NEW.contact <> '')",
     "what a reader sent never changes"),
    ("objection", "answered", "UPDATE", f"OLD.status IN {ANSWERED} AND (NEW.status <> OLD.status "
     "OR NEW.answer <> OLD.answer OR COALESCE(NEW.answered_by_id, 0) <> OLD.answered_by_id "
     "OR COALESCE(NEW.taken_by_id, 0) <> OLD.taken_by_id OR NEW.answered_at <> OLD.answered_at)",
     "an answer never changes"),
    ("objection", "near", "UPDATE", "COALESCE(NEW.answered_by_id, 0) <> COALESCE(OLD.answered_by_id, 0) "
     f"AND {NEAR.format(who='answered_by_id')}",
     "an objection is answered by somebody who did not write or review the claim"),
    ("objection", "delete", "DELETE", "1 = 1", "an objection is kept"),
    # Nothing that is not answered comes to the public side.
    ("answeredobjection", "new", "INSERT", "EXISTS (SELECT 1 FROM articles_answeredobjection a WHERE a.id = NEW.id "
     "OR a.number = NEW.number) OR NOT EXISTS (SELECT 1 FROM articles_objection o WHERE o.number = NEW.number "
     "AND o.claim_id = NEW.claim AND o.status = NEW.outcome AND o.reason = NEW.reason AND o.link = NEW.link "
     "AND o.answer = NEW.answer)",
     "readers see of an objection what was answered"),
    ("answeredobjection", "update", "UPDATE", "1 = 1", "an answered objection never changes"),
    ("answeredobjection", "delete", "DELETE", "1 = 1", "an answered objection never changes"),
]  # fmt: skip
