#!/usr/bin/env bash
# WebGPU on SwiftShader: log(0) is -88, and NaN is neither equal to itself nor different.
#
# What:     On the software adapter that Chromium ships, and that continuous integration therefore tests on,
#           WGSL's log(0) is -88.03, log(-1) is 0, tanh(100) is NaN, and for NaN both x == x and x != x are
#           false. WGSL does not require NaN and infinities; the numbers are the surprise.
# Where:    Cross-entropies whose log(0) is "tested to be -Infinity" on one adapter and 88 on another; NaN
#           checks by x != x, which never fire; tanh of large pre-activations.
# Guess:    -Infinity, NaN, 1 and true for log(0), log(-1), tanh(100) and NaN != NaN, as in IEEE 754 and
#           on the cpu
# Expected: -Infinity NaN 1; NaN != NaN is 1, NaN == NaN is 0
# Seen:     -88.03 0 NaN; 0 and 0
# Version:  webgpu (Dawn) 0.6.2, SwiftShader 5.0.0 of Debian's chromium, Node 20.20
# Date:     2026-11-27

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts webgpu@0.6.2 >/dev/null

# Any Vulkan driver of SwiftShader's: Debian's package chromium has one.
: "${VK_ICD_FILENAMES:=/usr/lib/chromium/vk_swiftshader_icd.json}"
if [ ! -f "$VK_ICD_FILENAMES" ]; then
  echo "SwiftShader is not at $VK_ICD_FILENAMES: install chromium, or set VK_ICD_FILENAMES." >&2
  exit 2
fi
export VK_ICD_FILENAMES

cat >try.mjs <<'END'
import { create, globals } from 'webgpu';
Object.assign(globalThis, globals);

function check(what, seen, expected, asFound) {
  console.log(`${what}\n  expected ${expected}\n  seen     ${seen}`);
  if (String(seen) === String(asFound)) return;
  console.error(`  This has changed: it was ${asFound}.`);
  process.exitCode = 1;
}

// Kept: what it made goes with it.
const gpu = create([]);
const adapter = await gpu.requestAdapter();
const device = await adapter.requestDevice();
console.log(`${adapter.info.vendor} ${adapter.info.architecture}, ${adapter.info.description}`);
/** @param expression of a, a number that the compiler does not know */
async function computed(expression, number) {
  const code = `
    @group(0) @binding(0) var<storage, read_write> cell: array<f32>;
    @compute @workgroup_size(1) fn main() { let a = cell[0]; cell[0] = ${expression}; }`;
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const cell = device.createBuffer({ size: 4, usage: STORAGE | COPY_SRC | COPY_DST });
  const out = device.createBuffer({ size: 4, usage: MAP_READ | COPY_DST });
  device.queue.writeBuffer(cell, 0, Float32Array.of(number));
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = [{ binding: 0, resource: { buffer: cell } }];
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(cell, 0, out, 0, 4);
  device.queue.submit([encoder.finish()]);
  await out.mapAsync(GPUMapMode.READ);
  return Number(new Float32Array(out.getMappedRange())[0].toFixed(2));
}
check('log(1)', await computed('log(a)', 1), 0, 0);
check('log(0)', await computed('log(a)', 0), -Infinity, -88.03);
check('log(-1)', await computed('log(a)', -1), NaN, 0);
check('tanh(100)', await computed('tanh(a)', 100), 1, NaN);
check('NaN != NaN', await computed('select(0.0, 1.0, a != a)', NaN), 1, 0);
check('NaN == NaN', await computed('select(0.0, 1.0, a == a)', NaN), 0, 0);
device.destroy();
// Dawn would keep the process alive.
process.exit();
END
node try.mjs
