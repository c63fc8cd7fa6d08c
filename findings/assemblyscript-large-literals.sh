#!/usr/bin/env bash
# AssemblyScript: integer literals from 2^63 on are negative, even in a double context.
#
# What:     A literal without a decimal point is a 64-bit integer first and converted afterwards, as if
#           signed. From 9223372036854775808 to 18446744073709551615 it becomes a negative double, without
#           an error or a warning; larger ones are refused.
# Where:    Numeric code ported from JavaScript or C: thresholds and scale factors written out as whole
#           numbers (clip limits, 2^63, 2^64 - 1 for random bits). A comparison with 10000000000000000000
#           has the wrong outcome for every ordinary number.
# Guess:    the number as written: the context says f64, and TypeScript and C have no other reading
# Expected: 2^63 = 9223372036854775808, 2 x 10^19 for 2 * 10000000000000000000, and 5 < 10000000000000000000
# Seen:     -9223372036854775808, about -1.69e19, and false; with ".0" appended each is right
# Version:  assemblyscript 0.28.20, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts assemblyscript@0.28.20 >/dev/null

cat >lab.ts <<'END'
export function power63(): f64 { return 9223372036854775808; }
export function product(x: f64): f64 { return x * 10000000000000000000; }
export function isLess(x: f64): bool { return x < 10000000000000000000; }
export function productWithPoint(x: f64): f64 { return x * 10000000000000000000.0; }
END
npx asc lab.ts --outFile lab.wasm

cat >try.mjs <<'END'
import { readFileSync } from 'node:fs';

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

const { instance } = await WebAssembly.instantiate(readFileSync('lab.wasm'), { env: { abort() {} } });
const { power63, product, isLess, productWithPoint } = instance.exports;
check('9223372036854775808', power63(), 2 ** 63, -(2 ** 63));
check('2 * 10000000000000000000', product(2), 2e19, 2 * (1e19 - 2 ** 64));
check('5 < 10000000000000000000', Boolean(isLess(5)), true, false);
check('2 * 10000000000000000000.0', productWithPoint(2), 2e19, 2e19);
END
node try.mjs
