/**
 * A runner trains networks for the bench: in a worker of a page, a Node process or a Python process, with at most one
 * TensorFlow.js backend.
 */
import type { BackendId } from '../../src/core/run/backends';
import type { Dataset } from '../../src/core/samples/dataset';
import type { LoadContext } from '../../src/data/spec';
import type { Shape } from '../shapes';
import { type Counts, createCounters } from './counters';
import { type Inputs, readInputs } from './inputs';

/** TensorFlow.js's WebGL only trains beside ours. */
export type RunnerBackend = BackendId | 'webgl';

export interface RunnerApi<B = RunnerBackend> {
  /**
   * Call once, first.
   * @param mnist where MNIST's files are; undefined if they are not there
   * @returns a note on the backend and on what is trained on
   */
  readonly start: (backend: B, mnist?: string) => Promise<string>;
  /** Builds networks of one shape, one per subject. */
  readonly prepare: (shape: Shape, subjects: readonly string[]) => Promise<void>;
  /** Milliseconds for a number of training steps, with batch gathering and a final read-back of losses. */
  readonly time: (subject: string, steps: number) => Promise<number>;
  /** Backend operations of one training step; undefined if they cannot be counted. */
  readonly count: (subject: string) => Promise<Counts | undefined>;
  /** Releases the networks. */
  readonly release: () => Promise<void>;
}

/** A network in training. */
export interface Trainer {
  readonly step: () => void | Promise<void>;
  /** Reads the losses back, which waits for the device. */
  readonly settle: () => Promise<void>;
  readonly dispose: () => void;
}

/** @param mnist where it is there */
export type MakeTrainer = (shape: Shape, subject: string, mnist?: Dataset) => Trainer | Promise<Trainer>;

/** @template B the backends that can be started in it */
export interface Place<B extends RunnerBackend> {
  /** Starts TensorFlow.js here. */
  readonly start: (backend: B) => Promise<MakeTrainer>;
  readonly note?: (backend: B) => Promise<string>;
  /** @param mnist as in `RunnerApi` */
  readonly reader: (mnist: string) => LoadContext['read'];
}

/** Implements a runner for the project's and TensorFlow.js's training. */
export function createRunner<B extends RunnerBackend>(place: Place<B>): RunnerApi<B> {
  const counters = createCounters();
  const trainers = new Map<string, Trainer>();
  let make: MakeTrainer | undefined;
  let inputs: Inputs | undefined;
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
    start: async (backend, mnist) => {
      make = await place.start(backend);
      inputs = await readInputs(mnist === undefined ? undefined : place.reader(mnist));
      const note = await place.note?.(backend);
      return [note, `784 inputs: ${inputs.note}`].filter(Boolean).join(', ');
    },
    prepare: async (shape, subjects) => {
      if (!make) throw new Error('No backend has been started.');
      await release();
      for (const subject of subjects) trainers.set(subject, await make(shape, subject, inputs?.mnist));
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
