#!/usr/bin/env bash
# TensorFlow.js cpu: tensorScatterUpdate changes its argument.
#
# What:     tensorScatterUpdate returns the updated tensor, and on cpu writes into its argument as well.
# Where:    Code that keeps the tensor from before the update: memories by sample (an error memory, a
#           replay buffer), undo, comparisons before and after.
# Guess:    the argument is unchanged: operations of TensorFlow.js never change their inputs
# Expected: result 99 2 3, argument still 1 2 3
# Seen:     argument 99 2 3 on cpu; on wasm it stays 1 2 3
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

async function both(backend) {
  await tf.setBackend(backend);
  const given = tf.tensor1d([1, 2, 3]);
  const result = tf.tensorScatterUpdate(given, tf.tensor2d([0], [1, 1], 'int32'), tf.tensor1d([99]));
  return `${Array.from(await result.data()).join(' ')}, argument ${Array.from(await given.data()).join(' ')}`;
}
async function main() {
  console.log(`TensorFlow.js ${tf.version_core}`);
  check('cpu', await both('cpu'), '99 2 3, argument 1 2 3', '99 2 3, argument 99 2 3');
  check('wasm', await both('wasm'), '99 2 3, argument 1 2 3', '99 2 3, argument 1 2 3');
}
main();
END
node try.cjs
