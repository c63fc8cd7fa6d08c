/** The page's interface to the workers: plain data and a few actions. */
import type { Capacity } from '../core/cost/footprint';
import type { GivenWeights } from '../core/network/given';
import type { BackendId } from '../core/run/backends';
import type { RunEvent } from '../core/run/events';
import type { InspectionId, InspectionOf, RequestOf } from '../core/run/inspect';
import type { RunId, RunSpec } from '../core/run/spec';
import type { PipelineShape } from '../core/trainer/pipeline/pipelineShape';
import type { KeepOrder } from '../worker/keep';

export type { KeepOrder };

/** A backend's result in the self-test. */
export interface Measured {
  readonly backend: BackendId;
  /** Median over real training steps (F³-Error, 784-500-10, batch 50); absent when not measured. */
  readonly msPerStep?: number;
  /** Of the last experiment's own network, batch and data, where two backends were compared on it. */
  readonly ownMsPerStep?: number;
  /** Why it was not measured, or rejected: "only a software adapter", "wrong results: one step differs by 0.3". */
  readonly note?: string;
  /** Largest absolute difference from the reference after one training step. */
  readonly difference?: number;
}

export interface BackendChoice {
  readonly backend: BackendId;
  readonly msPerStep: number | undefined;
  /** One sentence: "fastest of three in a short test". */
  readonly reason: string;
  readonly measured: readonly Measured[];
  /** What its memory can hold; absent when unknown. */
  readonly capacity?: Capacity | undefined;
}

export type FailureKind =
  /** The graphics device was lost, or no longer starts. */
  | 'device-lost'
  | 'out-of-memory'
  /** The browser closed the worker, without any event. */
  | 'ended'
  /** The worker does not respond. */
  | 'silent'
  /** The worker's code, or part of it, could not be loaded. */
  | 'not-loaded'
  /** WebAssembly here lacks fused multiply-add, or rounds twice. */
  | 'not-offered'
  /** The engine rejects the settings, with a message for the user. */
  | 'refused'
  | 'broke';

export interface WorkerFailure {
  readonly kind: FailureKind;
  /** The original message: for "Copy details", or shown when the engine rejects the settings. */
  readonly details: string;
}

/** A run spec with the id of its run. */
export interface NamedRun {
  readonly id: RunId;
  readonly spec: RunSpec;
}

export interface SessionListener {
  /** The run has left the queue. */
  readonly onBegin: (run: RunId) => void;
  readonly onEvent: (event: RunEvent) => void;
  /** A worker failed (not the mathematics). The other runs continue. */
  readonly onFailure: (run: RunId, failure: WorkerFailure) => void;
  /**
   * A kept run lost its GPU, and goes on by itself from its last checkpoint in a new worker: once, then it fails. Absent: it
   * fails at once.
   */
  readonly onRegain?: (run: RunId) => void;
  /** A worker has not responded for too long, or responds again. The others continue without waiting for it. */
  readonly onSilence: (run: RunId, silent: boolean) => void;
}

export interface SessionOptions {
  /** How many train at once; the others queue, in order. Absent: all. */
  readonly atOnce?: number;
  /** Threads that compute each run together. Absent: 1. */
  readonly threads?: number;
  /** Whether a finished run's network stays for inspection. Absent: all stay. */
  readonly keeps?: (run: RunId) => boolean;
  /** A finished run's worker serves another session; for runs whose network does not stay. */
  readonly reuses?: boolean;
  /** Of a pipeline, where a run's rule allows one. Absent: one worker for each run. */
  readonly pipeline?: PipelineShape | undefined;
  /** The weights that the runs’ `startFrom` names. */
  readonly weights?: GivenWeights | undefined;
  /** Under which key the run's worker keeps it in the notebook, and whether it resumes from there. Absent: nowhere. */
  readonly kept?: (run: RunId) => KeepOrder | undefined;
}

/** Runs side by side, each in its own worker, kept at the same epoch. Created paused. */
export interface Session {
  /** Train until paused, stopped or done. */
  readonly run: () => void;
  readonly pause: () => void;
  /** Trains one batch of every run, then pauses. Resolves when all are done. */
  readonly step: () => Promise<void>;
  /** Inspects one run's network, also after it has finished; undefined when it has none. */
  readonly inspect: <K extends InspectionId>(
    run: RunId,
    what: K,
    request: RequestOf<K>,
  ) => Promise<InspectionOf<K> | undefined>;
  /** Gives a silent run another, longer timeout. */
  readonly wait: (run: RunId) => void;
  /** Ends one run without a call of `onFailure`. */
  readonly end: (run: RunId) => void;
  /** Pauses one run and keeps its network; the others do not wait for it. Results of its current request still arrive. */
  readonly hold: (run: RunId) => void;
  /** Resumes a held run as soon as there is a place for it. */
  readonly resume: (run: RunId) => void;
  /**
   * Restarts one run in a new worker, as soon as there is a place: from its last checkpoint in the notebook, if it has one
   * of the same backend, else from the beginning. The others do not wait until it has caught up.
   */
  readonly restart: (run: RunId, backend: BackendId) => void;
  /** Terminates all workers and frees the networks. */
  readonly stop: () => void;
}
