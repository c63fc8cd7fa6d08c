#!/usr/bin/env bash
# TensorFlow.js, WebGPU: each upload maps a new buffer and destroys it, despite a buffer pool.
#
# What:     The backend keeps used buffers in a pool, from which results are allocated. Uploads do not
#           use it: a batch with the same shape as the last is written into a new staging buffer, mapped
#           at its creation and destroyed after one copy, and the copy ends the compute pass.
# Where:    Every training step uploads a batch (inputs, targets, indices). On an NVIDIA H100 a mapped buffer
#           costs about 0.9 ms, a dispatch 0.1: writing the same numbers by GPUQueue.writeBuffer into a buffer
#           of the pool made a step of 784-500-10, batch 50, 5 to 8 times faster.
# Guess:    no buffers are created after the first steps
# Expected: 0 new buffers for 40 batches of one shape
# Seen:     40 new buffers, mapped at their creation, all destroyed
# Version:  @tensorflow/tfjs-backend-webgpu and tfjs-core 4.22.0, webgpu (Dawn) 0.6.2, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  webgpu@0.6.2 @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-webgpu@4.22.0 >/dev/null

# Any Vulkan driver: Debian's package chromium has SwiftShader. A real GPU does the same.
: "${VK_ICD_FILENAMES:=/usr/lib/chromium/vk_swiftshader_icd.json}"
if [ ! -f "$VK_ICD_FILENAMES" ]; then
  echo "No Vulkan driver at $VK_ICD_FILENAMES: install chromium, or set VK_ICD_FILENAMES." >&2
  exit 2
fi
export VK_ICD_FILENAMES XDG_RUNTIME_DIR="$folder"

cat >try.mjs <<'END'
import { create, globals } from 'webgpu';
Object.assign(globalThis, globals);
Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
const tf = await import('@tensorflow/tfjs-core');
await import('@tensorflow/tfjs-backend-webgpu');
await tf.setBackend('webgpu');
await tf.ready();
tf.env().set('WEBGPU_CPU_FORWARD', false);

const counts = { made: 0, mapped: 0, destroyed: 0 };
const { createBuffer } = GPUDevice.prototype;
GPUDevice.prototype.createBuffer = function (descriptor) {
  counts.made += 1;
  if (descriptor.mappedAtCreation) counts.mapped += 1;
  return createBuffer.call(this, descriptor);
};
const { destroy } = GPUBuffer.prototype;
GPUBuffer.prototype.destroy = function () {
  counts.destroyed += 1;
  return destroy.call(this);
};

/** A batch goes up, is used and let go of; every fifth time the result is read. */
async function batches(n) {
  for (let k = 1; k <= n; k++) {
    const batch = tf.tensor2d(new Float32Array(8 * 16).fill(k), [8, 16]);
    const twice = tf.mul(batch, batch);
    batch.dispose();
    if (k % 5 === 0 && (await twice.data())[0] !== k * k) throw new Error('a wrong product');
    twice.dispose();
  }
}
await batches(20);
for (const key of Object.keys(counts)) counts[key] = 0;
await batches(40);
const seen = `${counts.made} made, ${counts.mapped} of them mapped, ${counts.destroyed} destroyed`;
console.log(`buffers of 40 more batches of one shape\n  expected 0 made\n  seen     ${seen}`);
const asFound = '40 made, 40 of them mapped, 40 destroyed';
if (seen !== asFound) console.error(`  This has changed: it was ${asFound}.`);
// Dawn would keep the process alive.
process.exit(seen === asFound ? 0 : 1);
END
node try.mjs
