"""Somebody is told, also when a run fails before it has begun or what this computer remembers is damaged."""


def test_a_run_that_fails_before_it_begins_is_told(school):
    school.to_folder()
    assert school.run().returncode == 0
    policy = school.path / "policy.yaml"
    policy.write_text("schema: 1\nnonsense: yes\n")
    broken = school.run("--policy", policy)
    assert broken.returncode == 20, broken.stderr
    assert "no backup was made" in school.messages()


def test_after_a_failure_of_the_service_people_are_told_whatever_the_verdict(school):
    school.to_folder()
    assert school.run().returncode == 0
    assert school.run("--tell", verb="status").returncode == 0 and school.messages() == ""
    status = school.run("--tell", "--after-failure", verb="status")
    assert status.returncode == 0, status.stderr
    assert "failed" in school.messages() and "nas: good" in school.messages()


def test_a_damaged_state_is_told_and_set_aside(school):
    nas = school.to_folder()
    assert school.run().returncode == 0
    state = school.path / "state/office/state.json"
    state.write_text("")
    status = school.run("--tell", verb="status")
    assert status.returncode == 1 and "state.json" in school.messages(), status.stderr
    school.told.unlink()
    night = school.run()
    assert night.returncode == 3 and "what this computer remembered" in school.messages(), night.stderr
    assert state.with_name("state.json.damaged").exists() and len(list(nas.glob("*.vault"))) == 2
    assert school.run(verb="status").returncode == 3
    assert school.run().returncode == 0
    assert school.run(verb="status").returncode == 0
