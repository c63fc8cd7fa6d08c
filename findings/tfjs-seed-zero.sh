#!/usr/bin/env bash
# TensorFlow.js: seed 0 is not a seed, but only for normal draws.
#
# What:     randomNormal, truncatedNormal, randomGamma and multinomial take seed 0 as "no seed" and draw
#           different numbers each time; so do the initializers that use them. randomUniform takes it as a seed.
# Where:    Seeds that are counted from 0: run 0 of ten cannot be reproduced, runs 1 to 9 can; with
#           glorotUniform all ten can.
# Guess:    the same numbers for the same seed, 0 included
# Expected: two draws with seed 0 are equal for every distribution, as they are with seed 1
# Seen:     with seed 0 equal for randomUniform, different for randomNormal, truncatedNormal, randomGamma
#           and multinomial
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

const draws = {
  randomUniform: (seed) => tf.randomUniform([64], 0, 1, 'float32', seed),
  randomNormal: (seed) => tf.randomNormal([64], 0, 1, 'float32', seed),
  truncatedNormal: (seed) => tf.truncatedNormal([64], 0, 1, 'float32', seed),
  randomGamma: (seed) => tf.randomGamma([64], 1, 1, 'float32', seed),
  multinomial: (seed) => tf.multinomial(tf.zeros([8]), 64, seed),
};
async function main() {
  await tf.setBackend('cpu');
  console.log(`TensorFlow.js ${tf.version_core}: are two draws with one seed equal?`);
  for (const [name, draw] of Object.entries(draws)) {
    const equal = (seed) => draw(seed).dataSync().join() === draw(seed).dataSync().join();
    check(`${name}, seeds 1 and 0`, [equal(1), equal(0)], [true, true], [true, name === 'randomUniform']);
  }
}
main();
END
node try.cjs
