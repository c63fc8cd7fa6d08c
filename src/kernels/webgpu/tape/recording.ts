/**
 * Records what a step asks of the device, instead of doing it. Where the step also needs what only TensorFlow.js can
 * do, or numbers on this side, it is done after all, up to there and from there on.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Internals, internals } from '../backend';
import { type Dispatch, dispatch, listenToCalls } from '../record';
import { deferDisposal } from './watch';

export interface Recording {
  readonly dispatches: readonly Dispatch[];
  /** Data that the step makes. */
  readonly temporary: ReadonlySet<TensorInfo['dataId']>;
}

/** Functions of the backend that compute or read by themselves. */
const others = ['runWebGPUProgram', 'read', 'readSync', 'readToGPU', 'shouldExecuteOnCPU'] as const;

/** @returns what ends it */
function watchOthers(backend: Internals, found: () => void): () => void {
  const own = backend as unknown as Record<string, (...values: unknown[]) => unknown>;
  const before = others.map((name) => [name, own[name]] as const);
  for (const [name, original] of before)
    own[name] = (...values) => {
      found();
      return original?.apply(backend, values);
    };
  return () => {
    for (const [name, original] of before) if (original) own[name] = original;
  };
}

export interface Session {
  /** The step is done, not recorded. */
  readonly giveUp: () => void;
  /**
   * @param lossId of what the step returns: all else that it makes must be gone
   * @param wanted whether it is repeated, asked only where it can be
   * @returns undefined where it was given up; then all of it is done, else nothing
   */
  readonly end: (lossId: TensorInfo['dataId'], wanted: () => boolean) => Recording | undefined;
  /** Disposes what the step disposed of. */
  readonly release: () => void;
}

/** Call before the step. */
export function beginRecording(): Session {
  const backend = internals();
  const dispatches: Dispatch[] = [];
  const temporary = new Set<TensorInfo['dataId']>();
  let isOpen = true;
  const { held, release } = deferDisposal(backend);
  const close = (): void => {
    isOpen = false;
    listenToCalls(undefined);
    unwatch();
  };
  const giveUp = (): void => {
    if (!isOpen) return;
    close();
    try {
      for (const one of dispatches) dispatch(one);
    } finally {
      release();
    }
  };
  /** A repetition would need a tensor from outside that the step disposed of. */
  function needsWhatIsGone(): boolean {
    const used = new Set(dispatches.flatMap(({ tensors }) => tensors.map(({ dataId }) => dataId)));
    return held.some((dataId) => used.has(dataId) && !temporary.has(dataId));
  }
  /** A repetition writes to memory of its own, which nothing outside the step sees. */
  function leaves(lossId: TensorInfo['dataId']): boolean {
    const gone = new Set(held);
    return [...temporary].some((dataId) => dataId !== lossId && !gone.has(dataId));
  }
  const unwatch = watchOthers(backend, giveUp);
  listenToCalls({
    take: (one) => dispatches.push(one),
    made: ({ dataId }) => temporary.add(dataId),
  });
  return {
    giveUp,
    end: (lossId, wanted) => {
      if (isOpen && (needsWhatIsGone() || leaves(lossId) || !wanted())) giveUp();
      if (!isOpen) return undefined;
      close();
      return { dispatches, temporary };
    },
    release,
  };
}
