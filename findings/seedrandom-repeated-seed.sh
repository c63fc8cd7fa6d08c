#!/usr/bin/env bash
# seedrandom: a seed and its repetition are the same seed.
#
# What:     A text seed becomes RC4's key, which is repeated to fill 256 bytes: "1", "11" and "111" start
#           the same generator, and so do "12" and "1212", "42" and "4242". Numbers are safe: a marker
#           is appended to them.
# Where:    Seeds from command lines, addresses and forms are texts: runs 1 and 11 of a sweep are one run,
#           and agree suspiciously well.
# Guess:    different texts give independent streams
# Expected: different first numbers for "1", "11" and "12", "1212"
# Seen:     0.2694... for "1", "11", "111"; 0.2255... for "12", "1212"; numbers 1 and 11 differ
# Version:  seedrandom 3.0.5, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts seedrandom@3.0.5 >/dev/null

cat >try.cjs <<'END'
const seedrandom = require('seedrandom');

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

for (const [a, b] of [['1', '11'], ['12', '1212'], ['1', '2']]) {
  const [x, y] = [seedrandom(a)(), seedrandom(b)()];
  console.log(`"${a}" begins with ${x}, "${b}" with ${y}`);
  check(`seeds "${a}" and "${b}" are equal`, x === y, false, a !== '1' || b !== '2');
}
check('seeds 1 and 11, as numbers, are equal', seedrandom(1)() === seedrandom(11)(), false, false);
END
node try.cjs
