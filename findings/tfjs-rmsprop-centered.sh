#!/usr/bin/env bash
# TensorFlow.js: centered RMSprop subtracts epsilon under the root.
#
# What:     `train.rmsprop(..., centered = true)` divides by sqrt(v - (m^2 + epsilon)), where Graves (2013, eq. 38 to
#           41), Keras and PyTorch add epsilon: it exists to keep the root of a variance near 0 positive, and here it
#           makes it negative.
# Where:    With the default decay of 0.9, every weight whose first gradient is below 0.001, as most of a mean-reduced
#           loss are: those of pixels that are always black, of units that ReLU has switched off. They
#           are NaN after one step, as are the network's outputs.
# Guess:    epsilon inside the root instead of outside, as in Keras, and nothing worse
# Expected: a weight of 0.5 is 0.5 after a step on a gradient of 0, and 0.477 after one on a gradient of 0.001
# Seen:     NaN, NaN
# Version:  @tensorflow/tfjs-core and -backend-cpu 4.22.0, Node 20.20
# Date:     2026-11-28

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 >/dev/null

cat >try.cjs <<'END'
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
// Suppresses the advice to install another package.
tf.env().set('IS_TEST', true);

const [rate, decay, epsilon] = [0.01, 0.9, 1e-7];
/** Graves 2013, first step, in double precision. */
function published(gradient) {
  const v = (1 - decay) * gradient ** 2;
  const m = (1 - decay) * gradient;
  return 0.5 - (rate * gradient) / Math.sqrt(v - m ** 2 + epsilon);
}
function seen(gradient, centered) {
  const weight = tf.variable(tf.scalar(0.5));
  const optimizer = tf.train.rmsprop(rate, decay, 0, epsilon, centered);
  optimizer.applyGradients({ [weight.name]: tf.scalar(gradient) });
  return weight.dataSync()[0];
}
function check(what, value, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${value}`);
  if (Object.is(value, asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}
async function main() {
  await tf.setBackend('cpu');
  console.log(`TensorFlow.js ${tf.version_core}`);
  check('gradient 0, one step, not centered', seen(0, false), 0.5, 0.5);
  check('gradient 0, one step, centered', seen(0, true), published(0), Number.NaN);
  check('gradient 0.001, one step, centered', seen(0.001, true), published(0.001).toPrecision(3), Number.NaN);
}
main();
END
node try.cjs
