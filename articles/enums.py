"""The closed lists of words that models, actions, templates and tests share."""

from django.db.models import TextChoices


class Role(TextChoices):
    REPORTER = "reporter", "Reporter"
    REVIEWER = "reviewer", "Reviewer"
    EDITOR = "editor", "Editor"
    ADMINISTRATOR = "administrator", "Administrator"


class Format(TextChoices):
    TEXT = "text", "Plain text"
    MARKDOWN = "markdown", "Markdown"
    HTML = "html", "HTML"


class Origin(TextChoices):
    COMMAND = "command", "Command line"
    DESK = "desk", "Desk"
    ADMIN = "admin", "Admin"
    API = "api", "API"


class ArticleStatus(TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    UNPUBLISHED = "unpublished", "Unpublished"
    RETRACTED = "retracted", "Retracted"
    SET_ASIDE = "set_aside", "Set aside"  # no article at all; no reader has seen it


class RevisionKind(TextChoices):
    IMPORTED = "imported", "Imported"
    CLEANED = "cleaned", "Cleaned"
    EDITED = "edited", "Edited"


class FindingStatus(TextChoices):
    OPEN = "open", "Open"
    REMOVED = "removed", "Removed"
    KEPT = "kept", "Kept"


class Decision(TextChoices):
    """What is remembered about a fragment."""

    REMOVED = "removed", "Removed"
    KEPT = "kept", "Kept"


class RuleKind(TextChoices):
    BUILTIN = "builtin", "Of the finder"
    PHRASE = "phrase", "Phrase"


class ClaimStatus(TextChoices):
    PROPOSED = "proposed", "Proposed"  # found by the machine, nobody has looked
    ACCEPTED = "accepted", "Accepted"  # a person stands by it; goes to review with the article
    WAITING = "waiting", "Waiting"  # in the queue, nobody has taken it
    IN_REVIEW = "in_review", "In review"  # taken, or some of its reviews are in
    DISPUTED = "disputed", "Disputed"  # its reviews disagree; an adjudicator is needed
    DECIDED = "decided", "Decided"
    RETURNED = "returned", "Returned"  # a reviewer could not judge it and said why
    OPINION = "opinion", "Opinion"  # nothing to check
    DISMISSED = "dismissed", "Dismissed"  # not a claim


class Verdict(TextChoices):
    SUPPORTED = "supported", "Supported"
    REFUTED = "refuted", "Refuted"
    MIXED = "mixed", "Mixed"
    UNPROVEN = "unproven", "Unproven"
    NOT_CHECKABLE = "not_checkable", "Not checkable"


class AnchorState(TextChoices):
    ANCHORED = "anchored", "Anchored"
    RELOCATED = "relocated", "Relocated"
    DRIFTED = "drifted", "Drifted"
    ORPHANED = "orphaned", "Orphaned"


class SourceKind(TextChoices):
    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"
    DOCUMENT = "document", "Document"
    DATASET = "dataset", "Data set"
    WEBPAGE = "webpage", "Web page"


class SourceRank(TextChoices):
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"


class Reliability(TextChoices):
    UNRATED = "unrated", "Not rated"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class CaptureStatus(TextChoices):
    CAPTURED = "captured", "Captured"
    FAILED = "failed", "Failed"


class QuoteState(TextChoices):
    """Whether a citation's quote stands in a kept copy of its source. "" where there is no quote."""

    FOUND = "found", "Found in the kept copy"
    NOT_FOUND = "not_found", "Not found in the kept copy"
    NO_TEXT = "no_text", "The kept copy has no text to look in"
    NOT_CAPTURED = "not_captured", "No copy of the source is kept yet"


class LinkState(TextChoices):
    """What the looks at a source's address amount to."""

    UNCHECKED = "unchecked", "Not looked at yet"
    ALIVE = "alive", "Alive"
    MOVED = "moved", "Moved"
    CHANGED = "changed", "Changed"
    TAKEN_OVER = "taken_over", "Taken over by spam"
    BARRED = "barred", "Could not be looked at"
    GONE = "gone", "Gone"  # did not answer, or said that there is nothing
    DEAD = "dead", "Dead"  # gone on three days in a row


class Stance(TextChoices):
    SUPPORTS = "supports", "Supports"
    REFUTES = "refutes", "Refutes"
    CONTEXT = "context", "Context"


class ReviewKind(TextChoices):
    REVIEW = "review", "Review"
    ADJUDICATION = "adjudication", "Adjudication"


class ReviewPolicy(TextChoices):
    """How many reviews the rounds of a claim get; the laxest first."""

    SINGLE = "single", "One review"
    MIDDLE = "middle", "A second review for middle verdicts and a random share"
    DOUBLE = "double", "Two sealed reviews"


class Strength(TextChoices):
    """How well a verdict stands."""

    SINGLE = "single", "Single review"
    AGREED = "agreed", "Reviews agreed"
    ADJUDICATED = "adjudicated", "Adjudicated"


class MatchState(TextChoices):
    """Whether two claims are the same: nobody has said, a person said yes, a person said no."""

    PROPOSED = "proposed", "Likely the same"
    CONFIRMED = "confirmed", "The same"
    REFUSED = "refused", "Not the same"


class CorrectionKind(TextChoices):
    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    UPDATE = "update", "Update"
    RETRACTION = "retraction", "Retraction"


class ObjectionStatus(TextChoices):
    """How far a reader's objection is, and what came of it."""

    RECEIVED = "received", "Received"
    IN_HAND = "in_hand", "In hand"  # somebody looks into it
    UPHELD = "upheld", "Upheld"
    PARTLY = "partly", "Partly upheld"
    REJECTED = "rejected", "Rejected"
    DISMISSED = "dismissed", "Dismissed"  # advertising, abuse: no objection, and not shown


class NoticeKind(TextChoices):
    """What a notice is about. Not stored as choices: a new kind needs no migration."""

    ASSIGNED = "assigned", "Given to you"
    DUE = "due", "Due soon"
    OVERDUE = "overdue", "Overdue"
    RELEASED = "released", "Back in the queue"
    STUCK = "stuck", "Nobody can take it"
    DISPUTED = "disputed", "Reviews disagree"
    RETURNED = "returned", "Came back"
    VOIDED = "voided", "Decision no longer counts"
    SOURCE = "source", "About a source"
    MATCH = "match", "About the same claim"
    OBJECTION = "objection", "A reader objects"
    MARKUP = "markup", "Left out for search engines"
