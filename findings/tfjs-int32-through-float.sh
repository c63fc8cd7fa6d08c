#!/usr/bin/env bash
# TensorFlow.js: some int32 operations go through single precision.
#
# What:     square (cpu), neg (wasm) and abs (both) of int32 tensors are computed in 32-bit floating point:
#           they lose the last bits of whole numbers above 2^24. The result still says int32. Products and
#           sums of the same tensors are exact.
# Where:    Identifiers, hashes, counters and sums of squares in int32, and tests that compare backends:
#           which operation is wrong depends on the backend.
# Guess:    exact on both backends as long as the result fits 32 bits
# Expected: square(5001) = 25010001, neg(16777217) = -16777217, abs(-16777217) = 16777217
# Seen:     25010000 on cpu, -16777216 on wasm, 16777216 on both
# Version:  @tensorflow/tfjs-core, -backend-wasm and -backend-cpu 4.22.0, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 >/dev/null

cat >try.cjs <<'END'
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-wasm');
require('@tensorflow/tfjs-backend-cpu');
// Suppresses the advice to install another package.
tf.env().set('IS_TEST', true);

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

const whole = (x) => tf.tensor1d([x], 'int32');
async function all(backend) {
  await tf.setBackend(backend);
  const results = [
    tf.square(whole(5001)),
    tf.mul(whole(5001), whole(5001)),
    tf.neg(whole(16777217)),
    tf.abs(whole(-16777217)),
  ];
  if (results.some(({ dtype }) => dtype !== 'int32')) throw new Error('A result is not int32 any more.');
  return results.map((one) => one.dataSync()[0]).join(' ');
}
async function main() {
  console.log(`TensorFlow.js ${tf.version_core}: 5001 squared, 5001 x 5001, -(16777217), |-16777217|`);
  const right = '25010001 25010001 -16777217 16777217';
  check('cpu', await all('cpu'), right, '25010000 25010001 -16777217 16777216');
  check('wasm', await all('wasm'), right, '25010001 25010001 -16777216 16777216');
}
main();
END
node try.cjs
