#!/usr/bin/env bash
# ONNX Runtime: Sigmoid is exactly 0 from -18 down, and wrong by up to a factor of 2 at -17.
#
# What:     The vectorised logistic function of float tensors is cut off at 18 and inaccurate near
#           there, both in the web build (wasm) and in the native one, with different digits. exp(-x) is not the
#           limit: single precision holds sigmoid(x) down to -87.
# Where:    Losses and calibration on top of an exported sigmoid: log(p) is -Infinity for logits from -18
#           down, ratios of small probabilities (rare classes, detection scores) are wrong by 2 before that.
# Guess:    relative precision of 1e-6 or so down to where the result is denormal, and never 0 there
# Expected: sigmoid(-17) = 4.14e-8, sigmoid(-18) = 1.52e-8, sigmoid(-20) = 2.06e-9
# Seen:     onnxruntime-web 2.98e-8, 0, 0; onnxruntime-node on x64 8.94e-8, 0, 0
# Version:  onnxruntime-web 1.30.0 (onnxruntime-node 1.30.0, too), onnx-proto 8.0.1, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-web@1.30.0 onnx-proto@8.0.1 >/dev/null

cat >try.cjs <<'END'
const ort = require('onnxruntime-web');

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

async function main() {
  ort.env.wasm.numThreads = 1;
  const logits = [-8, -17, -18, -20];
  const session = await ort.InferenceSession.create(modelOf('Sigmoid', ['x'], logits.length));
  const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.from(logits), [logits.length]) });
  for (const [i, z] of logits.entries()) {
    const expected = 1 / (1 + Math.exp(-z));
    console.log(`sigmoid(${z})\n  expected ${expected.toExponential(3)}\n  seen     ${y.data[i].toExponential(3)}`);
  }
  const [at8, at17, at18, at20] = y.data;
  const off17 = Math.abs(at17 / (1 / (1 + Math.exp(17))) - 1);
  if (Math.abs(at8 / (1 / (1 + Math.exp(8))) - 1) > 1e-3 || off17 < 0.1 || at18 !== 0 || at20 !== 0) {
    console.error('This has changed.');
    process.exitCode = 1;
  }
}
main();
END
node try.cjs
