#!/usr/bin/env bash
# ONNX Runtime: BatchNormalization of 20000.125 with a mean of 20000 is wrong in the second digit.
#
# What:     The operation computes x * scale + (b - mean * scale) and not (x - mean) * scale + b, as it is defined:
#           both products are large, and their difference keeps few digits. x - mean is exact in single precision.
#           Sub and Div, for the same numbers, give all digits.
#           PyTorch 1.13 on the CPU loses digits in the same way: 0.0130 where x is the mean, 1.7e9.
# Where:    Inputs that a model standardises itself: pressure in Pa, years, metres above a datum, timestamps, ids. The
#           more deviations they are away from 0, the fewer digits are left.
# Guess:    the formula of the specification, with an error of 1e-6
# Expected: (20000.125 - 20000) / sqrt(0.075) = 0.4564, (1700001280 - 1.7e9) / sqrt(3 * 1280^2) = 0.5774
# Seen:     0.4609, 0.5625
# Version:  onnxruntime-web 1.30.0 (the same in onnxruntime 1.30.0 for Python), onnx-proto 8.0.1, Node 20.20
# Date:     2026-11-30

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-web@1.30.0 onnx-proto@8.0.1 >/dev/null

cat >try.cjs <<'END'
const ort = require('onnxruntime-web');
const { onnx } = require('onnx-proto');

const vector = (name) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: 1 }] } } } });
const matrix = (name) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: 1 }, { dimValue: 1 }] } } },
});
const model = onnx.ModelProto.encode({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 17 }],
  graph: {
    name: 'both',
    node: [
      { opType: 'BatchNormalization', input: ['x', 'one', 'zero', 'mean', 'variance'], output: ['normalised'] },
      { opType: 'Sub', input: ['x', 'mean'], output: ['centred'] },
      { opType: 'Sqrt', input: ['variance'], output: ['deviation'] },
      { opType: 'Div', input: ['centred', 'deviation'], output: ['divided'] },
    ],
    input: [matrix('x'), ...['one', 'zero', 'mean', 'variance'].map(vector)],
    output: ['normalised', 'divided'].map(matrix),
  },
}).finish();

async function main() {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(model);
  const tensor = (value, shape) => new ort.Tensor('float32', Float32Array.of(value), shape);
  for (const [x, mean, variance] of [
    [20000.125, 20000, 0.075],
    [1700001280, 1.7e9, 3 * 1280 ** 2],
  ]) {
    const { normalised, divided } = await session.run({
      x: tensor(x, [1, 1]),
      one: tensor(1, [1]),
      zero: tensor(0, [1]),
      mean: tensor(mean, [1]),
      variance: tensor(variance, [1]),
    });
    // The default epsilon, 1e-5.
    const expected = (x - mean) / Math.sqrt(variance + 1e-5);
    const [seen, plain] = [normalised.data[0], divided.data[0]];
    console.log(
      `${x}, mean ${mean}\n  expected ${expected.toFixed(4)}\n  seen     ${seen.toFixed(4)} (Sub and Div ${plain.toFixed(4)})`,
    );
    if (Math.abs(seen / expected - 1) < 5e-3 || Math.abs(plain / expected - 1) > 1e-4) {
      console.error('This has changed.');
      process.exitCode = 1;
    }
  }
}
main();
END
node try.cjs
