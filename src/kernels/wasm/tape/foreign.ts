/** Kernels of TensorFlow.js in a recorded step: done again on the memory that they read and wrote. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernelsForBackend, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Internals } from '../heap';
import { wasmMemory } from '../memory';
import { bytesOf, currentRecorder, type Placed, type Repetition } from './recorder';

type Call = Parameters<KernelFunc>[0];
type Input = TensorInfo | readonly TensorInfo[] | undefined;

const tensorsOf = (inputs: Call['inputs']): TensorInfo[] =>
  Object.values(inputs as Readonly<Record<string, Input>>).flatMap((input) => input ?? []);

/** The same inputs, each tensor replaced by the next of `by`. */
function replaced(inputs: Call['inputs'], by: readonly TensorInfo[]): Call['inputs'] {
  let next = 0;
  const take = (): TensorInfo => by[next++] as TensorInfo;
  const all = Object.entries(inputs as Readonly<Record<string, Input>>).map(([name, input]) => {
    if (input === undefined) return [name, input];
    return [name, Array.isArray(input) ? input.map(take) : take()];
  });
  return Object.fromEntries(all);
}

/** Calls the kernel with ids of its own for the same memory, and copies its output to where the recorded one was. */
function repetition(run: KernelFunc, call: Call, places: readonly Placed[], to: Placed): Repetition {
  const backend = call.backend as BackendWasm;
  const { wasm, dataIdMap } = backend as unknown as Internals;
  const known = places.map(({ shape, dtype, place }) => backend.makeOutput(shape, dtype, place));
  const inputs = replaced(call.inputs, known);
  const bytes = bytesOf(to);
  return {
    act: () => {
      const output = run({ ...call, inputs }) as TensorInfo;
      const { bytesAt, pointer } = wasmMemory();
      bytesAt(to.place, bytes).set(bytesAt(pointer(output), bytes));
      backend.disposeData(output.dataId);
    },
    dispose: () => {
      // Not the memory, which is not theirs.
      for (const { dataId } of known) {
        wasm.tfjs.disposeData(dataIdMap.get(dataId).id);
        dataIdMap.delete(dataId);
      }
    },
  };
}

let done = false;
/** Makes all kernels of the backend tell the recorder. Call before the project's own are registered. */
export function recordForeignKernels(): void {
  if (done) return;
  done = true;
  for (const kernel of getKernelsForBackend('wasm')) {
    const { kernelFunc: run } = kernel;
    kernel.kernelFunc = (call) => {
      const recorder = currentRecorder();
      if (!recorder) return run(call);
      return recorder.foreign(
        tensorsOf(call.inputs),
        () => run(call),
        (places, to) => repetition(run, call, places, to),
      );
    };
  }
}
