"""Prediction-powered inference of a mean, against ppi-python."""

import numpy
import ppi_py
from scipy import stats

from own import ask
from tables import Check, Comparison

SEED = 20261123
ALPHA = 0.05


def case(generator, labelled, judged, skill, bias):
    """People's verdicts with a judge that is biased, and right beyond chance by `skill` (negative: it misleads)."""
    total = labelled + judged
    truth = (generator.random(total) < 0.72).astype(float)
    scores = numpy.clip(0.5 + skill * (truth - 0.72) + bias + generator.normal(0, 0.3, total), 0, 1).round(3)
    return {
        "labels": truth[:labelled],
        "scores": scores[:labelled],
        "judged": scores[labelled:],
        "alpha": ALPHA,
    }


def cases(quick):
    generator = numpy.random.default_rng(SEED)
    for labelled, judged in ((40, 500), (200, 5_000), (1_000, 20_000)):
        for skill, bias in ((0.4, 0.1), (0.15, -0.1), (0.0, 0.05), (-0.3, 0.0)):
            for _ in range(2 if quick else 10):
                yield case(generator, labelled, judged, skill, bias)


def theirs(one, weight=None):
    """Estimate and half the width of the interval."""
    arguments = (one["labels"], one["scores"], one["judged"])
    estimate = float(numpy.ravel(ppi_py.ppi_mean_pointestimate(*arguments, lam=weight))[0])
    lower, upper = ppi_py.ppi_mean_ci(*arguments, alpha=ALPHA, lam=weight)
    return estimate, float(numpy.ravel(upper - lower)[0]) / 2


def compare(program, quick, data, progress):
    asked = list(cases(quick))
    progress(f"{len(asked)} samples of labels and scores")
    own = ask(program, {"ppi": asked})["ppi"]
    fixed = ask(program, {"ppi": [{**one, "weight": 0.6} for one in asked]})["ppi"]
    z = stats.norm.ppf(1 - ALPHA / 2)
    same, errors, weights, shipped, ends, widths = [], [], [], [], [], {}
    result = Comparison(
        title="Prediction-powered inference: ppi-python",
        how="40, 200 and 1,000 labels beside 500, 5,000 and 20,000 other judged items; a good, a weak, a useless and a "
        f"misleading judge, each biased differently. Intervals of 95 %. Seed {SEED}.",
    )
    for one, mine, mine_fixed in zip(asked, own, fixed):
        n, m = len(one["labels"]), len(one["labels"]) + len(one["judged"])
        gap = float(one["judged"].mean() - one["scores"].mean())
        estimate, half = theirs(one, 0.6)
        same.append((abs(mine_fixed["mean"] - estimate), 1e-12))
        judged_part = 0.36 * one["judged"].var() / len(one["judged"])
        bessel = numpy.sqrt(((half / z) ** 2 - judged_part) * n / (n - 1) + judged_part)
        errors.append((abs(mine_fixed["standardError"] - bessel), 1e-12))
        quantile = stats.t.ppf(1 - ALPHA / 2, n - 1)
        # Where the ends are inside [0, 1], beyond which ours are cut off. The quantile is a series, within 1e-6 from 30
        # labels on.
        if 0 < mine_fixed["lower"] and mine_fixed["upper"] < 1:
            ends.append((abs(mine_fixed["upper"] - (estimate + quantile * bessel)), 1e-6))
        estimate, half = theirs(one)
        if 0 < mine["judgeWeight"] < 1 and abs(gap) > 1e-4:
            weight = (estimate - one["labels"].mean()) / gap
            weights.append((abs(mine["judgeWeight"] * (m - 1) / m - weight), 1e-9))
        shipped.append((abs(mine["mean"] - estimate), mine["judgeWeight"] / m * abs(gap) + 1e-12))
        widths.setdefault(n, []).append((mine["upper"] - mine["lower"]) / (2 * half))
        if n == 40 and len(result.vectors) < 8:
            fields = {name: numpy.asarray(one[name]).tolist() for name in ("labels", "scores", "judged")}
            result.vectors.append(
                {"fn": "ppi", **fields, "weight": 0.6, "estimate": theirs(one, 0.6)[0], "standardError": float(bessel)}
            )
    result.checks = [
        Check("estimate, the judge's weight given", "ppi_mean_pointestimate", same),
        Check("standard error, weight given, n - 1 for n", "ppi_mean_ci", errors),
        Check("upper end, Student's t for the normal", "ppi_mean_ci", ends),
        Check("the judge's weight, M - 1 for M", "from ppi_mean_pointestimate", weights),
        Check("estimate as shipped", "ppi_mean_pointestimate", shipped),
    ]
    result.notes += [
        "The weight: ppi-python divides the variance of all M scores by M - 1, the covariance by n; we divide both by "
        "their counts. As shipped, estimates may therefore differ by weight / M times the difference of the judge's "
        "means, which is what is allowed above.",
        "The interval: ppi-python takes the normal quantile and divides by n; we take Student's t and n - 1, so that few "
        "labels are not over-trusted. Ours is wider by "
        + ", ".join(f"{100 * (numpy.median(v) - 1):.1f} % with {n:,} labels" for n, v in widths.items())
        + " (median): where we are worse, by intent.",
    ]
    return result
