#!/usr/bin/env bash
# TensorFlow.js: Adadelta divides by the previous gradients only.
#
# What:     The step is scaled by the accumulated squared gradients without the current one, which is
#           added only afterwards. In the paper (Zeiler 2012, algorithm 1) accumulation comes first.
# Where:    Comparisons of optimizers. The first step is the plain gradient times the rate, whatever its
#           size: with the paper's rate of 1 a gradient of 1000 moves a weight by 1000, where Adadelta
#           should move it by 0.0014.
# Guess:    the paper's algorithm, or Keras', which is the same: 0.0014 for any first gradient, with epsilon
#           1e-7 and rho 0.95
# Expected: first steps of 0.00141 for gradients of 1 and of 1000
# Seen:     1 and 1000
# Version:  @tensorflow/tfjs-core and -backend-cpu 4.22.0, Node 20.20
# Date:     2026-11-27

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

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

const [rho, epsilon] = [0.95, 1e-7];
/** Zeiler 2012, algorithm 1, first step. */
const published = (g) => (Math.sqrt(epsilon) / Math.sqrt((1 - rho) * g * g + epsilon)) * g;
function firstStep(g) {
  const weight = tf.variable(tf.scalar(0));
  tf.train.adadelta(1, rho, epsilon).applyGradients({ [weight.name]: tf.scalar(g) });
  return -weight.dataSync()[0];
}
async function main() {
  await tf.setBackend('cpu');
  console.log(`TensorFlow.js ${tf.version_core}, rate 1`);
  for (const g of [1, 1000])
    check(`first step for a gradient of ${g}`, firstStep(g).toPrecision(3), published(g).toPrecision(3), g.toPrecision(3));
}
main();
END
node try.cjs
