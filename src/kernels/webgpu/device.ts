/** TensorFlow.js's WebGPU backend on a device of our own, which has as much room as the adapter offers. */
import { env, type KernelBackend, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';

/** Limits that are raised to the adapter's: TensorFlow.js's, and the storage buffers of a program, of which fused ones need more. */
const raised = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
  'maxStorageBuffersPerShaderStage',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

async function openDevice() {
  const low = env().getBool('WEBGPU_USE_LOW_POWER_GPU');
  const adapter = await navigator.gpu.requestAdapter({
    powerPreference: low ? 'low-power' : 'high-performance',
  });
  if (!adapter) throw new Error('WebGPU did not start: no adapter was found.');
  const { features, limits, info } = adapter;
  const device = await adapter.requestDevice({
    requiredFeatures: features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: Object.fromEntries(raised.map((name) => [name, limits[name]])),
  });
  return { device, info };
}

/** @returns whether the backend is the one in use now @throws Error without an adapter */
export async function startWebgpu(): Promise<boolean> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  removeBackend('webgpu');
  registerBackend('webgpu', async () => {
    const { device, info } = await openDevice();
    return new WebGPUBackend(device, info) as unknown as KernelBackend;
  });
  return setBackend('webgpu');
}
