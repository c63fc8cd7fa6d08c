#!/usr/bin/env bash
# pandas: read_csv counts zeros after the decimal point as digits, so small numbers lose precision.
#
# What:     The default parser takes 17 digits of a number and counts leading zeros among them: of
#           0.000012345678901234568 it keeps 12 digits, of 0.00000000000000012345678901234568 one (1e-16), and
#           0.000000000000000000012345678901234568 is 0. The same numbers with an exponent are read correctly.
# Where:    Every CSV with numbers below 0.1 in plain notation: learning rates, probabilities, gradients, or
#           concentrations from a spreadsheet. pandas' own to_csv writes numbers this way down to 0.0001: of 10,000 draws from a normal
#           distribution 3,162 are read back changed. engine="pyarrow" and float_precision="round_trip" read all of them.
# Guess:    the double that is nearest to the text, as float() gives it, or a neighbour
# Expected: 0.12345678901234568, 1.2345678901234568e-05, 1.2345678901234568e-16, 1.2345678901234569e-20
# Seen:     0.1234567890123456, 1.23456789012e-05, 1e-16, 0.0
# Version:  pandas 3.0.6, NumPy 2.4.6, Python 3.11
# Date:     2026-11-27

set -euo pipefail
command -v python3 >/dev/null || { echo "python3 is missing"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv own >/dev/null || { echo "python3 has no venv"; exit 2; }
own/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 pandas==3.0.6

cat >try.py <<'END'
import io
import sys

import numpy as np
import pandas as pd

changed = False


def check(what, seen, expected, as_found):
    global changed
    print(f"{what}\n  expected {expected}\n  seen     {seen}")
    if repr(seen) != repr(as_found):
        print(f"  This has changed: it was {as_found}.", file=sys.stderr)
        changed = True


def read(text, **options):
    return float(pd.read_csv(io.StringIO(f"x\n{text}\n0.5\n"), **options)["x"][0])


digits = "12345678901234568"
for zeros, as_found in [(0, 0.1234567890123456), (4, 1.23456789012e-05), (15, 1e-16), (19, 0.0)]:
    text = f"0.{'0' * zeros}{digits}"
    check(text, read(text), float(text), as_found)
    exponent = f"1.{digits[1:]}e-{zeros + 1}"
    near = read(exponent)
    check(f"{exponent}, to 15 digits", f"{near:.14e}", f"{float(exponent):.14e}", f"{float(exponent):.14e}")
    check(f"{text}, round_trip", read(text, float_precision="round_trip"), float(text), float(text))

draws = np.random.default_rng(0).normal(size=10_000)
text = pd.DataFrame({"x": draws}).to_csv(index=False)
back = pd.read_csv(io.StringIO(text))["x"].to_numpy()
check("of 10,000 numbers from to_csv, changed", int((back != draws).sum()), 0, 3162)
sys.exit(changed)
END
own/bin/python try.py
