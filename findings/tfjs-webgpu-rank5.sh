#!/usr/bin/env bash
# TensorFlow.js, WebGPU: with five dimensions pad and a broadcast sum compute nothing, and nothing is thrown.
#
# What:     tensors may have six dimensions, and slice, concat, transpose or sum of five are right. The programs
#           of pad, of mirrorPad and of element-wise operations that broadcast are invalid from five on: WebGPU says
#           so asynchronously, each dispatch is dropped, and reading gives what the buffer held before.
# Where:    Windows of images (a convolution by im2col, patches of a transformer, [N, heads, ...]) with a pad or a
#           bias in five dimensions. The result has the right shape and, with a pool of used buffers, ordinary
#           numbers of another tensor.
# Guess:    right as in four dimensions, or an error from the call
# Expected: [1, 2] padded with 9 is 9 1 2 9, [1, 2] + [10, 20] is 11 22, in any number of dimensions
# Seen:     from five dimensions on other numbers, without an error from the call or from reading
# Version:  @tensorflow/tfjs-backend-webgpu and tfjs-core 4.22.0, webgpu (Dawn) 0.6.2, Node 20.20
# Date:     2026-11-29

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  webgpu@0.6.2 @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-webgpu@4.22.0 >/dev/null

# Any Vulkan driver and its loader (libvulkan1): Debian's package chromium has SwiftShader.
: "${VK_ICD_FILENAMES:=/usr/lib/chromium/vk_swiftshader_icd.json}"
if [ ! -f "$VK_ICD_FILENAMES" ]; then
  echo "No Vulkan driver at $VK_ICD_FILENAMES: install chromium, or set VK_ICD_FILENAMES." >&2
  exit 2
fi
export VK_ICD_FILENAMES XDG_RUNTIME_DIR="$folder"

cat >try.mjs <<'END_OF_JS'
import { writeFileSync } from 'node:fs';
import { create, globals } from 'webgpu';
Object.assign(globalThis, globals);
Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
const tf = await import('@tensorflow/tfjs-core');
// Suppresses the advice to install another package.
tf.env().set('IS_TEST', true);
await import('@tensorflow/tfjs-backend-webgpu');
if (!(await tf.setBackend('webgpu').catch(() => false))) {
  console.error('WebGPU does not start here: is libvulkan1 installed?');
  process.exit(2);
}
tf.env().set('WEBGPU_CPU_FORWARD', false);

const lines = [];
let changed = false;
/** A used buffer of the result's size, which the next result gets. */
async function use(size) {
  const other = tf.mul(tf.tensor1d(Array(size).fill(3.5)), tf.scalar(2));
  await other.data();
  other.dispose();
}
async function check(what, right, ranks) {
  for (const [rank, tensor] of ranks) {
    await use(right.split(' ').length);
    const seen = (await tensor().data()).join(' ');
    lines.push(`${what}, ${rank} dimensions`, `  expected ${right}`, `  seen     ${seen}`);
    if ((seen === right) === rank < 5) continue;
    lines.push('  This has changed: five dimensions were wrong, four were right.');
    changed = true;
  }
}
const shape = (rank) => [...Array(rank - 1).fill(1), 2];
const x = (rank) => tf.tensor([1, 2], shape(rank));
const beside = (rank) => shape(rank).map((_, i) => (i === rank - 1 ? [1, 1] : [0, 0]));
const ranks = (of) => [4, 5, 6].map((rank) => [rank, () => of(rank)]);
await check('pad', '9 1 2 9', ranks((rank) => tf.pad(x(rank), beside(rank), 9)));
await check('add of [2]', '11 22', ranks((rank) => tf.add(x(rank), tf.tensor1d([10, 20]))));
writeFileSync('seen.txt', `${lines.join('\n')}\n`);
// Dawn would keep the process alive.
process.exit(changed ? 1 : 0);
END_OF_JS
# Dawn prints what it says asynchronously.
code=0
node try.mjs >dawn.txt 2>&1 || code=$?
if [ -f seen.txt ]; then cat seen.txt; else cat dawn.txt >&2; fi
echo "what WebGPU says meanwhile: $(grep -m 1 'error:' dawn.txt || true)"
exit $code
