/** Results of the bench: plain data, as printed by --json. */
import type { RuleId } from '../src/core/rules';
import type { BackendId } from '../src/core/run/backends';
import type { WaysRecord } from '../src/experiment/results/ways';
import type { EpochParts } from './page/epochWorker';

/** Environment and backend of a timing. */
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
  /** A rule; `tfjs-train-on-batch`, with `-cpu` or `-webgl` where it is not on the same backend; `pytorch-bp`, `pytorch-f3`. */
  readonly subject: string;
  /** Median over rounds. */
  readonly msPerStep: number;
  /** First and third quartile. */
  readonly quartiles: readonly [number, number];
  /** Fastest round, the closest to an idle machine. */
  readonly msFastest: number;
  readonly rounds: number;
  readonly stepsPerRound: number;
  /** GPU dispatches on webgpu; otherwise TensorFlow.js kernels and calls into the project's module. */
  readonly dispatchesPerStep?: number;
  /** TensorFlow.js kernels: part of the dispatches, or in addition to them on webgpu. */
  readonly kernelsPerStep?: number;
  /** The adapter or the BLAS library, if relevant. */
  readonly note?: string;
  /** For a peer outside TensorFlow.js: the entry that it was paired with. */
  readonly pairedWith?: Pick<Case, 'environment' | 'backend'>;
}

/** Median of paired ratios: `subject`'s time per step over `against`'s. */
export interface Ratio extends Case {
  readonly subject: string;
  readonly against: string;
  readonly ratio: number;
  /** Ratio of the fastest rounds, for a busy machine. */
  readonly ratioOfFastest: number;
}

/** Share of a BP step that F³ saves, measured and predicted by core/cost/cost.ts for this batch size. */
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
  /** From opening the page until Train is enabled, including reading, decompressing and verifying MNIST. */
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
  /** Wall-clock milliseconds, including waits for a core. */
  readonly longest: number;
  /** CPU milliseconds, independent of other load on the machine. */
  readonly longestOwn: number;
}

export interface FigureOverhead {
  /** The figure's name in Explain. */
  readonly name: string;
  /** Slowdown of training while it is shown, against a table that does not change. */
  readonly overhead: number;
}

export interface PageResult {
  /** Milliseconds from the click on Train to the first point, built-in digits, warm cache; median. */
  readonly firstPoint: number;
  readonly windows: readonly Window[];
  /** Slowdown of training by the Inside column, median of pairs open and closed. */
  readonly inspectionOverhead: number;
  readonly figureOverheads: readonly FigureOverhead[];
}

export interface Bytes {
  /** Scripts that the first screen loads, gzipped. */
  readonly firstScreenGzipped: number;
  /** All scripts of the app, workers included; gzipped and uncompressed. */
  readonly scriptsGzipped: number;
  readonly scripts: number;
  readonly wasm: number;
}

/** A class that opens the page at once, without a network in between. */
export interface ClassResult {
  readonly clients: number;
  /** Files and listings of a first visit. */
  readonly requestsEach: number;
  /** As sent, without headers. */
  readonly bytesEach: number;
  readonly bytes: number;
  /** Until the last client has everything, median of rounds; server and clients in one process. */
  readonly seconds: number;
  /** Files of the build, read before the first request; then their folder was deleted. */
  readonly filesRead: number;
}

/** What a worker holds after an epoch. */
export interface MemoryResult {
  readonly dataset: string;
  /** As the bench's shapes. */
  readonly net: string;
  readonly rule: RuleId;
  /** Live tensors between steps. */
  readonly tensorBytes: number;
  readonly heapBytes: number;
}

/** A lesson of the page, with a warm cache. */
export interface LessonResult {
  readonly id: string;
  /** Milliseconds until title and figure are there. */
  readonly firstScreen: number;
  /** From "Run it and see" until the mini-lab's numbers are in the text. */
  readonly seconds: number;
  /** Whether what the text explains is what came out. */
  readonly asExpected: boolean;
}

/** How smoothly the page goes on while it is used. */
export interface Smoothness extends Pick<Window, 'tasks' | 'under50' | 'longest' | 'longestOwn'> {
  readonly frames: number;
  /** Frames that should have been between these, at their usual rate. */
  readonly dropped: number;
}

