"""What a policy does to wrap, seen from outside: exit statuses, and what inspect says of the vaults.

The program is the one that TUCKBOX names; every policy is given with --policy, so none has to be installed."""
import json
import os
import pathlib
import re
import subprocess

import pytest

PROGRAM = os.environ.get("TUCKBOX")
pytestmark = pytest.mark.skipif(not PROGRAM, reason="TUCKBOX does not name the program to test")
DOCS = pathlib.Path(__file__).parents[2] / "Docs"
PASSPHRASE = "correct horse battery staple"


def tuckbox(*arguments, cwd=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60, cwd=cwd, stdin=subprocess.DEVNULL)


class Desk:
    """A folder with a passphrase, something to wrap and a policy."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "pass").write_text(PASSPHRASE + "\n")
        (folder / "notes").mkdir()
        (folder / "notes" / "a.txt").write_text("a")

    def key(self, name, *more):
        result = tuckbox("key", "generate", "-o", self.folder / name, *more)
        assert result.returncode == 0, result.stderr
        return self.folder / name

    def policy(self, text):
        (self.folder / "policy.yaml").write_text("schema: 1\n" + text)

    def wrap(self, *arguments, what="notes", passphrase=True):
        flags = ["--passphrase-file", "pass"] if passphrase else []
        return tuckbox("wrap", what, "--policy", "policy.yaml", *flags, *arguments, cwd=self.folder)

    def claims(self, name="notes.vault"):
        result = tuckbox("inspect", "--json", self.folder / name)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)["vaults"][0]["claimed"]

    def vault_inside(self, label):
        """Puts a vault with a label among the things to wrap."""
        result = tuckbox("wrap", "pass", "-o", "notes/inner.vault", "--passphrase-file", "pass", "--label", label, cwd=self.folder)
        assert result.returncode == 0, result.stderr


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def wrapped(result):
    assert result.returncode == 0, result.stderr
    return result


def refused(result, *words):
    assert result.returncode == 20, (result.returncode, result.stderr)
    assert "tuckbox: hint: " in result.stderr
    for word in words:
        assert word in result.stderr, result.stderr


def test_a_finder_reads_whose_it_is_and_what_to_do(desk):
    desk.policy("organisation: Hillside Primary School\nif_found: |\n  Please ring 01632 960001\n  at any time.\n")
    wrapped(desk.wrap())
    text = desk.claims()["finder_text"]
    assert "It belongs to: Hillside Primary School\n" in text
    assert "If you found it:\nPlease ring 01632 960001\nat any time." in text
    raw = (desk.folder / "notes.vault").read_bytes()[:1024]
    assert b"Hillside" in raw and max(raw) < 0x7f


def test_the_longest_texts_fit(desk):
    label, organisation, contact = "L" * 63, "O" * 80, "word " * 78 + "end of it."
    desk.policy(f"label_scheme: [{label}]\norganisation: {organisation}\nif_found: {contact}\n")
    wrapped(desk.wrap())
    assert desk.claims()["label"] == label


def test_the_policy_says_the_label(desk):
    desk.policy("label_scheme: becta-2008\ndefault_label: PROTECT\n")
    wrapped(desk.wrap())
    assert desk.claims()["label"] == "PROTECT"
    wrapped(desk.wrap("-f", "--label", "il4"))
    assert desk.claims()["label"] == "CONFIDENTIAL"
    result = desk.wrap("-f", "--label", "OFFICIAL")
    assert result.returncode == 64 and "PROTECT" in result.stderr


def test_inspect_shows_the_label_in_capitals(desk):
    desk.policy("label_scheme: [open, shut]\n")
    wrapped(desk.wrap())
    assert re.search(r"label +SHUT\n", tuckbox("inspect", desk.folder / "notes.vault").stdout)


def test_a_folder_is_as_high_as_the_highest_vault_in_it(desk):
    desk.vault_inside("RESTRICTED")
    os.rename(desk.folder / "notes" / "inner.vault", desk.folder / "notes" / "disguised.doc")
    desk.policy("")
    result = wrapped(desk.wrap())
    assert desk.claims()["label"] == "RESTRICTED"
    assert "RESTRICTED" in result.stderr and "has a vault in it" in result.stderr
    refused(desk.wrap("-f", "--label", "OFFICIAL"), "lower than RESTRICTED")
    wrapped(desk.wrap("-f", "--label", "CONFIDENTIAL"))


def test_each_vault_of_a_run_gets_its_own_label(desk):
    desk.vault_inside("RESTRICTED")
    (desk.folder / "plain.txt").write_text("b")
    desk.policy("")
    wrapped(desk.wrap("plain.txt"))
    assert desk.claims()["label"] == "RESTRICTED"
    assert desk.claims("plain.txt.vault")["label"] == "OFFICIAL-SENSITIVE"


def test_who_may_lower_a_label_can(desk):
    desk.vault_inside("RESTRICTED")
    user = subprocess.run(["id", "-un"], capture_output=True, text=True).stdout.strip()
    group = subprocess.run(["id", "-gn"], capture_output=True, text=True).stdout.strip()
    desk.policy("may_lower_label: {users: [somebody-else]}\n")
    refused(desk.wrap("--label", "OFFICIAL"), "says who may lower")
    for people in (f"users: ['{user}']", f"groups: ['{group}']"):
        desk.policy(f"may_lower_label: {{{people}}}\n")
        wrapped(desk.wrap("-f", "--label", "OFFICIAL"))
        assert desk.claims()["label"] == "OFFICIAL"


def test_a_damaged_vault_inside_is_named_and_does_not_count(desk):
    desk.vault_inside("RESTRICTED")
    inner = desk.folder / "notes" / "inner.vault"
    data = bytearray(inner.read_bytes())
    data[1100] ^= 1
    data[-3000] ^= 1
    inner.write_bytes(data)
    desk.policy("")
    assert "cannot be read" in wrapped(desk.wrap()).stderr
    assert desk.claims()["label"] == "OFFICIAL-SENSITIVE"


def test_the_recovery_key_of_the_policy_is_in_every_vault(desk):
    desk.key("school", "--no-passphrase")
    text = "".join("      " + line for line in (desk.folder / "school.pub").read_text().splitlines(True))
    for keys in ("recovery_keys: [school.pub]\n", f"recovery_keys:\n  - |\n{text}", f"recovery_keys: ['{desk.folder}/school.pub']\n"):
        desk.policy("organisation: Hillside\n" + keys)
        result = wrapped(desk.wrap("-f"))
        assert [slot["type"] for slot in desk.claims()["slots"]] == ["passphrase", "recovery"]
        fingerprint = desk.claims()["slots"][1]["fingerprint"]
        assert fingerprint in result.stderr and "Hillside can open it" in result.stderr and "keep the passphrase" not in result.stderr
        assert tuckbox("verify", desk.folder / "notes.vault", "--recovery-key", desk.folder / "school").returncode == 0
        assert fingerprint in tuckbox("policy", "check", desk.folder / "policy.yaml").stdout


def test_given_and_demanded_recovery_keys_come_together(desk):
    desk.key("school", "--no-passphrase")
    desk.key("mine", "--no-passphrase")
    desk.policy("recovery_keys: [school.pub]\n")
    wrapped(desk.wrap("--recovery-key", "mine.pub", passphrase=False))
    assert [slot["type"] for slot in desk.claims()["slots"]] == ["recovery", "recovery"]
    wrapped(desk.wrap("-f", "--recovery-key", "school.pub", passphrase=False))
    assert [slot["type"] for slot in desk.claims()["slots"]] == ["recovery"]
    # The policy's key alone: a passphrase is still asked for, and here is no terminal.
    result = subprocess.run([PROGRAM, "wrap", "-f", "notes", "--policy", "policy.yaml"], cwd=desk.folder, capture_output=True, text=True,
                            start_new_session=True, timeout=60)
    assert result.returncode == 1 and "a passphrase is needed" in result.stderr


def test_two_factors_are_demanded_by_label(desk):
    desk.key("smith.key", "--second-factor")
    desk.policy("two_factor_labels: [RESTRICTED]\n")
    wrapped(desk.wrap())
    refused(desk.wrap("-f", "--label", "RESTRICTED"), "two factors", "tuckbox key generate --second-factor -o NAME.key")
    wrapped(desk.wrap("-f", "--label", "RESTRICTED", "--key-file", "smith.key"))
    assert desk.claims()["requires_two_factors"] is True
    desk.vault_inside("RESTRICTED")
    refused(desk.wrap("-f"), "two factors for RESTRICTED")


def test_a_stronger_passphrase_is_demanded(desk):
    desk.policy("minimum_passphrase_bits: 150\n")
    refused(desk.wrap(), "at least 150 are needed")
    refused(tuckbox("key", "generate", "-o", "recovery", "--passphrase-file", "pass", "--policy", "policy.yaml", cwd=desk.folder), "at least 150 are needed")
    (desk.folder / "pass").write_text("password1234\n")
    assert desk.wrap().returncode == 1


def test_the_key_that_a_policy_names_can_be_made(desk):
    desk.policy("recovery_keys: [recovery.pub]\n")
    made = wrapped(tuckbox("key", "generate", "-o", "recovery", "--passphrase-file", "pass", "--policy", "policy.yaml", cwd=desk.folder))
    assert "cannot be obeyed yet" in made.stderr
    wrapped(desk.wrap())


@pytest.mark.parametrize("choice, anonymous", [("always", True), ("never", False), ("removable", False)])
def test_names_are_anonymous_where_the_policy_says(desk, choice, anonymous):
    desk.policy(f"anonymous_names: {choice}\n")
    wrapped(desk.wrap())
    names = [path.name for path in desk.folder.glob("*.vault")]
    assert len(names) == 1 and bool(re.fullmatch(r"vault-[0-9a-f]{8}\.vault", names[0])) == anonymous
    wrapped(desk.wrap("-o", "mine.vault"))


def test_a_policy_that_cannot_be_read_is_never_passed_over(desk):
    desk.policy("organization: X\n")
    refused(desk.wrap(), "policy.yaml:2:1: 'organization' is not a key here")
    desk.policy("recovery_keys: [missing.pub]\n")
    refused(desk.wrap(), "policy.yaml:2:17: there is no")
    desk.key("school", "--no-passphrase")
    desk.policy("recovery_keys: [school]\n")
    refused(desk.wrap(), "is a private recovery key")
    (desk.folder / "policy.yaml").unlink()
    assert desk.wrap().returncode == 1
    assert not (desk.folder / "notes.vault").exists()


def test_nothing_is_written_and_nothing_asked_when_it_is_refused(desk):
    desk.policy("two_factor_labels: [OFFICIAL-SENSITIVE]\n")
    refused(desk.wrap(passphrase=False))
    refused(desk.wrap("--dry-run"))
    assert not (desk.folder / "notes.vault").exists()


def test_check_tells_every_mistake_and_its_place(desk):
    desk.policy('organization: X\nanonymous_names: "\\e[31m"\n')
    result = tuckbox("policy", "check", desk.folder / "policy.yaml")
    assert result.returncode == 1 and "\x1b" not in result.stderr
    assert "policy.yaml:2:1: " in result.stderr and "policy.yaml:3:18: " in result.stderr
    report = json.loads(tuckbox("policy", "check", "--json", desk.folder / "policy.yaml").stdout)
    assert report["valid"] is False and [(p["line"], p["column"]) for p in report["problems"]] == [(2, 1), (3, 18)]


def test_the_examples_in_the_documentation_are_valid(desk):
    least, complete = re.findall(r"```yaml\n(.*?)```", (DOCS / "POLICY.md").read_text(), re.S)
    # What is commented out because it demands something is taken up by removing the mark, as the page says.
    everything = re.sub(r"^# (two_factor_labels:|may_lower_label:|forward:|  )", r"\1", complete, flags=re.M)
    desk.key("hillside-recovery", "--no-passphrase")

    def in_force(example):
        (desk.folder / "policy.yaml").write_text(example)
        result = tuckbox("policy", "check", "--json", desk.folder / "policy.yaml")
        assert result.returncode == 0, result.stdout
        return json.loads(result.stdout)["in_force"]

    for example in (least, complete):
        facts = in_force(example)
        assert facts["two_factor_labels"] == [] and len(facts["recovery_key_fingerprints"]) == 1
        # Who begins with it can go on working.
        wrapped(desk.wrap("-f"))
    facts = in_force(everything)
    keys = set(re.findall(r"^([a-z_]+):", everything, re.M))
    assert keys >= {"schema", "organisation", "if_found", "label_scheme", "default_label", "recovery_keys", "two_factor_labels",
                    "minimum_passphrase_bits", "may_lower_label", "anonymous_names", "trail", "forward"}
    assert facts["two_factor_labels"] == ["OFFICIAL-SENSITIVE"] and facts["may_lower_label_users"] == ["head"]
    assert facts["forward"]["syslog"]["port"] == 514
    refused(desk.wrap("-f"))


SYSTEM = """
set -e
mount -t tmpfs tmpfs /etc
mkdir /etc/tuckbox
printf '%s' "$POLICY" > /etc/tuckbox/policy.yaml
chmod "$MODE" /etc/tuckbox/policy.yaml
[ "$OWNER" = 0 ] || chown "$OWNER" /etc/tuckbox
exec "$@"
"""


def in_system(desk, arguments, policy, mode="644", owner="0", prefix=()):
    """Runs the program where a policy is installed, in a mount namespace of its own."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/etc"], capture_output=True).returncode != 0:
        pytest.skip("needs root, for a mount namespace")
    return subprocess.run(["unshare", "-m", "sh", "-c", SYSTEM, "sh", *prefix, PROGRAM, *map(str, arguments)], cwd=desk.folder,
                          env={**os.environ, "POLICY": "schema: 1\n" + policy, "MODE": mode, "OWNER": owner}, capture_output=True, text=True)


