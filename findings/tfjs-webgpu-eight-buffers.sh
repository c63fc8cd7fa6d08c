#!/usr/bin/env bash
# TensorFlow.js, WebGPU: the device it opens binds 8 storage buffers, whatever the adapter offers; concat splits by that.
#
# What:     the backend asks for the adapter's own limits of buffer sizes and workgroups, six of them, but not of
#           maxStorageBuffersPerShaderStage, which stays at WebGPU's default of 8. Its concat binds as many inputs as
#           the limit allows beside the output, and so joins 7 tensors at a time and then the results.
# Where:    Programs of one's own on the backend's device (several parameters and their optimizer state in one
#           dispatch), and whoever joins many small tensors, such as the losses of an epoch, for one read-back.
# Guess:    the device has the adapter's limits, since it has those of sizes; 24 tensors take as many dispatches as
#           the adapter's limit needs
# Expected: on SwiftShader, which offers 12: 12 storage buffers, and 24 tensors joined in 4 dispatches
# Seen:     8 storage buffers and 5 dispatches; 4 where the same backend is given a device with 12
# Version:  @tensorflow/tfjs-backend-webgpu and tfjs-core 4.22.0, webgpu (Dawn) 0.6.2, Node 20.20
# Date:     2026-11-30

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
const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
const adapter = await navigator.gpu.requestAdapter();
if (!adapter) {
  console.error('WebGPU does not start here: is libvulkan1 installed?');
  process.exit(2);
}
const most = adapter.limits.maxStorageBuffersPerShaderStage;
let dispatches = 0;
const pass = GPUComputePassEncoder.prototype;
const dispatch = pass.dispatchWorkgroups;
pass.dispatchWorkgroups = function (...groups) {
  dispatches += 1;
  return dispatch.apply(this, groups);
};

/** Dispatches of a concat of 24 tensors, and whether it is right. */
async function join() {
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const parts = Array.from({ length: 24 }, (_, i) => tf.tensor1d([i]));
  dispatches = 0;
  const seen = await tf.concat(parts).data();
  return { right: seen.every((value, i) => value === i), taken: dispatches };
}

await tf.setBackend('webgpu');
const { limits } = tf.backend().device;
const own = await join();

const wide = await adapter.requestDevice({ requiredLimits: { maxStorageBuffersPerShaderStage: most } });
tf.registerBackend('wide', () => new WebGPUBackend(wide, adapter.info));
for (const kernel of tf.getKernelsForBackend('webgpu')) tf.registerKernel({ ...kernel, backendName: 'wide' });
await tf.setBackend('wide');
const all = await join();

const lines = [
  `adapter: ${most} storage buffers in a program, ${adapter.limits.maxBufferSize} bytes in a buffer`,
  `device of TensorFlow.js: ${limits.maxStorageBuffersPerShaderStage} and ${limits.maxBufferSize}`,
  `concat of 24 tensors: ${own.taken} dispatches there, ${all.taken} on a device with ${most}`,
];
const asStated =
  most > 8 &&
  limits.maxStorageBuffersPerShaderStage === 8 &&
  limits.maxBufferSize === adapter.limits.maxBufferSize &&
  own.right &&
  all.right &&
  own.taken > all.taken;
if (!asStated) lines.push('This has changed.');
writeFileSync('seen.txt', `${lines.join('\n')}\n`);
// Dawn would keep the process alive.
process.exit(asStated ? 0 : 1);
END_OF_JS
code=0
node try.mjs >dawn.txt 2>&1 || code=$?
if [ -f seen.txt ]; then cat seen.txt; else cat dawn.txt >&2; fi
exit $code
