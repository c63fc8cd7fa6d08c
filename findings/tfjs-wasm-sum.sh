#!/usr/bin/env bash
# TensorFlow.js wasm: sums in one single-precision accumulator.
#
# What:     sum() on wasm adds all elements to one 32-bit accumulator, one after the other, so that its
#           error grows with the number of elements.
# Where:    Norms, means and angles of large weight matrices: over 2,000 x 2,000 elements a norm is off by
#           up to most of a percent, and a small angle between two tensors by some percent of itself. It
#           looks plausible, so nobody checks.
# Guess:    pairwise or blockwise sums, as in NumPy and XNNPACK's own reductions: right to 6 digits
# Expected: the norm of 4,000,000 numbers within 0.001 % of the one computed in double precision
# Seen:     normal numbers 0.2 % too small, numbers of one size 0.5 % too large; the angle between a tensor
#           and itself with 5 % noise 2.77 degrees for 2.86
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

const n = 2000 * 2000;
/** Standard normal (Box-Muller), the same in every run. */
function numbers(seed) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float32Array.from({ length: n }, () =>
    Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
}
const a = numbers(1);
const noise = numbers(2);
const b = a.map((x, i) => x + 0.05 * noise[i]);
const dot = (x, y) => x.reduce((sum, value, i) => sum + value * y[i], 0);
const degrees = (xy, xx, yy) => (Math.acos(Math.min(1, xy / Math.sqrt(xx * yy))) * 180) / Math.PI;

async function main() {
  await tf.setBackend('wasm');
  const sum = async (x, y) => (await tf.sum(tf.mul(tf.tensor1d(x), tf.tensor1d(y))).data())[0];
  const [xx, yy, xy] = [await sum(a, a), await sum(b, b), await sum(a, b)];
  const norm = { right: Math.sqrt(dot(a, a)), seen: Math.sqrt(xx) };
  const angle = { right: degrees(dot(a, b), dot(a, a), dot(b, b)), seen: degrees(xy, xx, yy) };
  console.log(`TensorFlow.js ${tf.version_core}, wasm, ${n} elements`);
  console.log(`norm:  expected ${norm.right.toFixed(2)}, seen ${norm.seen.toFixed(2)}`);
  const flat = new Float32Array(n).fill(0.1);
  const size = { right: Math.sqrt(dot(flat, flat)), seen: Math.sqrt(await sum(flat, flat)) };
  console.log(`norm of a tensor that is 0.1 everywhere: expected ${size.right.toFixed(2)}, seen ${size.seen.toFixed(2)}`);
  console.log(`angle: expected ${angle.right.toFixed(3)} degrees, seen ${angle.seen.toFixed(3)}`);
  const off = [norm, size, angle].map(({ right, seen }) => Math.abs(seen / right - 1));
  if (off.some((part) => part < 1e-3)) {
    console.error('This has changed: one of them is now right to three digits.');
    process.exitCode = 1;
  }
}
main();
END
node try.cjs
