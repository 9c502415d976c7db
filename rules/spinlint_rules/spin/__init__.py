"""The spin rules."""

from spinlint import Rule
from spinlint_rules.spin.altered_name import AlteredName
from spinlint_rules.spin.article_agreement import ArticleAgreement
from spinlint_rules.spin.broken_expression import BrokenExpression
from spinlint_rules.spin.broken_title import BrokenTitle
from spinlint_rules.spin.doubled_synonym import DoubledSynonym
from spinlint_rules.spin.known_tortured_phrase import KnownTorturedPhrase
from spinlint_rules.spin.replaced_wording import ReplacedWording
from spinlint_rules.spin.self_contrast import SelfContrast
from spinlint_rules.spin.spin_density import SpinDensity
from spinlint_rules.spin.spintax import Spintax
from spinlint_rules.spin.spun_formula import SpunFormula
from spinlint_rules.spin.spun_sibling import SpunSibling
from spinlint_rules.spin.unlikely_synonym import UnlikelySynonym

RULES: tuple[type[Rule], ...] = (
    UnlikelySynonym,
    SpunFormula,
    KnownTorturedPhrase,
    BrokenExpression,
    BrokenTitle,
    ArticleAgreement,
    AlteredName,
    SelfContrast,
    DoubledSynonym,
    Spintax,
    SpinDensity,
    ReplacedWording,
    SpunSibling,
)
