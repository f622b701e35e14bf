"""Public data whose truth is known, imported as anybody would: what must be found, and what must not.

The data sets lie beside the repository or where TILTMETER_TEST_DATA says; each with a README that says where it is from.
"""

import csv
import gzip
import os
import pathlib

import pytest

from conftest import ROOT

DATA = pathlib.Path(os.environ.get("TILTMETER_TEST_DATA") or ROOT / "../shared/data")


def data(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not there: set TILTMETER_TEST_DATA to the folder that holds {name}")
    return path


def imported(run, folder, *arguments):
    done = run("import", *arguments, "--data", folder, "--json", timeout=600)
    assert done.code == 0, done
    return {verdict["system"]: verdict for verdict in done.json["verdicts"]}, done.json


def tilts(verdict, signal, slice=None):
    return [tilt for tilt in verdict["tilts"] if tilt["signal"] == signal and tilt.get("slice") == slice]


# The same questions to the March and the June snapshots of two models; June is judged against March. Both carry the same
# time stamps, so the onset is between the two periods.


@pytest.fixture
def prime(run, folder):
    verdicts, document = imported(
        run, folder, data("llmdrift-prime") / "prime.jsonl.gz", "--map",
        r"auto,system=model~^(gpt-4|gpt-3\.5-turbo),score:correct=correct",
        "--baseline-where", "model=gpt-4-0314,gpt-3.5-turbo-0301",
    )
    assert document["report"]["stored"] == 8000
    assert all(system["overlaps"] for system in document["systems"])
    return verdicts


def test_a_model_that_lost_its_primes_tilts_and_the_primes_are_named(run, folder, prime, serve):
    (overall,) = tilts(prime["gpt-4"], "correct")
    assert overall["direction"] == "down"
    assert overall["between_periods"] is True
    assert overall["before"]["value"] == pytest.approx(0.840, abs=0.001)
    assert overall["since"]["value"] == pytest.approx(0.511, abs=0.001)
    (primes,) = tilts(prime["gpt-4"], "correct", "dataset:prime")
    assert primes["since"]["value"] == pytest.approx(0.024, abs=0.001)
    assert not tilts(prime["gpt-4"], "correct", "dataset:composite")

    server = serve()
    incident = server.client.get(f"/v1/incidents/{overall['incident']}").json()
    (dimension,) = [found for found in incident["where_it_hurts"] if found["name"] == "dataset"]
    slices = {found["slice"]: found for found in dimension["slices"]}
    assert slices["dataset:prime"]["share_of_change"] > 1
    assert slices["dataset:composite"]["share_of_change"] < 0
    assert slices["dataset:composite"]["since"]["value"] > slices["dataset:composite"]["before"]["value"] + 0.25
    told = run("explain", "gpt-4", "--data", folder)
    assert "dataset:prime" in told.out and "between the two periods" in told.out
    assert "moved the other way" in told.out
    # The page shows what is judged, not a mean of both periods.
    page = server.client.get("/systems/gpt-4.json").json()
    readings = {
        signal["reading"]["signal"]["name"]: signal["reading"] for group in page["groups"] for signal in group["signals"]
    }
    assert readings["correct"]["now"]["value"] == pytest.approx(0.511, abs=0.001)
    assert page["baseline"]["kind"] == "named"
    assert page["baseline"]["from"].startswith("2023-07-02")


def test_a_model_that_improved_overall_tilts_only_where_it_got_worse(prime):
    assert not tilts(prime["gpt-3.5-turbo"], "correct")
    (composite,) = tilts(prime["gpt-3.5-turbo"], "correct", "dataset:composite")
    assert composite["direction"] == "down"
    assert not tilts(prime["gpt-3.5-turbo"], "correct", "dataset:prime")
    (correct,) = [signal for signal in prime["gpt-3.5-turbo"]["signals"] if signal["name"] == "correct"]
    assert correct["now"]["value"] == pytest.approx(0.762, abs=0.001)
    assert correct["baseline"]["value"] == pytest.approx(0.496, abs=0.001)


# A simple model of bicycle rentals, fitted before the growth of 2012: its error rises.


def test_a_forecast_that_ages_tilts_early_in_the_year(run, folder, tmp_path):
    bike_sharing = pytest.importorskip("bike_sharing", reason="numpy is not installed: Tests/requirements.txt")
    errors = bike_sharing.write_predictions(data("bike-sharing-hourly") / "hour.csv.gz", tmp_path / "bikes.csv")
    assert errors["2012-03"] > 1.5 * errors["2011-12"]
    verdicts, _ = imported(run, folder, tmp_path / "bikes.csv", "--system", "bikes", "--baseline-until", "2012-01-01")
    (error,) = tilts(verdicts["bikes"], "absolute_error")[-1:]
    assert error["direction"] == "up"
    assert "2012-01" <= error["onset"]["estimate"][:7] <= "2012-03"


# One hour of real traffic: too little for a baseline, however long ago it was.


@pytest.mark.parametrize(("name", "calls"), [("conv", 19366), ("code", 8819)])
def test_one_hour_of_traffic_is_still_being_learnt(run, folder, serve, name, calls):
    verdicts, document = imported(run, folder, data("azure-llm-2023") / f"{name}.csv.gz", "--system", name)
    assert document["report"]["stored"] == calls
    verdict = verdicts[name]
    assert verdict["state"] == "learning"
    assert verdict["tilts"] == []
    missing = {signal["name"]: signal["missing"] for signal in verdict["signals"]}
    assert missing["input_tokens"]["events"] == calls
    assert missing["input_tokens"]["days"] == 0
    assert not any("ready" in needs for needs in missing.values()), "nothing more comes of a history that has ended"
    (system,) = serve().client.get("/v1/systems").json()["systems"]
    assert system["state"] != "tilting"
    assert system["calls"] == calls


# Requests to eight providers: failed calls carry zeros as latency, which must not make a service fast.


def test_failing_calls_are_seen_as_failures(run, folder, serve):
    path = data("llmperf-latency") / "requests.csv.gz"
    verdicts, document = imported(
        run, folder, path, "--system", "gateway", "--time-start", "2023-12-01", "--time-step", "1min")
    assert document["report"]["stored"] == 2845
    with gzip.open(path, "rt") as file:
        rows = list(csv.DictReader(file))
    failed = sum(1 for row in rows if row["error_code"])
    (success,) = [signal for signal in verdicts["gateway"]["signals"] if signal["name"] == "success"]
    assert success["now"]["value"] == pytest.approx(1 - failed / len(rows), abs=0.001)
    # The history ended long ago; its slices are those of its own last days.
    document = serve().client.get("/v1/systems/gateway/slices").json()
    (providers,) = [found for found in document["dimensions"] if found["name"] == "provider"]
    shares = {value["slice"]: value for value in providers["values"]}
    assert "provider:lepton" in shares and len(shares) == len({row["provider"] for row in rows})


# Answers of seven models with labelled claims: a part of each record is taken by hand.


def test_labelled_claims_become_scores_by_slice(run, folder):
    path = data("refchecker-claims") / "responses.jsonl.gz"
    _, document = imported(
        run, folder, path, "--system", "answers", "--time-start", "2023-12-01", "--time-step", "10min")
    members = {column["member"] for column in document["files"][0]["columns"]}
    assert {"attributes.setting", "model", "output"} <= members
    assert document["report"]["stored"] == 2100


# Series of machines: each is a system of its own, its value an unbounded score that may move either way.


def test_series_of_values_are_systems_with_a_score_each(run, folder, tmp_path):
    wanted = {"art_daily_no_noise", "art_daily_jumpsup", "machine_temperature_system_failure"}
    path = tmp_path / "series.csv"
    with gzip.open(data("nab") / "series.csv.gz", "rt") as source, open(path, "w", newline="") as target:
        rows = csv.reader(source)
        out = csv.writer(target)
        out.writerow(next(rows))
        out.writerows(row for row in rows if row[0].split("/")[-1] in wanted)
    verdicts, _ = imported(run, folder, path, "--map", "auto,system=series~([^/]+)$,score:value=value")
    assert len(verdicts) == len(wanted)
    clean = next(verdict for name, verdict in verdicts.items() if name.endswith("no_noise"))
    assert not tilts(clean, "value")
