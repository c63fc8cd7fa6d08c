#!/usr/bin/env bash
# TensorFlow.js wasm: sign(x) is 0 for small x.
#
# What:     The sign of a number as small as 1e-7 is 0 on the wasm backend; on cpu it is 1 or -1.
# Where:    Rules that feed back the sign of an error (sign-symmetry, signSGD, direct feedback with signs):
#           well-learnt samples contribute nothing, on this backend only.
# Guess:    1 for every positive number, as on the other backends; only 0 and -0 give 0.
# Expected: sign(1e-7) = 1, sign(-1e-7) = -1, sign(1e-20) = 1
# Seen:     0 in all three places; 1 from 2e-7 on
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

const numbers = [1e-7, -1e-7, 1e-20, 2e-7];
async function signs(backend) {
  await tf.setBackend(backend);
  return Array.from(await tf.sign(tf.tensor1d(numbers)).data()).join(' ');
}
async function main() {
  console.log(`TensorFlow.js ${tf.version_core}: sign of ${numbers.join(', ')}`);
  check('cpu', await signs('cpu'), '1 -1 1 1', '1 -1 1 1');
  check('wasm', await signs('wasm'), '1 -1 1 1', '0 0 0 1');
}
main();
END
node try.cjs
