"""History from files: what `tiltmeter import` shows, stores, refuses, and how it goes on after a stop."""

import datetime
import functools
import gzip
import json
import random
import signal
import subprocess
import time

import pytest

from conftest import PROGRAM, environment



@pytest.fixture
def run(run):
    """Imports may take longer than other verbs."""
    return functools.partial(run, timeout=240)


START = datetime.datetime(2026, 1, 5, tzinfo=datetime.timezone.utc)


def calls(days=40, per_hour=6, worse_from=30, system="answers", seed=7):
    """Calls of one system with a score each; from one day on its answers are worse."""
    chance = random.Random(seed)
    lines = []
    for hour in range(days * 24):
        for number in range(per_hour):
            at = START + datetime.timedelta(hours=hour, minutes=chance.randrange(60), seconds=number)
            good = chance.random() < (0.92 if hour < worse_from * 24 else 0.72)
            lines.append(
                {
                    "system": system, "time": at.isoformat().replace("+00:00", "Z"), "model": "m-1",
                    "input": f"question {hour} {number}", "output": f"answer {chance.random()}",
                    "latency_ms": chance.randrange(200, 900), "attributes": {"language": chance.choice(["en", "es"])},
                    "outcomes": [{"kind": "score", "name": "correct", "value": good}],
                }
            )
    return lines


def write(path, lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_it_shows_the_mapping_first_and_stores_nothing_when_it_is_a_dry_run(run, folder, tmp_path):
    path = tmp_path / "chat.csv"
    row = "2026-01-05 10:00:00,why is that so,because it is,m,4,red\n"
    path.write_text("created_at,question,answer,model,stars,team\n" + row * 3)
    done = run("import", path, "--dry-run", "--system", "chat", "--data", folder)
    assert done.code == 0, done
    for member, column in [("time", "created_at"), ("input", "question"), ("output", "answer"), ("model", "model")]:
        assert any(line.split()[:2] == [member, column] for line in done.out.splitlines()), (member, done)
    assert "score:stars" in done.out or "feedback:stars" in done.out
    assert "attributes.team" in done.out
    assert not folder.exists()


def test_every_part_of_the_mapping_can_be_set_by_hand(run, folder, tmp_path):
    path = tmp_path / "chat.csv"
    path.write_text("a,b,c,d\n2026-01-05 10:00:00,bot-7,why,0.5\n")
    rules = r"auto,time=a,system=b~^(\w+)-,input=c,score:taste=d"
    done = run("import", path, "--map", rules, "--dry-run", "--json")
    assert done.code == 0, done
    assert [system["slug"] for system in done.json["systems"]] == ["bot"]
    members = {column["member"]: column["from"] for column in done.json["files"][0]["columns"]}
    assert members["time"] == "a" and members["input"] == "c" and members["score:taste"] == "d"


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.jsonl"], ["calls.jsonl", "--time-start", "2026-01-01"], ["calls.jsonl", "--map", "nonsense"],
        ["calls.jsonl", "--baseline-where", "nobody=1"], ["calls.jsonl", "--max-refused", "lots"],
        ["calls.jsonl", "--baseline-until", "soon"], ["calls.jsonl", "--hold", "--rejudge"],
    ],
)
def test_what_cannot_be_meant_is_said_in_three_lines_with_exit_2(run, tmp_path, folder, arguments):
    write(tmp_path / "calls.jsonl", calls(days=1))
    done = run("import", *arguments, "--data", folder)
    assert done.code == 2, done
    assert len(done.err.splitlines()) == 3, done
    assert not folder.exists() or not (folder / "log").exists()


