/** A GPU in Node, through Dawn, which the npm package `webgpu` brings: TensorFlow.js's WebGPU backend and our kernels on it. */
import { env, backend as presentBackend, ready } from '@tensorflow/tfjs-core';
import type { Kernels } from '../src/core/kernels';
import { kernelsFor } from '../src/kernels';
import { startWebgpu } from '../src/kernels/webgpu/device';

/** The API used of the package, which is not a dependency. */
interface Dawn {
  readonly create: (options: readonly string[]) => GPU;
  readonly globals: object;
}

const HOW_TO_GET_IT = `This needs the npm package webgpu (Dawn for Node), which the lab does not depend on:

  npm install --no-save webgpu

A machine without a GPU also needs a Vulkan driver that computes on the processor, such as the SwiftShader that Debian's
chromium brings: VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json`;

async function loadDawn(): Promise<Dawn> {
  // Named by a variable: it need not be there for the types to be checked.
  const name: string = process.env.F3_WEBGPU ?? 'webgpu';
  try {
    return (await import(name)) as Dawn;
  } catch (error) {
    throw new Error(`${HOW_TO_GET_IT}\n\n(${error instanceof Error ? error.message : error})`);
  }
}

export interface OpenedGpu {
  readonly kernels: Kernels;
  /** The adapter's description. */
  readonly adapter: string;
  /** WebGPU errors: an invalid shader does not throw, and leaves stale results. */
  readonly problems: readonly string[];
}

/** Gives this process `navigator.gpu` and WebGPU's globals. @throws Error that says how to get what is missing */
export async function bringGpu(options: readonly string[] = []): Promise<void> {
  const { create, globals } = await loadDawn();
  Object.assign(globalThis, globals);
  // Newer versions of Node have a navigator of their own, without a GPU.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create(options) }, configurable: true });
}

/** @param options Dawn's. @throws Error that says how to get what is missing */
export async function openGpu(options: readonly string[] = []): Promise<OpenedGpu> {
  await bringGpu(options);
  if (!(await startWebgpu())) throw new Error('WebGPU did not start.');
  await ready();
  // Otherwise TensorFlow.js computes small tensors on the CPU.
  env().set('WEBGPU_CPU_FORWARD', false);
  const { device, adapterInfo } = presentBackend() as unknown as {
    device: GPUDevice;
    adapterInfo: { adapterInfo?: GPUAdapterInfo };
  };
  const problems: string[] = [];
  device.addEventListener('uncapturederror', ({ error }) => problems.push(error.message));
  return { kernels: await kernelsFor('webgpu'), adapter: JSON.stringify(adapterInfo), problems };
}
