/**
 * What every place of training offers to the bench: a worker of a page, a process of Node, or one of Python. In each
 * there is one TensorFlow.js backend, or none.
 */
import type { BackendId } from '../../src/core/run/backends';
import type { Shape } from '../shapes';
import { type Counts, createCounters } from './counters';

export interface RealmApi {
  /** Once, before anything else; answers with what there is to say about it. */
  readonly start: (backend: BackendId) => Promise<string>;
  /** Networks of one shape, one for each subject. */
  readonly prepare: (shape: Shape, subjects: readonly string[]) => Promise<void>;
  /** Milliseconds of so many training steps, batches gathered and the losses read back at the end. */
  readonly time: (subject: string, steps: number) => Promise<number>;
  /** What one training step asks of the backend; undefined where that cannot be told. */
  readonly count: (subject: string) => Promise<Counts | undefined>;
  /** Lets go of what was prepared. */
  readonly release: () => Promise<void>;
}

/** One network under training. */
export interface Trainer {
  readonly step: () => void | Promise<void>;
  /** Reads the losses back, which waits for the device. */
  readonly settle: () => Promise<void>;
  readonly dispose: () => void;
}

export type MakeTrainer = (shape: Shape, subject: string) => Trainer | Promise<Trainer>;

export interface Place {
  /** Starts TensorFlow.js here. */
  readonly start: (backend: BackendId) => Promise<MakeTrainer>;
  readonly note?: (backend: BackendId) => Promise<string>;
}

/** The same for our training and for TensorFlow.js's own. */
export function createRealm(place: Place): RealmApi {
  const counters = createCounters();
  const trainers = new Map<string, Trainer>();
  let make: MakeTrainer | undefined;
  const trainer = (subject: string): Trainer => {
    const found = trainers.get(subject);
    if (!found) throw new Error(`${subject} was not prepared.`);
    return found;
  };
  const release = async (): Promise<void> => {
    for (const one of trainers.values()) one.dispose();
    trainers.clear();
  };
  return {
    start: async (backend) => {
      make = await place.start(backend);
      return (await place.note?.(backend)) ?? '';
    },
    prepare: async (shape, subjects) => {
      if (!make) throw new Error('No backend has been started.');
      await release();
      for (const subject of subjects) trainers.set(subject, await make(shape, subject));
    },
    time: async (subject, steps) => {
      const { step, settle } = trainer(subject);
      const from = performance.now();
      for (let k = 0; k < steps; k++) await step();
      await settle();
      return performance.now() - from;
    },
    count: (subject) =>
      counters.during(async () => {
        await trainer(subject).step();
      }),
    release,
  };
}
