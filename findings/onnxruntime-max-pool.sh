#!/usr/bin/env bash
# ONNX Runtime: the maximum of -Infinity and -Infinity is -3.4e38 in GlobalMaxPool, and in MaxPool over one axis.
#
# What:     Both begin a window's maximum with the smallest finite float, which they return where all numbers are
#           -Infinity, or NaN; NaN beside numbers is passed over. MaxPool over two axes gives -Infinity and NaN for
#           the same numbers.
# Where:    Pooling masked values: positions set to -Infinity so that they never win. What follows (softmax, a
#           test for -Infinity, a difference) gets a finite number; and networks that went NaN look healthy.
# Guess:    -Infinity, as ReduceMax gives, whatever the number of axes
# Expected: MaxPool [[-Infinity, -Infinity], [NaN, 1], [NaN, NaN]] = -Infinity, NaN, NaN
# Seen:     -3.4028234663852886e+38, 1, -3.4028234663852886e+38 over one axis and in GlobalMaxPool
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

/** A model of one pooling operation on [1, windows, ...axes]. */
function modelOf(opType, shape, attributes) {
  const value = (name, sizes) => ({
    name,
    type: { tensorType: { elemType: 1, shape: { dim: sizes.map((dimValue) => ({ dimValue })) } } },
  });
  const pooled = shape.map((size, axis) => (axis < 2 ? size : 1));
  const attribute = Object.entries(attributes).map(([name, ints]) => ({ name, ints, type: 7 }));
  const node = [{ opType, input: ['x'], output: ['y'], attribute }];
  const graph = { name: 'one', node, input: [value('x', shape)], output: [value('y', pooled)] };
  return onnx.ModelProto.encode({ irVersion: 8, opsetImport: [{ domain: '', version: 17 }], graph }).finish();
}

/** The windows' maxima. */
async function pool(opType, axes, attributes) {
  const numbers = [[-Infinity, -Infinity], [NaN, 1], [NaN, NaN]];
  const shape = [1, numbers.length, ...axes];
  const session = await ort.InferenceSession.create(modelOf(opType, shape, attributes));
  const x = new ort.Tensor('float32', Float32Array.from(numbers.flat()), shape);
  return [...(await session.run({ x })).y.data];
}

async function main() {
  ort.env.wasm.numThreads = 1;
  const kernel = (kernel_shape) => ({ kernel_shape, strides: kernel_shape });
  const seen = {
    'MaxPool over one axis': await pool('MaxPool', [2], kernel([2])),
    'MaxPool over two axes': await pool('MaxPool', [1, 2], kernel([1, 2])),
    GlobalMaxPool: await pool('GlobalMaxPool', [2], {}),
  };
  for (const [name, values] of Object.entries(seen))
    console.log(`${name}\n  expected -Infinity, NaN, NaN\n  seen     ${values.join(', ')}`);
  const least = -3.4028234663852886e38;
  const text = (values) => values.join();
  const persists =
    text(seen['MaxPool over one axis']) === text([least, 1, least]) &&
    text(seen.GlobalMaxPool) === text([least, 1, least]) &&
    seen['MaxPool over two axes'][0] === -Infinity;
  if (!persists) {
    console.error('This has changed.');
    process.exitCode = 1;
  }
}
main();
END
node try.cjs