def test_it_finds_the_tilt_that_live_traffic_would_have_shown(run, folder, tmp_path):
    path = write(tmp_path / "calls.jsonl", calls())
    done = run("import", path, "--data", folder, "--json")
    assert done.code == 0, done
    assert done.json["report"]["stored"] == 2 * 40 * 24 * 6
    (verdict,) = done.json["verdicts"]
    tilts = [tilt for tilt in verdict["tilts"] if tilt["signal"] == "correct" and "slice" not in tilt]
    assert len(tilts) == 1
    onset = datetime.datetime.fromisoformat(tilts[0]["onset"]["estimate"])
    assert abs(onset - START - datetime.timedelta(days=30)) < datetime.timedelta(days=2)
    assert tilts[0]["before"]["value"] == pytest.approx(0.92, abs=0.02)
    assert tilts[0]["since"]["value"] == pytest.approx(0.72, abs=0.04)


def test_people_read_what_was_found_and_what_to_do_next(run, folder, tmp_path):
    path = write(tmp_path / "calls.jsonl", calls())
    done = run("import", path, "--data", folder)
    assert done.code == 0, done
    assert "▼ answers" in done.out
    assert "since 2026-02-0" in done.out
    assert done.out.splitlines()[-1].startswith("Next: tiltmeter up, then tiltmeter explain INC-1")
    assert "\r" not in done.err, "progress belongs on terminals only"


def verdict(done):
    """What judging said, without the numbers that are given out as they come."""
    return [
        {
            "system": system["system"], "state": system["state"],
            "signals": {signal["name"]: signal["state"] for signal in system["signals"]},
            "tilts": sorted(
                (tilt["signal"], tilt.get("slice", ""), tilt["noticed"], tilt["onset"]["estimate"], tilt["state"])
                for tilt in system["tilts"]
            ),
        }
        for system in done.json["verdicts"]
    ]


def test_the_order_of_lines_and_files_changes_nothing(run, tmp_path):
    lines = calls()
    answers = []
    for number in range(3):
        shuffled = lines[:]
        if number:
            random.Random(number).shuffle(shuffled)
        half = len(lines) // 3
        one = write(tmp_path / f"one{number}.jsonl", shuffled[:half])
        two = tmp_path / f"two{number}.jsonl.gz"
        two.write_bytes(gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in shuffled[half:])))
        files = [two, one] if number == 2 else [one, two]
        answers.append(verdict(run("import", *files, "--data", tmp_path / f"data{number}", "--json")))
    assert answers[0][0]["tilts"]
    assert answers[1] == answers[0]
    assert answers[2] == answers[0]


def test_held_history_is_judged_with_the_next_import_as_if_it_had_been_one(run, tmp_path):
    lines = calls()
    whole = verdict(run("import", write(tmp_path / "all.jsonl", lines), "--data", tmp_path / "whole", "--json"))
    late = write(tmp_path / "late.jsonl", lines[3000:])
    early = write(tmp_path / "early.jsonl", lines[:3000])
    held = run("import", late, "--hold", "--data", tmp_path / "parts", "--json")
    assert held.code == 0, held
    assert held.json["report"]["held"] is True
    assert held.json["verdicts"] == []
    assert verdict(run("import", early, "--data", tmp_path / "parts", "--json")) == whole


def test_history_may_be_added_while_no_baseline_is_pinned(run, tmp_path):
    lines = calls()
    days = lambda first, last: lines[first * 24 * 6 : last * 24 * 6]
    whole = verdict(run("import", write(tmp_path / "all.jsonl", lines), "--data", tmp_path / "whole", "--json"))
    run("import", write(tmp_path / "two.jsonl", days(5, 9)), "--data", tmp_path / "parts")
    run("import", write(tmp_path / "one.jsonl", days(0, 5)), "--data", tmp_path / "parts")
    rest = run("import", write(tmp_path / "three.jsonl", days(9, 40)), "--data", tmp_path / "parts", "--json")
    assert rest.json["report"]["too_late"] == 0
    assert verdict(rest) == whole


def test_what_is_older_than_what_was_judged_changes_charts_and_it_says_so(run, folder, tmp_path):
    lines = calls()
    run("import", write(tmp_path / "late.jsonl", lines[1440:]), "--data", folder)
    done = run("import", write(tmp_path / "early.jsonl", lines[:1440]), "--data", folder)
    assert done.code == 0, done
    assert "older than what was judged already" in done.out
    assert "--rejudge" in done.out


