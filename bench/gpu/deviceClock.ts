/** Times compute passes, or single dispatches, on the device, by its timestamps. */
import { backend as presentBackend } from '@tensorflow/tfjs-core';
import { prototypeOf, replace } from './apiClock';

interface Backend {
  readonly device: GPUDevice;
  readonly endComputePassEncoder: () => void;
}

/** A compute pass. */
export interface Pass {
  /** Its first program, and how many workgroups that has. */
  readonly program: string;
  readonly dispatches: number;
  /** Nanoseconds of the device's clock. */
  readonly from: bigint;
  readonly to: bigint;
}

/** WebGPU's limit is 4096 in a set. */
const MOST_PASSES = 2048;

async function readTimes(device: GPUDevice, set: GPUQuerySet, count: number): Promise<BigUint64Array> {
  const size = 8 * count;
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const resolved = device.createBuffer({ size, usage: QUERY_RESOLVE | COPY_SRC });
  const mapped = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
  const encoder = device.createCommandEncoder();
  encoder.resolveQuerySet(set, 0, count, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, mapped, 0, size);
  device.queue.submit([encoder.finish()]);
  await mapped.mapAsync(GPUMapMode.READ);
  const times = new BigUint64Array(mapped.getMappedRange().slice(0));
  for (const buffer of [resolved, mapped]) buffer.destroy();
  return times;
}

/**
 * The passes that `work` submits, up to the end of the last; it must wait for the device.
 * @param each gives every dispatch a pass of its own
 */
export async function timePasses(each: boolean, work: () => Promise<void>): Promise<Pass[]> {
  const backend = presentBackend() as unknown as Backend;
  const set = backend.device.createQuerySet({ type: 'timestamp', count: 2 * MOST_PASSES });
  const passes: { program: string; dispatches: number }[] = [];
  let pipeline = '';
  const back = [
    replace(
      prototypeOf(GPUCommandEncoder),
      'beginComputePass',
      (original) =>
        function () {
          const at = 2 * passes.length;
          passes.push({ program: '', dispatches: 0 });
          if (at >= 2 * MOST_PASSES) return original.call(this);
          const timestampWrites = {
            querySet: set,
            beginningOfPassWriteIndex: at,
            endOfPassWriteIndex: at + 1,
          };
          return original.call(this, { timestampWrites });
        },
    ),
    replace(
      prototypeOf(GPUComputePassEncoder),
      'setPipeline',
      (original) =>
        function (own) {
          pipeline = (own as GPUComputePipeline).label;
          return original.call(this, own);
        },
    ),
    replace(
      prototypeOf(GPUComputePassEncoder),
      'dispatchWorkgroups',
      (original) =>
        function (...size) {
          const pass = passes.at(-1);
          if (pass) {
            pass.program ||= `${pipeline} [${size.join(' × ')}]`;
            pass.dispatches += 1;
          }
          original.apply(this, size);
          if (each) backend.endComputePassEncoder();
        },
    ),
  ];
  try {
    await work();
  } finally {
    for (const restore of back) restore();
  }
  const timed = passes.slice(0, MOST_PASSES);
  const times = await readTimes(backend.device, set, 2 * timed.length);
  set.destroy();
  return timed.map((pass, i) => ({ ...pass, from: times[2 * i] as bigint, to: times[2 * i + 1] as bigint }));
}
