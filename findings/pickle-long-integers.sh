#!/usr/bin/env bash
# pickleparser and jpickle: Python integers beyond 32 bits are read as wrong numbers.
#
# What:     Python pickles integers beyond 32 bits as LONG1. pickleparser reads its two's complement without
#           the sign, jpickle reads every such integer as 0. Neither reports an error.
# Where:    Labels, identifiers, time stamps in nanoseconds and negative sentinels from Python (int64
#           minima, -2**40) read in the browser.
# Guess:    the integer, as far as a double holds it exactly; a BigInt or an error beyond
# Expected: -1099511627776 and 2147483648 for pickle.dumps(-2**40, 2) and pickle.dumps(2**31, 2)
# Seen:     pickleparser 280375465082880 and 2147483648; jpickle 0 and 0; both are right for -5 (BININT)
# Version:  pickleparser 0.2.1, jpickle 0.4.1, Node 20.20; bytes from Python 3
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts pickleparser@0.2.1 jpickle@0.4.1 >/dev/null

cat >try.cjs <<'END'
const { Parser } = require('pickleparser');
const jpickle = require('jpickle');

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

/** pickle.dumps(number, protocol=2) */
const pickled = {
  '-5': '80024afbffffff2e',
  2147483648: '80028a0500000080002e',
  '-1099511627776': '80028a060000000000ff2e',
};
const asFound = {
  '-5': [-5, -5],
  2147483648: [2147483648, 0],
  '-1099511627776': [280375465082880, 0],
};
for (const [number, hex] of Object.entries(pickled)) {
  const bytes = Buffer.from(hex, 'hex');
  check(`pickleparser, ${number}`, new Parser().parse(bytes), number, asFound[number][0]);
  check(`jpickle, ${number}`, jpickle.loads(bytes.toString('latin1')), number, asFound[number][1]);
}
END
node try.cjs
