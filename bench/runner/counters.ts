/** Counts a training step's backend operations; no cost while not counting. */
import { engine } from '@tensorflow/tfjs-core';

export interface Counts {
  /** TensorFlow.js kernels, including the project's. */
  readonly kernels: number;
  /** Direct calls into the project's wasm module. */
  readonly ownCalls: number;
  /** GPU dispatches. */
  readonly dispatches: number;
}

type Functions = Record<string, unknown>;
/** Replaces a method by a counting one. @returns a function that restores it */
function counted(owner: Functions, name: string, count: () => void): () => void {
  const original = owner[name] as (...args: unknown[]) => unknown;
  owner[name] = function (this: unknown, ...args: unknown[]): unknown {
    count();
    return original.apply(this, args);
  };
  return () => {
    owner[name] = original;
  };
}

/**
 * Makes exports of later wasm modules replaceable, by a copy of the frozen exports object. The functions are the same, so
 * calls cost the same.
 */
function openExports(): Functions[] {
  const all: Functions[] = [];
  const Original = WebAssembly.Instance;
  WebAssembly.Instance = new Proxy(Original, {
    construct: (target, args: [WebAssembly.Module, WebAssembly.Imports?]) => {
      const exports: Functions = { ...new target(...args).exports };
      all.push(exports);
      return { exports };
    },
  });
  return all;
}

/** Call before a backend starts. */
export function createCounters(): { during: (work: () => Promise<void>) => Promise<Counts> } {
  const modules = openExports();
  return {
    during: async (work) => {
      const counts = { kernels: 0, ownCalls: 0, dispatches: 0 };
      const add = (what: keyof Counts) => () => {
        counts[what] += 1;
      };
      const back = [counted(engine() as unknown as Functions, 'runKernel', add('kernels'))];
      for (const exports of modules)
        for (const [name, value] of Object.entries(exports))
          if (typeof value === 'function') back.push(counted(exports, name, add('ownCalls')));
      if (typeof GPUComputePassEncoder !== 'undefined')
        for (const name of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect'])
          back.push(
            counted(GPUComputePassEncoder.prototype as unknown as Functions, name, add('dispatches')),
          );
      try {
        await work();
      } finally {
        for (const restore of back) restore();
      }
      return counts;
    },
  };
}
