"""Configuration: one file, the environment, options; what is wrong is said, with the nearest right thing."""

from conftest import ROOT


def test_the_reference_page_is_the_programs_own_table(run):
    done = run("check", "--print-reference")
    assert done.code == 0
    assert (ROOT / "docs/configuration.md").read_text() == done.out, "write it anew: ./dev docs"


def test_without_any_everything_is_standard(run):
    document = run("check", "--json").json
    assert document["schema"] == "check/1" and document["ok"] is True
    assert {setting["from"] for setting in document["settings"]} == {"standard"}


def test_the_usual_file_is_found_and_its_lines_are_named(run, tmp_path):
    (tmp_path / "tiltmeter.yaml").write_text("# ours\nlisten: 127.0.0.1:9000\nintake:\n  max_body: 1 MiB\n")
    settings = {setting["key"]: setting for setting in run("check", "--json").json["settings"]}
    assert settings["listen"] == {"key": "listen", "value": "127.0.0.1:9000", "from": "tiltmeter.yaml:2"}
    assert settings["intake.max_body"]["from"] == "tiltmeter.yaml:4"


def test_environment_wins_over_the_file_and_options_over_both(run, tmp_path):
    (tmp_path / "a.yaml").write_text("data: from-file\nconnections: 20\n")
    env = {"TILTMETER_CONFIG": "a.yaml", "TILTMETER_DATA": "from-environment"}
    settings = {s["key"]: s for s in run("check", "--json", env=env).json["settings"]}
    assert (settings["data"]["value"], settings["data"]["from"]) == ("from-environment", "TILTMETER_DATA")
    assert settings["connections"]["value"] == "20"
    settings = {s["key"]: s for s in run("check", "--json", "--data", "here", env=env).json["settings"]}
    assert (settings["data"]["value"], settings["data"]["from"]) == ("here", "--data")


def test_every_problem_is_said_with_its_line_and_the_nearest_key(run, tmp_path):
    (tmp_path / "a.yaml").write_text("lisen: 1\nintake:\n  max_bdy: 3\n  memory: 2 B\n")
    done = run("check", "--config", "a.yaml")
    assert done.code == 2
    assert "a.yaml:1: there is no setting 'lisen'. Perhaps 'listen'." in done.err
    assert "a.yaml:3: there is no setting 'intake.max_bdy'. Perhaps 'intake.max_body'." in done.err
    assert "a.yaml:4: intake.memory cannot be '2 B'. It takes 16 MiB to 16 GiB." in done.err


def test_an_unknown_name_in_the_environment_is_an_error(run):
    done = run("check", env={"TILTMETER_LISTN": "127.0.0.1:1"})
    assert done.code == 2
    assert "Perhaps 'TILTMETER_LISTEN'." in done.err


def test_a_file_that_is_not_there_or_no_yaml_is_an_error(run, tmp_path):
    (tmp_path / "broken.yaml").write_text("a: [b\n")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "list.yaml").write_text("- a\n- b\n")
    for name in ["missing.yaml", "broken.yaml", "binary.yaml", "list.yaml"]:
        done = run("check", "--config", name)
        assert done.code == 2, name
        assert name in done.err


def test_problems_come_as_json_too(run):
    done = run("check", "--json", env={"TILTMETER_CONNECTIONS": "many"})
    assert done.code == 2
    assert done.json["ok"] is False
    assert done.json["problems"] == ["TILTMETER_CONNECTIONS: connections cannot be 'many'. It takes 16 to 65536."]
