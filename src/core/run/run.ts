/** The only entry point to training, for page, worker, command line, replayed references, self-test and bench. */
import '../ops';
import { informationOf, plainErrors } from '../errorMemory/memory';
import { needsErrors } from '../measures/taking/take';
import type { Dataset } from '../samples/dataset';
import { pipelineOf } from '../trainer/pipeline/pipeline';
import { summaryEvent } from '../trainer/runSummary';
import { flushBackend } from '../trainer/timing/stepTiming';
import { runLaneOf } from '../trainer/timing/trace';
import { worksAlone } from '../trainer/timing/works';
import { trainRun } from '../trainer/train';
import type { Checkpoint } from './checkpoint';
import { createRunState, disposeRunState } from './createRunState';
import type { Events, SummaryEvent } from './events';
import { type Inspect, inspectRun } from './inspect';
import type { RunSpec } from './spec';
import { at, type RunOptions, type RunState } from './state';
import { writeCheckpoint } from './writeCheckpoint';

/** A run that can be inspected between its events. */
export interface Run {
  /**
   * A non-finite loss ends it with a `diverged` event. All tensors are disposed when it ends or is cancelled by
   * `return()`; after the last event that takes one more `next()`.
   */
  readonly events: Events<void>;
  /** Undefined before the first event and when the run has ended. */
  readonly inspect: Inspect;
  /**
   * Resumes bit for bit on the same backend.
   * @throws Error unless the last event was `checkpoint`, which `RunOptions.checkpoints` enables
   */
  readonly checkpoint: () => Promise<Checkpoint>;
  /** Results of the epochs completed so far, also after the end; undefined before the first. */
  readonly summary: () => SummaryEvent | undefined;
  /** Resolves when the backend has finished all queued work. */
  readonly settled: () => Promise<void>;
}

/** Prepares the kernels of the run's steps, such as compiling shaders; `createRun` calls it itself. */
export async function prepareKernels(spec: RunSpec, { kernels }: RunOptions): Promise<void> {
  const plain = needsErrors(spec.measures) ? plainErrors(spec) : undefined;
  const informations = [informationOf(spec), plain].filter((one) => one !== undefined);
  await kernels?.prepare?.(spec, informations);
}

/**
 * Nothing is computed until the first event is requested. That request rejects with a `Refusal` naming the field when
 * settings, data and checkpoint do not match.
 */
export function createRun(spec: RunSpec, data: Dataset, options: RunOptions = {}): Run {
  let state: RunState | undefined;
  let ended: Pick<RunState, 'summary' | 'id' | 'spec' | 'step'> | undefined;
  async function* events(): Events<void> {
    await prepareKernels(spec, options);
    const own = createRunState(spec, data, options);
    own.pipeline = pipelineOf(own, data, options.crew);
    own.lane = runLaneOf(own.pipeline?.works.at(-1) ?? worksAlone(own.net), options.traceClock);
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
    inspect: async (what, request) => {
      const now = state;
      if (!now) return undefined;
      const look = () => inspectRun(now, what, request);
      return now.pipeline ? now.pipeline.settled(look) : look();
    },
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
