/** What a tape has to know of TensorFlow.js's backend: which data goes, and when commands are submitted. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Internals, internals } from '../backend';

type DataId = TensorInfo['dataId'];

/** Called when the data is gone. */
const users = new WeakMap<DataId, Set<() => void>>();
const submissions = new Set<() => void>();
/** Data that is disposed later: a recorded call still needs it. */
let deferred: DataId[] | undefined;

/** @returns what ends it */
export function whenGone(dataId: DataId, act: () => void): () => void {
  const all = users.get(dataId) ?? new Set();
  users.set(dataId, all.add(act));
  return () => void all.delete(act);
}

/** @returns what ends it */
export function beforeSubmission(act: () => void): () => void {
  submissions.add(act);
  return () => void submissions.delete(act);
}

/** From now on data stays. @returns what has been disposed since, and the end, which lets it go */
export function deferDisposal(backend: Internals): {
  readonly held: readonly DataId[];
  readonly release: () => void;
} {
  const held: DataId[] = [];
  deferred = held;
  return {
    held,
    release: () => {
      deferred = undefined;
      for (const dataId of held) backend.disposeData(dataId);
    },
  };
}

/** Backends that are watched already. */
const watched = new WeakSet<object>();

/** Call once the backend is ready. */
export function watchBackend(): void {
  const backend = internals();
  if (watched.has(backend)) return;
  watched.add(backend);
  const dispose = backend.disposeData.bind(backend);
  const submitQueue = backend.submitQueue.bind(backend);
  backend.disposeData = (dataId, force) => {
    const data = backend.tensorMap.has(dataId) ? backend.tensorMap.get(dataId) : undefined;
    if (deferred && data && !force && data.refCount <= 1) {
      deferred.push(dataId);
      return true;
    }
    const gone = dispose(dataId, force);
    if (gone && data) for (const act of users.get(dataId) ?? []) act();
    return gone;
  };
  backend.submitQueue = () => {
    for (const act of submissions) act();
    submitQueue();
  };
}
