#!/usr/bin/env bash
# Apache Arrow for JavaScript: large numbers become small ones in Float16, tiny ones infinite.
#
# What:     Building a Float16 vector turns 65536 into 2 and 100000 into 3.05 instead of Infinity, 1e-8 into
#           -Infinity and 1e-10 into 0.00005 instead of 0. Halfway cases are rounded up, not to even.
# Where:    Weights, embeddings and gradients stored as Float16: underflowing gradients come back as
#           infinite or a thousand times too large, overflowing ones as plausible small numbers.
# Guess:    IEEE 754 rounding as in NumPy, after which the code is modelled: Infinity from 65520 on, 0 below
#           2.98e-8, ties to even
# Expected: Infinity, Infinity, 0, 0, 2048 for 65536, 100000, 1e-8, 1e-10, 2049
# Seen:     2, 3.05078125, -Infinity, 0.00005316734313964844, 2050
# Version:  apache-arrow 21.2.0, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts apache-arrow@21.2.0 >/dev/null

cat >try.cjs <<'END'
const { Float16, vectorFromArray } = require('apache-arrow');

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

const cases = [
  [1 / 3, 0.333251953125, 0.333251953125],
  [65504, 65504, 65504],
  [65536, Infinity, 2],
  [100000, Infinity, 3.05078125],
  [1e-8, 0, -Infinity],
  [1e-10, 0, 0.00005316734313964844],
  [2049, 2048, 2050],
];
for (const [number, expected, asFound] of cases)
  check(`${number} as Float16`, vectorFromArray([number], new Float16()).get(0), expected, asFound);
END
node try.cjs
