"""Performance without labels (CBPE), against NannyML."""

import csv
import os
import warnings

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
warnings.filterwarnings("ignore")

import nannyml  # noqa: E402
import numpy  # noqa: E402
import pandas  # noqa: E402
from nannyml.calibration import NoopCalibrator  # noqa: E402

from own import ask  # noqa: E402
from tables import Check, Comparison  # noqa: E402

SEED = 20261125
CHUNK = 1_500
ALLOWED = 1e-6
CAR_LOAN_CUT = 0.65  # from this score on NannyML's set predicts that a loan is repaid
METRICS = {
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "f1": "f1",
    "roc_auc": "areaUnderCurveWithSelfPairs",
}


def binary_world(generator, rows, shift, digits):
    """Scores whose meaning has to be learnt: the true probability to the power of 1.6, rounded."""
    x = generator.normal(shift, 1, rows)
    probability = 1 / (1 + numpy.exp(0.5 - 1.4 * x))
    scores = (probability**1.6).round(digits)
    labels = (generator.random(rows) < probability).astype(int)
    return pandas.DataFrame({"score": scores, "predicted": (scores >= 0.4).astype(int), "label": labels})


def multiclass_world(generator, rows, shift):
    x = generator.normal(0, 1, (rows, 3)) + numpy.array([shift, 0, -shift])
    probabilities = numpy.exp(1.2 * x)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    labels = (generator.random(rows)[:, None] > probabilities.cumsum(axis=1)).sum(axis=1).clip(0, 2)
    scores = probabilities**2.5
    scores = (scores / scores.sum(axis=1, keepdims=True)).round(4)
    frame = pandas.DataFrame({f"class{index}": scores[:, index] for index in range(3)})
    return frame.assign(predicted=scores.argmax(axis=1), label=labels)


def chunks(frame):
    return [frame.iloc[start : start + CHUNK] for start in range(0, len(frame), CHUNK)]


def estimates(estimator, frame, metrics):
    table = estimator.estimate(frame.drop(columns="label")).filter(period="analysis").to_df()
    return {metric: table[(metric, "value")].tolist() for metric in metrics}


def binary(program, digits, generator, result, checks, gaps):
    reference = binary_world(generator, 6_000, 0, digits)
    current = pandas.concat([binary_world(generator, CHUNK, shift, digits) for shift in (0, 0.4, 0.8, -0.5)])
    current = current.reset_index(drop=True)
    estimator = nannyml.CBPE(
        problem_type="classification_binary",
        y_pred_proba="score",
        y_pred="predicted",
        y_true="label",
        metrics=list(METRICS),
        chunk_size=CHUNK,
    ).fit(reference)
    if not estimator.needs_calibration:
        raise RuntimeError("NannyML did not calibrate: the two sides would not compute the same thing")
    theirs = estimates(estimator, current, METRICS)
    question = {
        "reference": {"scores": reference.score.to_numpy(), "labels": reference.label.to_numpy()},
        "chunks": [{"scores": c.score.to_numpy(), "predicted": c.predicted.to_numpy()} for c in chunks(current)],
    }
    own = ask(program, {"cbpe": question})["cbpe"]
    for metric, name in METRICS.items():
        checks[metric] += [(abs(mine[name] - value), ALLOWED) for mine, value in zip(own, theirs[metric])]
    gaps += [abs(mine["areaUnderCurve"] - value) for mine, value in zip(own, theirs["roc_auc"])]
    if digits == 2:
        grid = sorted(set(reference.score) | set(current.score))
        count = lambda frame: frame.groupby("score").label.agg(["size", "sum"]).reindex(grid, fill_value=0)
        counted = count(reference)
        result.vectors.append(
            {"fn": "cbpe", "scores": grid, "n": counted["size"].tolist(), "ones": counted["sum"].tolist(), "cut": 0.4}
            | {"chunks": [count(c)["size"].tolist() for c in chunks(current)]}
            | {"out": {name: theirs[metric] for metric, name in METRICS.items()}}
        )


def multiclass(program, generator, result):
    reference = multiclass_world(generator, 6_000, 0)
    current = pandas.concat([multiclass_world(generator, CHUNK, shift) for shift in (0, 0.4, 0.8)])
    current = current.reset_index(drop=True)
    columns = [f"class{index}" for index in range(3)]
    estimator = nannyml.CBPE(
        problem_type="classification_multiclass",
        y_pred_proba={index: column for index, column in enumerate(columns)},
        y_pred="predicted",
        y_true="label",
        metrics=["accuracy", "f1"],
        chunk_size=CHUNK,
    ).fit(reference)
    if any(isinstance(calibrator, NoopCalibrator) for calibrator in estimator._calibrators.values()):
        raise RuntimeError("NannyML did not calibrate: the two sides would not compute the same thing")
    theirs = estimates(estimator, current, ["accuracy", "f1"])
    question = {
        "reference": {"scores": reference[columns].to_numpy(), "labels": reference.label.to_numpy()},
        "chunks": [
            {"scores": c[columns].to_numpy(), "predicted": c.predicted.to_numpy()} for c in chunks(current)
        ],
    }
    own = ask(program, {"multiclass": question})["multiclass"]
    for metric, name in (("accuracy", "accuracy"), ("f1", "macroF1")):
        pairs = [(abs(mine[name] - value), ALLOWED) for mine, value in zip(own, theirs[metric])]
        result.checks.append(Check(f"three classes: {metric}", "CBPE", pairs))


