"""manage.py train_ranker: learn the weights of the score's parts from grades, and say whether they are better."""

from typing import Any

from django.core.management.base import BaseCommand

from matchmaking.domain.ranker import Trial, train_ranker
from matchmaking.engine.learning.crossval import LEAST_NEEDS


class Command(BaseCommand):
    """The trial is stored either way; it comes into force only on proof."""

    help = (
        "Learn the weights of the score's parts from grades of open pairs, cross-validate them with near-copies "
        "of needs kept together, and put them in force only if the interval of the gain excludes zero."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        trial = train_ranker()
        if trial is None:
            self.stdout.write(
                "nothing to learn from: related and unrelated graded pairs of open cards are needed"
            )
            return
        report, gain = trial.report, trial.report.gain
        self.stdout.write(
            f"graded pairs  {report.pairs}, of {report.needs} distinct needs with anything related"
        )
        self.stdout.write(
            f"NDCG@10       fixed {report.fixed:.4f}, learned {report.learned:.4f} on unseen needs"
        )
        self.stdout.write(f"gain          {gain.mean:+.4f} [{gain.lower:+.4f}, {gain.upper:+.4f}]")
        self.stdout.write(f"weights       {trial.weights.to_json()}")
        self.stdout.write(f"stored as     {trial.model.version}")
        self.stdout.write(self._verdict(trial))

    def _verdict(self, trial: Trial) -> str:
        if trial.in_force:
            return "in force: every process scores with it from now on; ./run rematch brings the lists up to date"
        if trial.report.needs < LEAST_NEEDS:
            return f"not in force: {trial.report.needs} distinct needs are graded, {LEAST_NEEDS} are needed"
        return "not in force: the interval of the gain does not exclude zero"
