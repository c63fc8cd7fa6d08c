/** The one door to a run: page, worker, command line, replayed references, self-test and bench all come through here. */
import '../ops';
import { informationOf, plainErrors } from '../errorMemory/memory';
import { needsErrors } from '../measures/taking/take';
import type { Dataset } from '../samples/dataset';
import { summaryEvent } from '../trainer/runSummary';
import { flushBackend } from '../trainer/stepTiming';
import { trainRun } from '../trainer/train';
import type { Checkpoint } from './checkpoint';
import { createRunState, disposeRunState } from './createRunState';
import type { Events, SummaryEvent } from './events';
import { type Inspect, inspectRun } from './inspect';
import type { RunSpec } from './spec';
import { at, type RunOptions, type RunState } from './state';
import { writeCheckpoint } from './writeCheckpoint';

/** A run that can be looked into between its events. */
export interface Run {
  /**
   * A loss that is not a number ends it with a `diverged` event. All tensors go when it ends, also when it is
   * left in the middle; after its last event it stands still until it is asked once more.
   */
  readonly events: Events<void>;
  /** Undefined before the first event and when the run has ended. */
  readonly inspect: Inspect;
  /**
   * What it takes to go on from here, bit for bit on the same backend.
   * @throws Error unless the run's last event was `checkpoint`, which is told on request
   */
  readonly checkpoint: () => Promise<Checkpoint>;
  /** What whole epochs came to so far, also when it has ended; undefined before the first. */
  readonly summary: () => SummaryEvent | undefined;
  /** All that was asked of the backend is done. */
  readonly settled: () => Promise<void>;
}

/** Makes ready what the run's steps need on its backend; `createRun` does that itself. */
export async function prepareKernels(spec: RunSpec, { kernels }: RunOptions): Promise<void> {
  const plain = needsErrors(spec.measures) ? plainErrors(spec) : undefined;
  const informations = [informationOf(spec), plain].filter((one) => one !== undefined);
  await kernels?.prepare?.(spec, informations);
}

/**
 * Begins with its first event, which fails with a `Refusal` that names the field when settings, data and checkpoint do
 * not go together.
 */
export function createRun(spec: RunSpec, data: Dataset, options: RunOptions = {}): Run {
  let state: RunState | undefined;
  let ended: Pick<RunState, 'summary' | 'id' | 'spec' | 'step'> | undefined;
  async function* events(): Events<void> {
    await prepareKernels(spec, options);
    const own = createRunState(spec, data, options);
    state = own;
    try {
      yield* trainRun(own);
    } finally {
      state = undefined;
      const { summary, id, step } = own;
      ended = { summary, id, spec, step };
      disposeRunState(own);
    }
  }
  return {
    events: events(),
    inspect: async (what, request) => state && inspectRun(state, what, request),
    checkpoint: async () => {
      if (!state?.resting)
        throw new Error('A checkpoint is taken at an epoch’s end: after a checkpoint event.');
      return writeCheckpoint(state);
    },
    summary: () => {
      const now = state ?? ended;
      return now?.summary && summaryEvent(at(now), now.summary);
    },
    settled: async () => {
      if (state) await flushBackend(state);
    },
  };
}
