"""How far a document can be relied on."""

from spinlint.reliability.assess import assess, is_scored

__all__ = ["assess", "is_scored"]
