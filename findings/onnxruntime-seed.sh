#!/usr/bin/env bash
# ONNX Runtime: the same model and seed draw different numbers in the browser's build and in Node's.
#
# What:     RandomNormal, RandomUniform and Dropout with a seed in the model are reproducible within a
#           build, but differ between the web (wasm) and the native build of the same version.
# Where:    Checks of a model with noise or training-mode dropout against expected outputs that were
#           recorded elsewhere; "reproducible" demos that run in both places.
# Guess:    the same numbers: one version, one seed, one generator in the source
# Expected: equal numbers from onnxruntime-web and onnxruntime-node 1.30.0 for seed 1
# Seen:     0.231, 0.891, 0.365 against -0.259, 1.602, -1.499
# Version:  onnxruntime-web and onnxruntime-node 1.30.0, onnx-proto 8.0.1, Node 20.20 on Linux
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-web@1.30.0 onnxruntime-node@1.30.0 onnx-proto@8.0.1 >/dev/null

cat >try.cjs <<'END'
// Both builds share one registry of backends: in one process the second would run on the first one's.
const ort = require(process.argv[2]);

const { onnx } = require('onnx-proto');
/** A model of one operation on float vectors. */
function modelOf(opType, inputs, size, attribute = []) {
  const value = (name) => ({
    name,
    type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: size }] } } },
  });
  const node = [{ opType, input: inputs, output: ['y'], attribute }];
  const graph = { name: 'one', node, input: inputs.map(value), output: [value('y')] };
  return onnx.ModelProto.encode({ irVersion: 8, opsetImport: [{ domain: '', version: 17 }], graph }).finish();
}

const seeded = [
  { name: 'seed', type: 1, f: 1 },
  { name: 'shape', type: 7, ints: [3] },
];
async function draws(operation) {
  const session = await ort.InferenceSession.create(modelOf(operation, [], 3, seeded));
  const { y } = await session.run({});
  return Array.from(y.data, (x) => x.toFixed(4)).join(' ');
}
async function main() {
  if (ort.env.wasm) ort.env.wasm.numThreads = 1;
  for (const operation of ['RandomNormal', 'RandomUniform']) console.log(`${operation}: ${await draws(operation)}`);
}
main();
END

web=$(node try.cjs onnxruntime-web)
again=$(node try.cjs onnxruntime-web)
native=$(node try.cjs onnxruntime-node)
echo "expected the same numbers from both builds for seed 1"
echo "seen, onnxruntime-web:"
echo "$web"
echo "seen, onnxruntime-node:"
echo "$native"
if [ "$web" != "$again" ] || [ "$web" = "$native" ]; then
  echo 'This has changed.' >&2
  exit 1
fi