def test_what_came_too_late_is_judged_with_all_that_is_kept_when_asked_for(run, folder, tmp_path):
    lines = calls()
    whole = verdict(run("import", write(tmp_path / "all.jsonl", lines), "--data", tmp_path / "whole", "--json"))
    early = write(tmp_path / "early.jsonl", lines[:1440])
    run("import", write(tmp_path / "late.jsonl", lines[1440:]), "--data", folder)
    run("import", early, "--data", folder)
    again = run("import", early, "--rejudge", "--data", folder, "--json")
    assert again.code == 0, again
    assert verdict(again) == whole
    # Folded from the log again, everything comes out the same: the decision is part of what is kept.
    thorough = run("doctor", "--thorough", "--data", folder)
    assert thorough.code == 0, thorough


def test_refused_lines_are_kept_with_their_reasons(run, folder, tmp_path):
    lines = [json.dumps(line) for line in calls(days=2)]
    lines[10] = "{broken"
    lines[20] = '{"system":"answers","time":"yesterday","input":"x"}'
    path = tmp_path / "calls.jsonl"
    path.write_text("\n".join(lines))
    done = run("import", path, "--data", folder)
    assert done.code == 0, done
    refused = [json.loads(line) for line in (tmp_path / "calls.jsonl.refused.jsonl").read_text().splitlines()]
    assert sorted(line["line"] for line in refused) == [11, 21]
    assert all(line["detail"] and line["type"] == "/problems/invalid" for line in refused)
    assert any(line["raw"] == "{broken" for line in refused)


def test_too_many_refused_lines_end_with_exit_1(run, folder, tmp_path):
    lines = [json.dumps(line) for line in calls(days=1)]
    lines[3:9] = ["nonsense"] * 6
    path = tmp_path / "calls.jsonl"
    path.write_text("\n".join(lines))
    assert run("import", path, "--data", folder).code == 1
    assert run("import", path, "--data", folder, "--max-refused", "10%").code == 0


