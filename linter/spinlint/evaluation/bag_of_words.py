"""The detector to beat: a logistic regression over a bag of words, as anybody would fit it in five lines."""

from __future__ import annotations

from collections.abc import Iterable

from spinlint.evaluation.gold import Gold
from spinlint.evaluation.reading import Fact
from spinlint.linting.findings import Report


def fit_bag_of_words(golds: Iterable[Gold]) -> Fact:
    """Fit it to labelled documents; the answer is the log odds that a document is spun. Needs scikit-learn."""
    # The extra `train`: to measure without the comparison it is not needed.
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    known = list(golds)
    model = make_pipeline(
        TfidfVectorizer(sublinear_tf=True, min_df=2, max_features=50_000),
        LogisticRegression(C=10.0, class_weight="balanced", max_iter=2000),
    )
    model.fit([gold.text for gold in known], [gold.spun for gold in known])

    def bag_of_words(report: Report) -> float:
        return float(model.decision_function([report.document.text])[0])

    return bag_of_words
