#!/usr/bin/env bash
# WebGPU on SwiftShader: compiling a shader takes longer with every element of its workgroup memory.
#
# What:     WGSL's workgroup memory starts at zero. On SwiftShader, Dawn leaves that to a Vulkan extension, for which
#           SwiftShader compiles one store per element: a kernel with a tile of 32 × 33 floats takes seconds to compile.
#           With the Dawn feature off (--disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension in
#           Chromium) Dawn writes a loop into the shader instead: same results, and the time hardly depends on the tile.
# Where:    Tiled matrix products in continuous integration, whose WebGPU tests run on this adapter: nearly all their
#           time was the compiler's. A self-test or a time limit that passes on a GPU fails there.
# Guess:    the size of an array of workgroup memory does not matter to the compiler
# Expected: about as long with the feature as without it
# Seen:     90 times as long for 1,056 floats, 4 times for 64
# Version:  webgpu (Dawn) 0.6.2, SwiftShader 5.0.0 of Debian's chromium, Node 20.20
# Date:     2026-11-28

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts webgpu@0.6.2 >/dev/null

# Any Vulkan driver of SwiftShader's: Debian's package chromium has one, and the Vulkan loader beside it.
: "${VK_ICD_FILENAMES:=/usr/lib/chromium/vk_swiftshader_icd.json}"
if [ ! -f "$VK_ICD_FILENAMES" ]; then
  echo "SwiftShader is not at $VK_ICD_FILENAMES: install chromium, or set VK_ICD_FILENAMES." >&2
  exit 2
fi
export VK_ICD_FILENAMES
export LD_LIBRARY_PATH="$(dirname "$VK_ICD_FILENAMES")${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"

cat >try.mjs <<'END'
import { create, globals } from 'webgpu';
Object.assign(globalThis, globals);

const LOOP = 'disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension';
const THREADS = 64;
/** Kept: what they made goes with them. */
const instances = [];

/** Median milliseconds to compile and run a kernel that reverses 64 numbers through workgroup memory. */
async function compiled(flags, floats) {
  const gpu = create(flags);
  instances.push(gpu);
  const adapter = await gpu.requestAdapter();
  const device = await adapter.requestDevice();
  const times = [];
  for (let run = 0; run < 3; run++) {
    // Another constant each time: nothing comes from a cache.
    const code = `
      @group(0) @binding(0) var<storage, read_write> cell: array<f32>;
      var<workgroup> tile: array<f32, ${floats}>;
      @compute @workgroup_size(${THREADS}) fn main(@builtin(local_invocation_index) i: u32) {
        tile[i] = cell[i] + ${run}.5;
        workgroupBarrier();
        cell[i] = tile[${THREADS - 1}u - i];
      }`;
    const from = performance.now();
    const module = device.createShaderModule({ code });
    const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
    const cell = device.createBuffer({ size: 4 * THREADS, usage: GPUBufferUsage.STORAGE });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const entries = [{ binding: 0, resource: { buffer: cell } }];
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(1);
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    times.push(performance.now() - from);
  }
  device.destroy();
  return times.sort((a, b) => a - b)[1];
}

for (const [floats, least] of [
  [64, 2],
  [1056, 20],
]) {
  const [extension, loop] = [await compiled([], floats), await compiled([LOOP], floats)];
  const ratio = extension / loop;
  console.log(`${floats} floats: ${extension.toFixed(0)} ms, as a loop ${loop.toFixed(0)} ms`);
  console.log(`  expected about 1 ×\n  seen     ${ratio.toFixed(1)} ×`);
  if (ratio >= least) continue;
  console.error(`  This has changed: it was at least ${least} ×.`);
  process.exitCode = 1;
}
// Dawn would keep the process alive.
process.exit();
END
node try.mjs