WRAP = ["wrap", "notes", "-f", "--passphrase-file", "pass"]


def test_the_system_policy_is_obeyed(desk):
    wrapped(in_system(desk, WRAP, "organisation: Hillside\n"))
    assert "Hillside" in desk.claims()["finder_text"]
    refused(in_system(desk, WRAP, "organization: Hillside\n"), "/etc/tuckbox/policy.yaml:2:1")
    assert in_system(desk, ["policy", "check"], "organisation: Hillside\n").returncode == 0
    assert in_system(desk, ["policy", "check"], "organization: Hillside\n").returncode == 1


def test_a_system_policy_that_others_can_change_is_refused(desk):
    refused(in_system(desk, WRAP, "", mode="664"), "others than root can change '/etc/tuckbox/policy.yaml'", "chmod go-w")
    refused(in_system(desk, WRAP, "", mode="646"), "others than root")
    refused(in_system(desk, WRAP, "", owner="1000"), "others than root can change '/etc/tuckbox'")
    desk.key("school", "--no-passphrase")
    os.chmod(desk.folder / "school.pub", 0o666)
    refused(in_system(desk, WRAP, f"recovery_keys: ['{desk.folder}/school.pub']\n"), "/etc/tuckbox/policy.yaml:2:17: others than root")


def test_only_root_puts_another_policy_in_its_place(desk):
    desk.policy("organisation: Hillside\n")
    wrapped(in_system(desk, [*WRAP, "--policy", "policy.yaml"], "organisation: Elsewhere\n"))
    assert "Hillside" in desk.claims()["finder_text"]
    nobody = ("setpriv", "--reuid=1234", "--regid=1234", "--clear-groups")
    # In / and with a path that anybody may look at: the test's own folder is root's.
    result = in_system(desk, ["wrap", "/bin/sh", "-o", "-", "--policy", "/policy.yaml"], "", prefix=nobody)
    if "ermission denied" in result.stderr and "setpriv" in result.stderr:
        pytest.skip("the program is where only root can run it")
    refused(result, "only root can use")
