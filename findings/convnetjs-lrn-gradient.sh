#!/usr/bin/env bash
# convnetjs: the gradient of local response normalisation is wrong.
#
# What:     y_i = x_i / (k + alpha/n sum_j x_j^2)^beta. Backward multiplies by x_j^2 where the derivative of y_i by x_j has
#           x_i x_j: right for j = i only. Gradients of all other layers agree with differences to 1e-10.
# Where:    Networks with a layer of type lrn (AlexNet and its followers): whatever is below it descends on another
#           gradient, by tens of percent where alpha is not tiny.
# Guess:    equal to central differences, as for convolution, pooling, maxout and dense layers
# Expected: a difference below 1e-6
# Seen:     up to 1.6e-2 on gradients of 4e-2
# Version:  convnetjs 0.3.0, Node 20.20
# Date:     2026-11-30

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts convnetjs@0.3.0 >/dev/null

cat >try.cjs <<'END'
const { Net, Vol } = require('convnetjs');

const size = { out_sx: 3, out_sy: 3, out_depth: 6 };
let state = 1;
const random = () => {
  state = (state * 16807) % 2147483647;
  return state / 2147483647 - 0.5;
};
/** Largest difference between the gradient with respect to the input and central differences of -log y_1. */
function worst(layer) {
  const net = new Net();
  net.makeLayers([{ type: 'input', ...size }, layer, { type: 'softmax', num_classes: 3 }]);
  const x = new Vol(3, 3, 6, 0);
  for (let i = 0; i < x.w.length; i++) x.w[i] = random();
  const loss = () => -Math.log(net.forward(x, true).w[1]);
  loss();
  net.backward(1);
  const gradient = Array.from(x.dw);
  const h = 1e-5;
  const differences = gradient.map((_, i) => {
    const [before] = [x.w[i]];
    x.w[i] = before + h;
    const above = loss();
    x.w[i] = before - h;
    const below = loss();
    x.w[i] = before;
    return (above - below) / (2 * h);
  });
  return Math.max(...gradient.map((g, i) => Math.abs(g - differences[i])));
}
const conv = worst({ type: 'conv', sx: 3, filters: 2, stride: 1, pad: 1 });
const lrn = worst({ type: 'lrn', k: 1, n: 3, alpha: 0.5, beta: 0.75 });
console.log(`convolution\n  expected below 1e-6\n  seen     ${conv.toExponential(1)}`);
console.log(`local response normalisation\n  expected below 1e-6\n  seen     ${lrn.toExponential(1)}`);
if (conv > 1e-6 || lrn < 1e-3) {
  console.error('  This has changed.');
  process.exitCode = 1;
}
END
node try.cjs
