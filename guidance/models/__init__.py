"""What career guidance is: definitions, quality framework, policy, mandate, terms, resources."""

from guidance.models.framework import FrameworkElement
from guidance.models.library import Article, Resource, Role
from guidance.models.policy import MandatePage, PolicyMilestone
from guidance.models.words import Definition, Term

__all__ = [
    "Article",
    "Definition",
    "FrameworkElement",
    "MandatePage",
    "PolicyMilestone",
    "Resource",
    "Role",
    "Term",
]
