#!/usr/bin/env bash
# TensorFlow.js wasm: log1p(x) is computed as log(1 + x), which loses the precision that log1p is for.
#
# What:     On wasm log1p(1e-8) is 0 and log1p(1e-5) is off by 0.1 %. expm1, its counterpart, is right
#           there.
# Where:    Losses written with log1p so that they stay exact for confident samples (softplus, log-sigmoid,
#           log of 1 - p): small losses become 0 or come in steps of 1.2e-7.
# Guess:    x - x*x/2 to single precision for small x: that is why the function exists, and expm1 does it
# Expected: 1e-8, 1e-7 and 9.99995e-6 for 1e-8, 1e-7 and 1e-5
# Seen:     0, 1.19e-7 and 1.00135e-5
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

const numbers = [1e-8, 1e-7, 1e-5];
const shown = async (tensor) => Array.from(await tensor.data(), (x) => x.toExponential(3)).join(' ');
async function main() {
  console.log(`TensorFlow.js ${tf.version_core}, arguments ${numbers.join(', ')}`);
  const right = numbers.map((x) => Math.log1p(x).toExponential(3)).join(' ');
  await tf.setBackend('cpu');
  check('log1p on cpu', await shown(tf.log1p(tf.tensor1d(numbers))), right, right);
  await tf.setBackend('wasm');
  const expm1 = numbers.map((x) => Math.expm1(x).toExponential(3)).join(' ');
  check('expm1 on wasm', await shown(tf.expm1(tf.tensor1d(numbers))), expm1, expm1);
  check('log1p on wasm', await shown(tf.log1p(tf.tensor1d(numbers))), right, '0.000e+0 1.192e-7 1.001e-5');
}
main();
END
node try.cjs
