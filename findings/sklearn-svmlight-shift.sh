#!/usr/bin/env bash
# scikit-learn: load_svmlight_file shifts the columns of files written by dump_svmlight_file.
#
# What:     dump_svmlight_file counts columns from 0, and load_svmlight_file checks whether the file has
#           a column 0. If the first column is empty it has none, and the default (zero_based="auto")
#           assumes that the file counts from 1: every column moves one to the left, and the last one is
#           lost or empty.
# Where:    One-hot and bag-of-words matrices, and any split, batch or class whose rows have nothing in column 0: the
#           training part may be read correctly and the test part shifted, even if n_features gives the
#           number of columns. There is no warning. The documentation calls it a heuristic; calling both
#           functions with their defaults triggers it.
# Guess:    the matrix that was dumped, given its number of columns
# Expected: [[0, 0, 1], [0, 2, 0]]
# Seen:     [[0, 1, 0], [2, 0, 0]]
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


def there_and_back(matrix, **options):
    file = io.BytesIO()
    dump_svmlight_file(np.array(matrix, dtype=float), list(range(len(matrix))), file)
    file.seek(0)
    return load_svmlight_file(file, **options)[0].toarray().astype(int).tolist()


matrix = [[0, 0, 1], [0, 2, 0]]
moved = [[0, 1, 0], [2, 0, 0]]
check("by default", there_and_back(matrix), matrix, [[0, 1], [2, 0]])
check("three columns", there_and_back(matrix, n_features=3), matrix, moved)
check("three columns, counted from 0", there_and_back(matrix, n_features=3, zero_based=True), matrix, matrix)
filled = [[1, 0, 1], [0, 2, 0]]
check("something in column 0", there_and_back(filled, n_features=3), filled, filled)
sys.exit(changed)
END
own/bin/python try.py
