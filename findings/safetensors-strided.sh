#!/usr/bin/env bash
# safetensors: what is not laid out row by row is saved without a word, with its values in other places.
#
# What:     save_file writes the bytes of a NumPy array as they lie in memory, beside the array's shape. Of a transposed
#           array, a column-major one or every second row, that is another array: it loads without complaint, with the right
#           shape and wrong numbers.
# Where:    Weights that are exported from x W to the W x of PyTorch, or back: W.T is exactly such an array, and a network
#           with square layers then runs with scrambled weights. numpy.ascontiguousarray before saving helps.
# Guess:    the array that was given, or an error as torch's save_file has it
# Expected: equal after save and load
# Seen:     other values for the transpose and for column-major order; equal for a row-major copy. The project has an open
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
