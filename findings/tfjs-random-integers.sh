#!/usr/bin/env bash
# TensorFlow.js: random integers favour 0 and never reach the lower bound.
#
# What:     randomUniformInt(shape, -3, 3) and randomUniform with dtype int32 truncate real numbers
#           towards 0. If the range spans 0, it occurs twice as often as the others, and the lower bound
#           never.
# Where:    Random offsets and signs (shifts for augmentation, random labels, dither): draws from [-1, 1)
#           are all 0.
# Guess:    -3, -2, -1, 0, 1, 2 equally often: the documentation says from minval to below maxval, uniformly
# Expected: a sixth of the draws each, 10,000 of 60,000
# Seen:     about 20,000 zeros, 10,000 each of -2, -1, 1, 2, and no -3; every draw from -1 to below 1 is 0
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
function counts(tensor) {
  const count = new Map();
  for (const x of tensor.dataSync()) count.set(x, (count.get(x) ?? 0) + 1);
  return count;
}
async function main() {
  await tf.setBackend('cpu');
  console.log(`TensorFlow.js ${tf.version_core}, 60,000 draws`);
  const drawn = {
    'randomUniformInt(-3, 3)': counts(tf.randomUniformInt([60000], -3, 3, 5)),
    'randomUniform(-3, 3, int32)': counts(tf.randomUniform([60000], -3, 3, 'int32', 5)),
  };
  for (const [name, count] of Object.entries(drawn)) {
    const shown = [-3, -2, -1, 0, 1, 2].map((x) => `${x}: ${count.get(x) ?? 0}`).join(', ');
    console.log(`${name}\n  expected about 10000 of each\n  seen     ${shown}`);
    const zeros = count.get(0) ?? 0;
    if (count.has(-3) || zeros < 18000 || zeros > 22000) process.exitCode = 1;
  }
  const signs = counts(tf.randomUniformInt([1000], -1, 1, 5));
  console.log(`randomUniformInt(-1, 1)\n  expected about 500 of -1 and 0\n  seen     ${signs.get(0) ?? 0} zeros`);
  if (signs.get(0) !== 1000) process.exitCode = 1;
  if (process.exitCode) console.error('This has changed.');
}
main();
END
node try.cjs
