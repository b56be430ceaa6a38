"""What is stored. Fields, constraints, URLs; the verbs are in articles.actions."""

from articles.models.absences import Absence
from articles.models.articles import Article, Revision
from articles.models.claims import Appearance, Claim
from articles.models.findings import Finding
from articles.models.log import Event
from articles.models.matches import ClaimKey, Match
from articles.models.memory import Fragment, Rule
from articles.models.notices import Notice
from articles.models.objections import Objection
from articles.models.public import (
    AnsweredObjection,
    Correction,
    Edition,
    EditionEntry,
    Generation,
    Listing,
    Page,
    Rebuild,
    SearchRow,
    SourceRetraction,
)
from articles.models.reviews import Assignment, Review, ReviewDraft
from articles.models.scales import RatingScale
from articles.models.sources import Citation, Snapshot, Source, SourceCheck
from articles.models.tags import Tag, TagAlias, TaggedArticle, TaggedClaim, TaggedSource
from articles.models.tokens import Token

__all__ = [
    "Absence",
    "AnsweredObjection",
    "Appearance",
    "Article",
    "Assignment",
    "Citation",
    "Claim",
    "ClaimKey",
    "Correction",
    "Edition",
    "EditionEntry",
    "Event",
    "Finding",
    "Fragment",
    "Generation",
    "Listing",
    "Match",
    "Notice",
    "Objection",
    "Page",
    "RatingScale",
    "Rebuild",
    "Review",
    "ReviewDraft",
    "Revision",
    "Rule",
    "SearchRow",
    "Snapshot",
    "Source",
    "SourceCheck",
    "SourceRetraction",
    "Tag",
    "TagAlias",
    "TaggedArticle",
    "TaggedClaim",
    "TaggedSource",
    "Token",
]
