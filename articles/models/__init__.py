"""What is stored. Fields, constraints, URLs; the verbs are in articles.actions."""

from articles.models.absences import Absence
from articles.models.articles import Article, Revision
from articles.models.claims import Appearance, Claim
from articles.models.findings import Finding
from articles.models.log import Event
from articles.models.memory import Fragment, Rule
from articles.models.notices import Notice
from articles.models.public import (
    Correction,
    Edition,
    EditionEntry,
    Generation,
    Page,
    SearchRow,
    SourceRetraction,
)
from articles.models.reviews import Assignment, RatingScale, Review
from articles.models.sources import Citation, Snapshot, Source, SourceCheck
from articles.models.tags import Tag, TagAlias, TaggedArticle, TaggedClaim, TaggedSource

__all__ = [
    "Absence",
    "Appearance",
    "Article",
    "Assignment",
    "Citation",
    "Claim",
    "Correction",
    "Edition",
    "EditionEntry",
    "Event",
    "Finding",
    "Fragment",
    "Generation",
    "Notice",
    "Page",
    "RatingScale",
    "Review",
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
]