/** Medians in milliseconds, from a click, a key or a navigation to the frame that shows the last change. */
interface CompareTimes {
  readonly runs: number;
  readonly epochs: number;
  /** A new document, the app's files in the cache, until table and chart are complete. */
  readonly open: number;
  /** Training loss, for the first time after opening. */
  readonly metric: number;
  readonly smoothing: number;
}

/** The Compare page with made runs. */
export interface NotebookResult {
  /**
   * `fromLab`: by its link in the navigation; `grouping`: eight groups to four, and back; `bySeed`: to a group for each run,
   * and back.
   */
  readonly many: CompareTimes & {
    readonly fromLab: number;
    readonly grouping: number;
    readonly bySeed: number;
  };
  /** Training loss; `hidden`: a group hidden, and shown again. */
  readonly long: CompareTimes & {
    readonly hidden: number;
    readonly hovering: Smoothness;
    readonly dragging: Smoothness;
  };
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

/** One run's step by several threads against one, in Node on wasm. */
export interface ThreadsResult extends Pick<Case, 'shape' | 'batch'> {
  readonly rule: string;
  readonly threads: number;
  readonly rounds: number;
  /** Rounds in which two calibration loops ran side by side; if there are none, the others are used, which say little. */
  readonly judged: number;
  readonly msAlone: number;
  /** Time of one thread over that of all. */
  readonly speedUp: number;
  /** Processor time of the busiest thread over that of one thread alone; absent where it cannot be read. */
  readonly busiest?: number;
}

/** Who trains a run of F³-Error against one worker, in Node on wasm. */
export interface PipelineResult extends Pick<ThreadsResult, 'shape' | 'batch' | 'rounds' | 'judged'> {
  readonly stages: number;
  /** Of each stage. */
  readonly threads: number;
  /** Of the timed epoch. */
  readonly batches: number;
  /** Per step of one worker. */
  readonly msAlone: number;
  /** Time of one worker over this one's. */
  readonly speedUp: number;
  /** Time at work of the busiest stage over that of one worker, from the trace; absent for threads. */
  readonly busiestLane?: number;
  /** As in `ThreadsResult.busiest`. */
  readonly busiestThread?: number;
  /** What as many cores as stages would give for as many batches, from the layers' times in one worker; absent for threads. */
  readonly simulated?: number;
}

/** What stages with a core each would give, from the layers' times in one worker. */
export interface SimulatedPipeline extends Pick<Case, 'shape' | 'batch'> {
  readonly stages: number;
  /** Of an epoch. */
  readonly batches: number;
  /** Works of all layers on a batch. */
  readonly msAlone: number;
  /** Share of the work that the busiest stage has. */
  readonly busiestStage: number;
  readonly speedUp: number;
  /** Of stages of equal length: eq. 6.9 of Flügel's thesis. */
  readonly ideal: number;
}

/** Two stages of a rule under update locking against one worker, in Node on wasm. */
export interface LockedResult
  extends Pick<
    PipelineResult,
    'shape' | 'batch' | 'rounds' | 'judged' | 'stages' | 'batches' | 'msAlone' | 'speedUp'
  > {
  readonly rule: RuleId;
  /** Of a batch. */
  readonly microBatches: number;
  /** What the stages' times in the trace would give if nothing delayed them. */
  readonly possible: number;
}

export interface PipelineFindings {
  readonly cores: number;
  readonly locked: readonly LockedResult[];
  readonly measured: readonly PipelineResult[];
  readonly simulated: readonly SimulatedPipeline[];
}

export interface BenchResult {
  readonly machine: string;
  /** Load average over a minute, before and after; zeros on Windows. */
  readonly load: readonly [number, number];
  readonly note: string;
  readonly results: readonly StepResult[];
  readonly ratios: readonly Ratio[];
  readonly savings: readonly Saving[];
  readonly epochs: readonly EpochResult[];
  readonly page?: PageResult;
  readonly bytes?: Bytes;
  readonly classOpening?: ClassResult;
  readonly lessons?: readonly LessonResult[];
  readonly notebook?: NotebookResult;
  readonly memory?: readonly MemoryResult[];
  readonly threads?: readonly ThreadsResult[];
  readonly pipeline?: PipelineFindings;
  readonly ways?: WaysRecord;
  readonly skipped: readonly Skipped[];
  readonly targets: readonly Target[];
  readonly seconds: number;
}
