/** What the bench finds: plain data, printed as JSON as it is. */
import type { BackendId } from '../src/core/run/backends';
import type { EpochParts } from './page/epochWorker';

/** Where something was timed. */
export interface Case {
  readonly shape: string;
  readonly batch: number;
  readonly environment: 'chromium' | 'node';
  readonly backend: BackendId;
}

export interface StepResult extends Omit<Case, 'environment' | 'backend'> {
  readonly environment: Case['environment'] | 'python';
  /** PyTorch's: cpu, or cuda beside webgpu. */
  readonly backend: BackendId | 'cuda';
  /** A rule; `tfjs-train-on-batch`; `pytorch-bp`, `pytorch-f3`. */
  readonly subject: string;
  /** Median over rounds. */
  readonly msPerStep: number;
  /** First and third quartile. */
  readonly quartiles: readonly [number, number];
  /** Of the fastest round: nearest to a machine that has nothing else to do. */
  readonly msFastest: number;
  readonly rounds: number;
  readonly stepsPerRound: number;
  /** On webgpu GPU dispatches; else TensorFlow.js's kernels and calls into the project's own module. */
  readonly dispatchesPerStep?: number;
  /** Kernels of TensorFlow.js among them, or beside them on webgpu. */
  readonly kernelsPerStep?: number;
  /** What stands behind it where that matters: an adapter, a BLAS. */
  readonly note?: string;
  /** Of a peer outside TensorFlow.js: beside what it was timed. */
  readonly pairedWith?: Pick<Case, 'environment' | 'backend'>;
}

/** Median of paired ratios: `subject`'s time per step over `against`'s. */
export interface Ratio extends Case {
  readonly subject: string;
  readonly against: string;
  readonly ratio: number;
  /** The same of the fastest round of each, where others use the machine too. */
  readonly ratioOfFastest: number;
}

/** What F³ saves over backpropagation, beside what core/cost/cost.ts counts for that batch size; shares of a step. */
export interface Saving extends Case {
  readonly subject: string;
  readonly predicted: number;
  readonly measured: number;
  /** measured / predicted */
  readonly reached: number;
}

export interface EpochResult {
  readonly rule: string;
  readonly backend: BackendId;
  readonly steps: number;
  /** From opening the page until one can train: MNIST is read, unpacked and checked meanwhile. */
  readonly loadSeconds: number;
  /** From the click on Train to “finished”, of one epoch in the page: starting, batching and reporting included. */
  readonly seconds: number;
  readonly stepsPerSecond: number;
  /** Timed before and after in the same browser. */
  readonly msPerStep: number;
  /** seconds / (steps × msPerStep), median of pairs. */
  readonly ratio: number;
  /** Of the engine alone, second epoch of two; milliseconds. */
  readonly engine: EpochParts;
  /** Share of an epoch that evaluation takes. */
  readonly evaluationShare: number;
}

/** With all charts visible and the Inside column open. */
export interface Window {
  /** All rules together, over this window. */
  readonly samplesPerSecond: number;
  readonly tasks: number;
  /** Share of the page's tasks under 50 ms. */
  readonly under50: number;
  /** Milliseconds by the clock, waiting for a core included. */
  readonly longest: number;
  /** Milliseconds that a task was on a core: the page's own share, also where others use the machine. */
  readonly longestOwn: number;
}

export interface PageResult {
  /** Milliseconds from the click on Train to the first point, built-in digits, warm cache; median. */
  readonly firstPoint: number;
  readonly windows: readonly Window[];
  /** Share of the training's pace that the Inside column takes, median of pairs open and closed. */
  readonly insidePrice: number;
}

export interface Bytes {
  /** Scripts that the first screen loads, gzipped. */
  readonly firstScreenGzipped: number;
  /** All scripts of the app, workers included; gzipped, and as they are. */
  readonly scriptsGzipped: number;
  readonly scripts: number;
  readonly wasm: number;
}

/** Something that was not measured. */
export interface Skipped {
  readonly what: string;
  readonly why: string;
}

export interface Target {
  readonly what: string;
  readonly value: number;
  readonly wanted: string;
  readonly reached: boolean;
}

export interface BenchResult {
  readonly machine: string;
  /** Processes that wanted a core, before and after (mean of a minute; zeros on Windows). */
  readonly load: readonly [number, number];
  readonly note: string;
  readonly results: readonly StepResult[];
  readonly ratios: readonly Ratio[];
  readonly savings: readonly Saving[];
  readonly epochs: readonly EpochResult[];
  readonly page?: PageResult;
  readonly bytes?: Bytes;
  readonly skipped: readonly Skipped[];
  readonly targets: readonly Target[];
  readonly seconds: number;
}