def test_files_without_times_are_charted_and_not_judged_unless_times_are_given(run, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("question,answer,correct\n" + "".join(f"q{n},a{n},{n % 2}\n" for n in range(600)))
    done = run("import", path, "--system", "quiz", "--data", tmp_path / "a")
    assert done.code == 0, done
    assert "without a time" in done.out
    done = run(
        "import", path, "--system", "quiz", "--data", tmp_path / "b", "--json", "--time-start", "2026-01-01",
        "--time-step", "1h",
    )
    assert done.code == 0, done
    assert done.json["report"]["timeless"] == 0
    assert [system["state"] for system in done.json["verdicts"]] == ["level"]


def test_a_named_baseline_is_what_the_rest_is_judged_against(run, folder, tmp_path):
    lines = calls(days=12, worse_from=6)
    path = write(tmp_path / "calls.jsonl", lines)
    until = (START + datetime.timedelta(days=6)).date().isoformat()
    done = run("import", path, "--baseline-until", until, "--data", folder, "--json")
    assert done.code == 0, done
    tilts = [tilt for tilt in done.json["verdicts"][0]["tilts"] if tilt["signal"] == "correct" and "slice" not in tilt]
    assert len(tilts) == 1
    assert tilts[0]["before"]["value"] == pytest.approx(0.92, abs=0.03)


def rollups(run, folder):
    """What the log gives when it is folded again; fails when the stored rollups are not that."""
    done = run("doctor", "--thorough", "--data", folder, "--json")
    (found,) = [found for found in done.json["findings"] if found["what"] == "rollups"]
    assert found["state"] == "fine", found
    return found["detail"]


@pytest.mark.timeout(900)
def test_killed_ten_times_it_loses_nothing_and_doubles_nothing(run, tmp_path):
    path = write(tmp_path / "calls.jsonl", calls(days=40, per_hour=8))
    begun = time.monotonic()
    expected = run("import", path, "--data", tmp_path / "whole", "--json")
    seconds = time.monotonic() - begun
    assert expected.code == 0, expected
    wanted = rollups(run, tmp_path / "whole")
    chance = random.Random(3)
    kills = folders = 0
    while kills < 10:
        folder = tmp_path / f"data{folders}"
        folders += 1
        before = kills
        while kills < 10:
            process = subprocess.Popen(
                [PROGRAM, "import", path, "--data", folder], env=environment(), stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                process.wait(seconds * chance.uniform(0.15, 0.7))
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait(30)
                kills += 1
        if kills == before:
            continue
        done = run("import", path, "--data", folder, "--json")
        assert done.code == 0, done
        report = done.json["report"]
        assert (report["records"], report["conflicts"], report["refused"]) == (40 * 24 * 8, 0, 0)
        assert verdict(done) == verdict(expected)
        assert rollups(run, folder) == wanted


def test_a_server_that_owns_the_folder_carries_the_import_out(run, folder, serve, tmp_path):
    lines = [json.dumps(line) for line in calls()]
    lines[100] = "{broken"
    path = tmp_path / "calls.jsonl"
    path.write_text("\n".join(lines))
    alone = verdict(run("import", path, "--data", tmp_path / "alone", "--json"))
    server = serve()
    done = run("import", path, "--data", folder, "--json")
    assert done.code == 0, done
    assert done.json["report"]["refused"] == 1
    refused = [json.loads(line) for line in (tmp_path / "calls.jsonl.refused.jsonl").read_text().splitlines()]
    assert [line["line"] for line in refused] == [101]
    assert verdict(done) == alone
    (job,) = server.client.get("/v1/jobs").json()["jobs"]
    assert job["state"] == "done"
    again = run("import", path, "--data", folder, "--json")
    assert again.json["report"]["stored"] == 0
    assert server.stop() == 0
    found = {found["what"]: found for found in run("doctor", "--thorough", "--data", folder, "--json").json["findings"]}
    assert found["rollups"]["state"] == "fine", found


def test_parts_may_come_again_and_the_rest_after_a_power_cut(run, folder, serve, tmp_path):
    body = "".join(json.dumps(line) + "\n" for line in calls(days=3)).encode()
    parts = [body[start : start + 50_000] for start in range(0, len(body), 50_000)]
    server = serve()
    request = {"files": [{"name": "calls.jsonl", "bytes": len(body)}], "source": "mine"}
    job = server.client.post("/v1/import", json=request)
    assert job.status_code == 202
    address = job.headers["location"]
    assert server.client.put(f"{address}/parts/1", content=parts[1]).status_code == 409
    for part in (0, 0, 1):
        answer = server.client.put(f"{address}/parts/{part}", content=parts[part])
        assert answer.status_code == 200, answer.text
    assert server.client.post(f"{address}/finish").status_code == 409, "bytes are missing"
    server.kill()
    server = serve()
    job = server.client.post("/v1/import", json=request).json()
    assert job["parts"] == 2
    for part in range(2, len(parts)):
        assert server.client.put(f"{address}/parts/{part}", content=parts[part]).status_code == 200
    assert server.client.post(f"{address}/finish").status_code == 202
    end = time.monotonic() + 120
    while (job := server.client.get(address).json())["state"] == "running" and time.monotonic() < end:
        time.sleep(0.2)
    assert job["state"] == "done", job
    assert job["report"]["stored"] == 2 * 3 * 24 * 6
    assert server.client.delete(address).status_code == 409, "what is done cannot be ended"


def test_an_import_that_is_ended_takes_no_more_parts(serve):
    server = serve()
    request = {"files": [{"name": "calls.jsonl", "bytes": 100}]}
    address = server.client.post("/v1/import", json=request).headers["location"]
    assert server.client.delete(address).json()["state"] == "cancelled"
    assert server.client.put(f"{address}/parts/0", content=b"x" * 100).status_code == 409
    assert server.client.post("/v1/import", json={"files": []}).status_code == 422
