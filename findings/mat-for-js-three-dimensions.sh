#!/usr/bin/env bash
# mat-for-js: arrays of three dimensions from MAT files have wrong numbers.
#
# What:     An array of shape [2, 3, 4] is read with its shape, without an error, but its numbers are not those at
#           these places: some are there twice, others not at all. Matrices are right.
# Where:    Images and feature maps in MAT files, [height, width, samples] as in many published data sets: the pictures
#           are scrambled.
# Guess:    the same number at the same place as in SciPy and MATLAB
# Expected: x[i][j][k] = 12 i + 4 j + k for np.arange(24).reshape(2, 3, 4)
# Seen:     [0,16,1,17] in place of [0,1,2,3], and so on: 18 of the 24 are wrong, and 9 numbers are nowhere
# Version:  mat-for-js 1.1.0, Node 20.20; the file by SciPy 1.17.1, NumPy 2.4.6
# Date:     2026-11-30

set -euo pipefail
command -v python3 >/dev/null || { echo "python3 is missing"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv own >/dev/null || { echo "python3 has no venv"; exit 2; }
own/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.1
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mat-for-js@1.1.0 >/dev/null

own/bin/python - <<'END'
import numpy as np
from scipy.io import loadmat, savemat

savemat("x.mat", {"matrix": np.arange(6.0).reshape(2, 3), "cube": np.arange(24.0).reshape(2, 3, 4)})
assert (loadmat("x.mat")["cube"] == np.arange(24.0).reshape(2, 3, 4)).all()
END
cat >try.mjs <<'END'
import { readFileSync } from 'node:fs';
import { read } from 'mat-for-js';

const bytes = readFileSync('x.mat');
const { matrix, cube } = read(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)).data;
const flat = cube.flat(2).map(Number);
const wrong = flat.filter((x, i) => x !== i).length;
console.log(`matrix\n  expected [[0,1,2],[3,4,5]]\n  seen     ${JSON.stringify(matrix)}`);
console.log(`cube\n  expected 0, 1, 2, 3, …, 23\n  seen     ${flat.join(', ')}`);
console.log(`  ${wrong} of ${flat.length} are wrong; ${new Set(flat).size} different numbers are there`);
if (JSON.stringify(matrix) !== '[[0,1,2],[3,4,5]]' || wrong === 0) {
  console.error('  This has changed.');
  process.exitCode = 1;
}
END
node try.mjs
