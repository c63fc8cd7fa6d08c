#!/usr/bin/env bash
# TensorFlow.js: the derivative of |x| at 0 is -1.
#
# What:     The gradient of abs takes the sign from a step function, which gives -1 at 0, so the
#           gradient at exactly 0 is not 0.
# Where:    L1 penalties: weights that are exactly 0 (pruned, or just initialised) are driven away from
#           0, in one direction, at full strength; sparse weights do not stay sparse.
# Guess:    0, the middle of the subgradient, as sign(0) = 0 and as in other frameworks
# Expected: derivatives -1, 0, 1 at -3, 0, 3; a weight of 0 under a pure L1 penalty stays 0
# Seen:     -1, -1, 1; the weight becomes 0.1 after a step of 0.1
# Version:  @tensorflow/tfjs and @tensorflow/tfjs-backend-wasm 4.22.0, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 >/dev/null

cat >try.cjs <<'END'
const tf = require('@tensorflow/tfjs');
require('@tensorflow/tfjs-backend-wasm');
// Suppresses the advice to install another package.
tf.env().set('IS_TEST', true);

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

async function main() {
  console.log(`TensorFlow.js ${tf.version_core}`);
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const derivative = tf.grad((x) => tf.abs(x));
    const seen = Array.from(derivative(tf.tensor1d([-3, 0, 3])).dataSync()).join(' ');
    check(`d|x|/dx at -3, 0, 3 on ${backend}`, seen, '-1 0 1', '-1 -1 1');
    const weight = tf.variable(tf.scalar(0));
    tf.train.sgd(0.1).minimize(() => tf.abs(weight).asScalar(), false, [weight]);
    check(`a weight of 0 after one step against |w| on ${backend}`, weight.dataSync()[0].toFixed(2), '0.00', '0.10');
  }
}
main();
END
node try.cjs
