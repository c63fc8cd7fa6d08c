#!/usr/bin/env bash
# safetensors: arrays that are not in row-major order are saved silently with scrambled values.
#
# What:     save_file writes the bytes of a NumPy array in memory order, with the array's shape. For a
#           transposed array, a column-major one or every second row, that is a different array: it
#           loads without an error, with the right shape and wrong numbers.
# Where:    Weights that are exported from x W to the W x of PyTorch, or back: W.T is such an array, and
#           a network with square layers then runs with scrambled weights. numpy.ascontiguousarray before saving helps.
# Guess:    the given array, or an error like that of torch's save_file
# Expected: equal after save and load
# Seen:     wrong values for the transpose and for column-major order; equal for a row-major copy. The project has an open
#           issue about it (825).
# Version:  safetensors 0.8.0, NumPy 2.4.6, Python 3.11
# Date:     2026-11-27

set -euo pipefail
command -v python3 >/dev/null || { echo "python3 is missing"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv own >/dev/null || { echo "python3 has no venv"; exit 2; }
own/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 safetensors==0.8.0

cat >try.py <<'END'
import sys

import numpy as np
import safetensors
from safetensors.numpy import load_file, save_file

weights = np.arange(9, dtype=np.float32).reshape(3, 3)
cases = {
    "row by row": (weights, True),
    "the transpose": (weights.T, False),
    "column by column": (np.asfortranarray(weights), False),
    "the transpose, copied": (np.ascontiguousarray(weights.T), True),
}

changed = False
print(f"safetensors {safetensors.__version__}, NumPy {np.__version__}")
for name, (array, as_found) in cases.items():
    save_file({"W": array}, "w.safetensors")
    loaded = load_file("w.safetensors")["W"]
    same = loaded.shape == array.shape and bool((loaded == array).all())
    print(f"{name}\n  expected {array.tolist()}\n  seen     {loaded.tolist()}")
    if same != as_found:
        print("  This has changed.", file=sys.stderr)
        changed = True
sys.exit(1 if changed else 0)
END
own/bin/python try.py
