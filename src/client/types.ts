/** What the page knows of the workers: plain data and a handful of verbs. */
import type { Capacity } from '../core/cost/footprint';
import type { Inspection, InspectRequest } from '../core/measures/inspect';
import type { BackendId } from '../core/run/backends';
import type { RunEvent } from '../core/run/events';
import type { RunId, RunSpec } from '../core/run/spec';

/** One candidate of the probe. */
export interface Measured {
  readonly backend: BackendId;
  /** Median of real training steps (F³-Error, 784-500-10, batch 50); absent when it was not measured. */
  readonly msPerStep?: number;
  /** Why it was not measured, or refused: "no adapter", "software adapter", "computes wrongly (one step differs by 0.3)". */
  readonly note?: string;
  /** Largest difference of one training step from the plain cpu backend. */
  readonly difference?: number;
}

export interface BackendChoice {
  readonly backend: BackendId;
  readonly msPerStep: number | undefined;
  /** One sentence: "fastest of three in a short test". */
  readonly reason: string;
  readonly measured: readonly Measured[];
  /** What it can hold; absent where it was not asked. */
  readonly capacity?: Capacity | undefined;
}

export type FailureKind =
  /** The graphics device was lost, or does not start any more. */
  | 'device-lost'
  | 'out-of-memory'
  /** The worker was closed: it says nothing about it. */
  | 'ended'
  /** It does not answer. */
  | 'silent'
  /** Its program, or a part of it, could not be fetched. */
  | 'not-loaded'
  /** The engine refuses these settings, in words for the person. */
  | 'refused'
  | 'broke';

export interface WorkerFailure {
  readonly kind: FailureKind;
  /** As it was said: for "Copy details", or to be shown where the engine refuses. */
  readonly details: string;
}

/** What one worker trains, and the name under which it is spoken of. */
export interface NamedRun {
  readonly id: RunId;
  readonly spec: RunSpec;
}

export interface SessionListener {
  /** There is a place for it: until then it waits. */
  readonly onBegin: (run: RunId) => void;
  readonly onEvent: (event: RunEvent) => void;
  /** A worker broke (not the mathematics). The other runs go on. */
  readonly onFailure: (run: RunId, failure: WorkerFailure) => void;
  /** A worker has not answered for too long, or answers again. The others go on, and do not wait for it. */
  readonly onSilence: (run: RunId, silent: boolean) => void;
}

export interface SessionOptions {
  /** So many train at once; the others wait, in their order. Absent: all train at once. */
  readonly atOnce?: number;
  /** Whose network stays to be looked into when it has finished. Absent: every run's. */
  readonly keeps?: (run: RunId) => boolean;
}

/** Runs side by side, each in its own worker, paced to the same epoch. It is created paused. */
export interface Session {
  /** Train until paused, stopped or done. */
  readonly run: () => void;
  readonly pause: () => void;
  /** One batch of every run that trains, then paused. Resolves when all have done it. */
  readonly step: () => Promise<void>;
  /** A look inside one run's network, also when it has finished; undefined when there is none. */
  readonly inspect: (run: RunId, request: InspectRequest) => Promise<Inspection | undefined>;
  /** For a run that is silent: another, longer while. */
  readonly wait: (run: RunId) => void;
  /** One run ends here; `onFailure` does not hear of it. */
  readonly end: (run: RunId) => void;
  /** One run stands still, its network kept, and the others do not wait for it; what it computes just now is still told. */
  readonly hold: (run: RunId) => void;
  /** Goes on with one that was held, as soon as there is a place for it. */
  readonly resume: (run: RunId) => void;
  /** One run from the start, in a new worker, as soon as there is a place for it; the others do not wait for it until it has caught up. */
  readonly restart: (run: RunId, backend: BackendId) => void;
  /** Lets go of the networks; nothing goes on in the background. */
  readonly stop: () => void;
}