def shipped(program, result, gaps):
    """The car-loan set that NannyML ships, asked again."""
    reference, current, _ = nannyml.load_synthetic_car_loan_dataset()
    estimator = nannyml.CBPE(
        problem_type="classification_binary",
        y_pred_proba="y_pred_proba",
        y_pred="y_pred",
        y_true="repaid",
        metrics=list(METRICS),
        chunk_size=5_000,
    ).fit(reference)
    table = estimator.estimate(current).filter(period="analysis").to_df()
    asked = [current.iloc[start : start + 5_000] for start in range(0, len(current), 5_000)]
    question = {
        "reference": {"scores": reference.y_pred_proba.to_numpy(), "labels": reference.repaid.to_numpy()},
        "chunks": [{"scores": c.y_pred_proba.to_numpy(), "predicted": c.y_pred.to_numpy()} for c in asked],
    }
    own = ask(program, {"cbpe": question})["cbpe"]
    for metric, name in METRICS.items():
        pairs = [(abs(mine[name] - value), ALLOWED) for mine, value in zip(own, table[(metric, "value")])]
        result.checks.append(Check(f"car loans: {metric}", "CBPE", pairs))
    gaps += [abs(mine["areaUnderCurve"] - value) for mine, value in zip(own, table[("roc_auc", "value")])]


def recorded(program, data, result, gaps):
    """The same set from counts per score, against answers that were recorded."""
    folder = data / "nannyml-cbpe"
    if not (folder / "cbpe-fixture.csv").is_file():
        result.skipped.append(
            "the recorded answers on NannyML's car-loan set are not here: name the folder that holds nannyml-cbpe/ with --data "
            "or TILTMETER_TEST_DATA."
        )
        return
    with open(folder / "cbpe-fixture.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(folder / "nannyml-cbpe.csv", newline="") as file:
        answers = {
            (row["period"], row["chunk"], row["metric"]): float(row["value"])
            for row in csv.DictReader(file)
            if (row["dataset"], row["chunking"]) == ("synthetic_car_loan", "chunk_size=5000")
        }
    scores = numpy.array([float(row["score"]) for row in rows])
    column = lambda name: numpy.array([int(row[name]) for row in rows])
    counts = sum(column(f"ref{index}_n") for index in range(10))
    ones = sum(column(f"ref{index}_pos") for index in range(10))
    labels = numpy.concatenate([numpy.arange(n) < k for n, k in zip(counts, ones)]).astype(int)
    asked, wanted = [], []
    for prefix, period in (("ref", "reference"), ("ana", "analysis")):
        for index in range(10):
            values = numpy.repeat(scores, column(f"{prefix}{index}_n"))
            asked.append({"scores": values, "predicted": (values >= CAR_LOAN_CUT).astype(int)})
            wanted.append((period, f"[{index * 5000}:{index * 5000 + 4999}]"))
    question = {"reference": {"scores": numpy.repeat(scores, counts), "labels": labels}, "chunks": asked}
    own = ask(program, {"cbpe": question})["cbpe"]
    for metric, name in METRICS.items():
        pairs = [(abs(mine[name] - answers[(*key, metric)]), ALLOWED) for mine, key in zip(own, wanted)]
        result.checks.append(Check(f"car loans, recorded: {metric}", "CBPE of 0.13.1", pairs))
    gaps += [abs(mine["areaUnderCurve"] - answers[(*key, "roc_auc")]) for mine, key in zip(own, wanted)]


def compare(program, quick, data, progress):
    generator = numpy.random.default_rng(SEED)
    result = Comparison(
        title="Performance without labels: NannyML",
        how="Generated: a reference of 6,000 items with labels, then chunks of 1,500 whose inputs moved; scores with two "
        f"digits (ties) and with six, two classes and three. Seed {SEED}. Car loans: the set that NannyML ships, chunks of 5,000; "
        "recorded: the same set as counts per score, against full-precision answers recorded earlier.",
    )
    checks, gaps = {metric: [] for metric in METRICS}, []
    for digits in (2, 6):
        progress(f"two classes, scores with {digits} digits")
        binary(program, digits, generator, result, checks, gaps)
    for metric, pairs in checks.items():
        result.checks.append(Check(f"two classes: {metric}", "CBPE", pairs))
    progress("three classes")
    multiclass(program, generator, result)
    progress("NannyML's car-loan set")
    shipped(program, result, gaps)
    recorded(program, data, result, gaps)
    result.notes.append(
        "The area under the curve that NannyML gives pairs every item with itself, which no realised area does. The product "
        f"shows the area over pairs of two items; the two differ by up to {max(gaps):.1e} on these chunks. Compared above is "
        "`areaUnderCurveWithSelfPairs`."
    )
    result.notes.append(
        "NannyML leaves scores alone when its own test says that they need no calibration; we always calibrate from 500 "
        "labels on. The generated scores need it on both sides."
    )
    return result
