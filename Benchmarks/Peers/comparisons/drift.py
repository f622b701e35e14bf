"""Distances and tests of two windows, and exact bounds of a rate, against scipy."""

import numpy
from scipy import special, stats
from scipy.spatial import distance

from own import ask
from tables import Check, Comparison

SEED = 20261122


def windows(generator, cells, reference, current, moved):
    """Counts of two windows over rising values; every expected count is at least 5, so that no cells are joined."""
    values = numpy.sort(generator.choice(10_000, cells, replace=False)).astype(float)
    shares = 0.5 / cells + 0.5 * generator.dirichlet(numpy.full(cells, 3.0))
    other = (1 - moved) * shares + moved * generator.permutation(shares)
    return {
        "values": values,
        "reference": generator.multinomial(reference, shares),
        "current": generator.multinomial(current, other),
    }


def cases(quick):
    generator = numpy.random.default_rng(SEED)
    for _ in range(5 if quick else 40):
        for cells, reference, current in ((4, 900, 700), (12, 20_000, 3_000), (40, 50_000, 50_000)):
            yield windows(generator, cells, reference, current, generator.choice([0.0, 0.1, 0.6]))


def scipy_answer(case):
    r, c, values = (numpy.asarray(case[name], float) for name in ("reference", "current", "values"))
    n, m = r.sum(), c.sum()
    test = stats.chi2_contingency(numpy.array([r, c]), correction=False, lambda_="log-likelihood")
    smooth = lambda counts: (counts + 0.5) / (counts.sum() + 0.5 * len(counts))
    gap = stats.ks_2samp(numpy.repeat(values, r.astype(int)), numpy.repeat(values, c.astype(int)), method="asymp")
    effective = numpy.sqrt(n * m / (n + m))
    return {
        "jensenShannon": distance.jensenshannon(r, c, base=2) ** 2,
        "hellinger": distance.euclidean(numpy.sqrt(r / n), numpy.sqrt(c / m)) / numpy.sqrt(2),
        "wasserstein": stats.wasserstein_distance(values, values, r, c),
        "stabilityIndex": float(
            numpy.sum(special.rel_entr(smooth(r), smooth(c)) + special.rel_entr(smooth(c), smooth(r)))
        ),
        "kolmogorovSmirnov": gap.statistic,
        "kolmogorovSmirnovP": special.kolmogorov((effective + 0.12 + 0.11 / effective) * gap.statistic),
        "association": test.statistic,
        "associationP": test.pvalue,
        "cramersV": stats.contingency.association(
            numpy.array([r, c]).astype(int), method="cramer", lambda_="log-likelihood"
        ),
        "asymptotic": gap.pvalue,
    }


PEERS = {
    "jensenShannon": ("Jensen-Shannon divergence, bits", "spatial.distance.jensenshannon, squared", 1e-12),
    "hellinger": ("Hellinger distance", "spatial.distance.euclidean of the roots", 1e-9),
    "wasserstein": ("Wasserstein distance, relative", "stats.wasserstein_distance", 1e-12),
    "stabilityIndex": ("population stability index", "special.rel_entr, both ways", 1e-12),
    "kolmogorovSmirnov": ("Kolmogorov-Smirnov distance", "stats.ks_2samp", 1e-12),
    "kolmogorovSmirnovP": ("its p", "special.kolmogorov", 1e-9),
    "association": ("G statistic, relative", "stats.chi2_contingency", 1e-9),
    "associationP": ("its p", "stats.chi2_contingency", 1e-9),
    "cramersV": ("Cramér's V", "stats.contingency.association", 1e-9),
}
RELATIVE = {"wasserstein", "association"}


def compare(program, quick, data, progress):
    asked = list(cases(quick))
    generator = numpy.random.default_rng(SEED + 1)
    bounds = [
        {"count": int(n), "sum": int(generator.binomial(n, p)), "delta": float(delta)}
        for n in (30, 1_000, 40_000, 1_000_000)
        for p in (0.002, 0.08, 0.6)
        for delta in (0.05, 1e-3, 1e-5)
    ]
    progress(f"{len(asked)} pairs of windows, {len(bounds)} bounds")
    own = ask(program, {"distances": asked, "bounds": bounds})
    theirs = [scipy_answer(case) for case in asked]
    result = Comparison(
        title="Drift effect sizes and bounds: scipy",
        how="Counts of two windows over 4, 12 and 40 cells, unchanged, moved a little and moved far; every expected "
        f"count is above 5. Seeds {SEED} and {SEED + 1}.",
    )
    for name, (what, peer, allowed) in PEERS.items():
        pairs = []
        for mine, other in zip(own["distances"], theirs):
            scale = max(abs(other[name]), 1e-300) if name in RELATIVE else 1
            pairs.append((abs(mine[name] - other[name]) / scale, allowed))
        result.checks.append(Check(what, peer, pairs))
    # Where two windows are equal both distances are 0 and their roots lose half of the digits: hence 1e-9 above.
    lower, upper = [], []
    for case, mine in zip(bounds, own["bounds"]):
        n, s, delta = case["count"], case["sum"], case["delta"]
        lower.append((abs(mine["lower"] - (stats.beta.ppf(delta, s, n - s + 1) if s > 0 else 0)), 1e-10))
        upper.append((abs(mine["upper"] - (stats.beta.ppf(1 - delta, s + 1, n - s) if s < n else 1)), 1e-10))
    result.checks.append(Check("Clopper-Pearson, lower", "stats.beta.ppf", lower))
    result.checks.append(Check("Clopper-Pearson, upper", "stats.beta.ppf", upper))
    gaps = [abs(mine["kolmogorovSmirnovP"] - other["asymptotic"]) for mine, other in zip(own["distances"], theirs)]
    result.notes.append(
        "The p of Kolmogorov-Smirnov uses Stephens' correction for finite samples (docs/statistics.md 3.5); the plain "
        f"asymptotic p of `ks_2samp` differs by up to {max(gaps):.1e} on these windows. Both are conservative on cells."
    )
    result.notes.append(
        "scipy has no population stability index; it is the sum of both relative entropies of the smoothed shares."
    )
    for case, other in list(zip(asked, theirs))[:6]:
        answer = {name: float(value) for name, value in other.items() if name != "asymptotic"}
        result.vectors.append({"fn": "drift", **{k: numpy.asarray(v).tolist() for k, v in case.items()}, "out": answer})
    return result
