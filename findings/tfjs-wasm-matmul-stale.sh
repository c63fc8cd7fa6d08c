#!/usr/bin/env bash
# TensorFlow.js wasm: a matrix product keeps using weights from before an in-place change.
#
# What:     matMul caches a packed copy of its right operand for each tensor. After an in-place change
#           of that tensor's memory, products use the old numbers.
# Where:    Custom optimizers that update weights on the backend's heap (through the public
#           typedArrayFromHeap) to save an allocation: the forward pass never sees an update, and
#           training silently stalls.
# Guess:    20: a product reads the operands' memory when it is computed
# Expected: ones(1 x 4) . B = 4 with B all 1, and 20 after every element of B was set to 5
# Seen:     4 both times; a new tensor with the same numbers gives 20
# Version:  @tensorflow/tfjs-core and -backend-wasm 4.22.0, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 >/dev/null

cat >try.cjs <<'END'
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-wasm');

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

async function main() {
  await tf.setBackend('wasm');
  const ones = tf.ones([1, 4]);
  const weights = tf.ones([4, 1]);
  const product = async (b) => (await tf.matMul(ones, b).data())[0];
  console.log(`TensorFlow.js ${tf.version_core}, wasm`);
  check('before', await product(weights), 4, 4);
  tf.backend().typedArrayFromHeap(weights).fill(5);
  console.log(`the weights now read as ${Array.from(await weights.data()).join(' ')}`);
  check('after', await product(weights), 20, 4);
  check('with a copy of the weights', await product(tf.tensor2d(await weights.data(), [4, 1])), 20, 20);
}
main();
END
node try.cjs
