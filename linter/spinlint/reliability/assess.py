"""The score of a document: its features, their pushes, and the sum of these."""

from __future__ import annotations

from math import exp

from spinlint.errors import LexiconError
from spinlint.linting.findings import Reason, Reliability, Report
from spinlint.reliability.features import LANGUAGES, Feature, measure
from spinlint.reliability.model import Model, load_model
from spinlint.text.document import Document

UNSCORED = Reliability(None, "unscored")
_LEAST_PUSH = 0.05  # log odds; smaller ones are told together


def assess(report: Report) -> Reliability:
    """The score of a document from its report.

    Unscored where there are too few words to tell, or where the lexicon does not know the language: the findings of
    the rules that need no lexicon stand by themselves then.
    """
    if not is_scored(report.document):
        return UNSCORED
    model = load_model()
    try:
        reasons = explain(report, model)
    except LexiconError:  # the rules that needed the lexicon have said so: they are among the report's failures
        return UNSCORED
    return judge(reasons, model)


def is_scored(document: Document) -> bool:
    """Whether a document is long enough, and in a language that the lexicon knows."""
    return len(document.words) >= load_model().least_words and document.language in LANGUAGES


def judge(reasons: tuple[Reason, ...], model: Model) -> Reliability:
    """The score that the reasons add up to, and its verdict."""
    score = 1 / (1 + exp(-sum(reason.push for reason in reasons)))
    if score < model.unreliable:
        return Reliability(score, "unreliable", reasons)
    return Reliability(score, "doubtful" if score < model.reliable else "reliable", reasons)


def explain(report: Report, model: Model) -> tuple[Reason, ...]:
    """The pushes of all features, and where they start from."""
    measured = measure(report, model.features)
    rest = 0.0
    reasons = [Reason("base rate", model.start, "most texts are sound")]
    for feature, curve, value, count in zip(
        model.features, model.curves, measured.values, measured.counts, strict=True
    ):
        push = curve(value)
        if abs(push) < _LEAST_PUSH:
            rest += push
        else:
            reasons.append(Reason(feature.name, push, describe(feature, count, measured.words)))
    if rest:
        reasons.append(Reason("everything else", rest, "all other signs together"))
    return tuple(reasons)


def describe(feature: Feature, count: float, words: int) -> str:
    """What was seen, in words."""
    match feature.measure:
        case "spin":
            return _spin(count)
        case "substituted":
            return f"{count:.0f} of {words} words look substituted"
        case "surprisal":
            return "the words follow each other oddly"
        case "break":
            return "another text may start within it"
        case "unknown":
            return f"{count:.0f} of {words} words are in no word list"
        case "share":
            return f"{100 * count:.0f} % of the text {feature.singular}"
    return f"{count:.0f} {feature.singular if count == 1 else feature.plural}"


def _spin(log_odds: float) -> str:
    """The odds that the wording is spun, as people say them."""
    if log_odds < 0:
        return f"the wording as a whole reads written ({_odds(-log_odds)} to 1)"
    return f"the wording as a whole reads spun ({_odds(log_odds)} to 1)"


def _odds(log_odds: float) -> str:
    odds = exp(min(log_odds, 10))
    return "thousands" if odds >= 1000 else f"{odds:.0f}"
