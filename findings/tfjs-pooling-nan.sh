#!/usr/bin/env bash
# TensorFlow.js pooling: a window with NaN gives an ordinary number or -Infinity, and each backend another.
#
# What:     maxPool on cpu leaves NaN out: a window of NaN, 1, 4 and NaN has the maximum 4, one of NaN alone
#           -Infinity. On wasm the first window is -Infinity, too, and avgPool, which is an average, is
#           -Infinity for every window that has NaN anywhere. On cpu avgPool is NaN, and so is max everywhere.
# Where:    A convolutional net that diverges: its maps are NaN, what the next layer reads is not, so that the
#           loss stays a number, or becomes infinite without a NaN in sight. Two backends disagree.
# Guess:    NaN in, NaN out, as in NumPy and in PyTorch's max_pool2d
# Expected: NaN for windows with NaN: maxima NaN, 6, NaN, NaN and averages NaN, 4, NaN, NaN
# Seen:     cpu: maxima 4, 6, -Infinity, 9; wasm: maxima -Infinity, 6, -Infinity, -Infinity, averages -Infinity, 4,
#           -Infinity, -Infinity
# Version:  @tensorflow/tfjs-core, -backend-wasm and -backend-cpu 4.22.0, Node 20.20
# Date:     2026-11-29

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 >/dev/null

cat >try.cjs <<'END_OF_JS'
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

// Four windows of 2 × 2: one of NaN, 1, 4, NaN; one of numbers; one of NaN alone; one with NaN thrice.
const N = Number.NaN;
const rows = [
  [N, 1, 2, 3],
  [4, N, 5, 6],
  [N, N, N, N],
  [N, N, 9, N],
];
async function main() {
  console.log(`TensorFlow.js ${tf.version_core}`);
  for (const [backend, maxima, averages] of [
    ['cpu', '4 6 -Infinity 9', 'NaN 4 NaN NaN'],
    ['wasm', '-Infinity 6 -Infinity -Infinity', '-Infinity 4 -Infinity -Infinity'],
  ]) {
    await tf.setBackend(backend);
    const image = tf.tensor4d(rows.flat(), [1, 4, 4, 1]);
    const shown = async (tensor) => Array.from(await tensor.data()).join(' ');
    check(`maxPool on ${backend}`, await shown(tf.maxPool(image, 2, 2, 'valid')), 'NaN 6 NaN NaN', maxima);
    check(`avgPool on ${backend}`, await shown(tf.avgPool(image, 2, 2, 'valid')), 'NaN 4 NaN NaN', averages);
  }
}
main();
END_OF_JS
node try.cjs
