"""A simple model of hourly bicycle rentals, fitted before anything changed: what an import of its predictions must show.

Ridge regression on hour by kind of day, temperature and weather, fitted on January to September 2011, without the year. It
knows nothing of the growth that follows, so its error rises from the winter of 2011 on.
"""

import csv
import gzip

import numpy

FITTED_UNTIL = "2011-10-01"


def rows(path):
    with gzip.open(path, "rt") as file:
        return list(csv.DictReader(file))


def features(row):
    one_hot = numpy.zeros(48 * 3 + 12 + 4 + 7 + 3)
    temperature = float(row["temp"])
    slot = int(row["workingday"]) * 24 + int(row["hr"])
    one_hot[slot], one_hot[48 + slot], one_hot[96 + slot] = 1, temperature, temperature**2
    one_hot[144 + int(row["mnth"]) - 1] = 1
    one_hot[156 + int(row["weathersit"]) - 1] = 1
    one_hot[160 + int(row["weekday"])] = 1
    one_hot[167:170] = float(row["hum"]), float(row["windspeed"]), float(row["atemp"])
    return one_hot


def predicted(records):
    """One prediction per hour, never below nothing."""
    inputs = numpy.array([features(row) for row in records])
    rentals = numpy.array([float(row["cnt"]) for row in records])
    known = numpy.array([row["dteday"] < FITTED_UNTIL for row in records])
    seen = inputs[known]
    weights = numpy.linalg.solve(seen.T @ seen + numpy.eye(seen.shape[1]), seen.T @ rentals[known])
    return numpy.maximum(0, inputs @ weights)


def write_predictions(source, target):
    """The hours after the fit, with what was predicted and what came, as CSV. Answers the mean error by month."""
    records = rows(source)
    errors = {}
    with open(target, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["dteday", "hr", "weathersit", "temp", "hum", "windspeed", "prediction", "label"])
        for row, value in zip(records, predicted(records)):
            if row["dteday"] < FITTED_UNTIL:
                continue
            errors.setdefault(row["dteday"][:7], []).append(abs(value - float(row["cnt"])))
            out.writerow(
                [row[name] for name in ("dteday", "hr", "weathersit", "temp", "hum", "windspeed")]
                + [round(float(value), 3), row["cnt"]]
            )
    return {month: sum(values) / len(values) for month, values in errors.items()}
