"""make-corpus: writes the kinds of one split as files with a manifest."""

import argparse
import secrets
import sys

import corpus

arguments = argparse.ArgumentParser(prog="make-corpus", description="Write a labelled corpus of invented school documents.")
arguments.add_argument("split", choices=("tuning", "testing"))
arguments.add_argument("directory", metavar="OUT")
arguments.add_argument("--seed", type=int, help="the same seed gives the same files (default: drawn)")
arguments.add_argument("--per-kind", type=int, default=6, metavar="K", help="documents of each kind (default 6)")
options = arguments.parse_args()

seed = secrets.randbelow(10**6) if options.seed is None else options.seed
print(f"seed {seed}")
kinds, lines = corpus.write(options.split, options.directory, seed, options.per_kind)
if not kinds:
    sys.exit(f"make-corpus: error: there are no kinds in {options.split}")
positive = sum(k.positive for k in kinds)
print(
    f"{len(lines)} documents of {len(kinds)} kinds: {positive} positive, {len(kinds) - positive} negative; "
    f"{sum(not k.scored for k in kinds)} of them not scored"
)
