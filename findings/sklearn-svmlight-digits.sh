#!/usr/bin/env bash
# scikit-learn: dump_svmlight_file rounds doubles to 16 digits, and labels too.
#
# What:     Numbers are written with 16 significant digits where a double needs 17: 0.1 + 0.2 becomes 0.3, and of 10,000
#           normal draws 4,256 change when they are read back, values as well as labels.
# Where:    Data sets stored in this format: a run on the file differs from a run on the array, and
#           checksums and bitwise comparisons fail. np.savetxt and pandas' to_csv write all digits.
# Guess:    text that is read back as the same doubles
# Expected: 0.30000000000000004, and 0 of 10,000 changed
# Seen:     0.3, and 4256 of 10,000 changed
# Version:  scikit-learn 1.9.1, NumPy 2.4.6, Python 3.11
# Date:     2026-11-27

set -euo pipefail
command -v python3 >/dev/null || { echo "python3 is missing"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv own >/dev/null || { echo "python3 has no venv"; exit 2; }
own/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 scikit-learn==1.9.1

cat >try.py <<'END'
import io
import sys

import numpy as np
from sklearn.datasets import dump_svmlight_file, load_svmlight_file

changed = False


def check(what, seen, expected, as_found):
    global changed
    print(f"{what}\n  expected {expected}\n  seen     {seen}")
    if seen != as_found:
        print(f"  This has changed: it was {as_found}.", file=sys.stderr)
        changed = True


def there_and_back(values):
    file = io.BytesIO()
    dump_svmlight_file(values.reshape(-1, 1), values, file)
    file.seek(0)
    matrix, labels = load_svmlight_file(file)
    return matrix.toarray()[:, 0], labels


value, label = there_and_back(np.array([0.1 + 0.2]))
check("0.1 + 0.2", float(value[0]), 0.1 + 0.2, 0.3)
check("0.1 + 0.2 as a label", float(label[0]), 0.1 + 0.2, 0.3)
draws = np.random.default_rng(0).normal(size=10_000)
values, labels = there_and_back(draws)
check("of 10,000 values, changed", int((values != draws).sum()), 0, 4256)
check("of 10,000 labels, changed", int((labels != draws).sum()), 0, 4256)
text = io.StringIO()
np.savetxt(text, draws)
text.seek(0)
check("by np.savetxt, changed", int((np.loadtxt(text) != draws).sum()), 0, 0)
sys.exit(changed)
END
own/bin/python try.py
