"""Builds the programs that the benchmarks measure."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def build(*products):
    """A release build of `products`, unless TUCKBOX names the tuckbox of one: gives that name, which the environment has from then on."""
    if "TUCKBOX" not in os.environ:
        command = ["swift", "build", "-c", "release", "--package-path", str(ROOT)]
        for product in products:
            subprocess.run([*command, "--product", product], check=True, stdout=subprocess.DEVNULL)
        place = subprocess.run([*command, "--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
        os.environ["TUCKBOX"] = f"{place}/tuckbox"
    return os.environ["TUCKBOX"]
