/**
 * The backend choice: the fastest backend that passes a self-test of real training steps. The test takes about a
 * second and runs once per page load, so that "automatic" never changes a curve.
 */
import { twoDigits } from '../core/format';
import { automaticIds, type BackendId } from '../core/run/backends';
import type { Experiment } from '../core/run/spec';
import type { TrainWorker } from '../worker/trainWorker';
import { classifyFailure, shortTexts } from './failures';
import { adoptSpare } from './spares';
import { createTimeout } from './timeout';
import type { BackendChoice, Measured } from './types';
import { createTrainWorker, type WorkerHandle } from './workers';

const TOLERANCE = 1e-4;
/** Milliseconds that the measured steps of one backend may take. */
const BUDGET = 150;

/** Milliseconds for a backend to start and compute a step, shader compilation included. */
const PATIENCE = 30_000;

const names: Record<BackendId, string> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  'wasm-fma': 'WebAssembly FMA',
  cpu: 'plain JavaScript',
};

interface Computed {
  readonly values: ArrayLike<number>;
  /** What the cpu backend computes. */
  readonly reference: ArrayLike<number>;
}
type Tested = Measured & { readonly computed?: Computed };

interface Candidate {
  readonly backend: BackendId;
  readonly worker: WorkerHandle<TrainWorker>;
  /** What one training step computes, or why the backend cannot be used. */
  readonly tested: Promise<Tested>;
}

const message = (error: unknown): string => shortTexts[classifyFailure(error).kind];
const patiently = <T>(work: Promise<T>): Promise<T> => createTimeout(PATIENCE).guard(work);

/** Why plain JavaScript was not timed. */
const FALLBACK = 'used if nothing else works; “Measure again” times it';

/** Why there is no WebGPU. */
const absence = (): string =>
  globalThis.isSecureContext === false
    ? 'not offered over plain http, only over https and at localhost'
    : 'not offered by this browser';

/** `navigator.gpu` can exist without an adapter: then no worker need start to find that out. A GPU may also never answer. */
async function hasAdapter(): Promise<boolean> {
  const adapter = await patiently(Promise.resolve(navigator.gpu?.requestAdapter())).catch(() => null);
  return Boolean(adapter);
}

/** Starts a short-lived worker and has it compute one fixed training step. */
function startCandidate(backend: BackendId, skipSoftware: boolean): Candidate {
  const worker = createTrainWorker();
  const test = async (): Promise<Tested> => {
    if (backend === 'webgpu') {
      const adapter = await worker.api.describeAdapter();
      if (adapter === 'none') return { backend, note: absence() };
      if (adapter === 'software' && skipSoftware)
        return { backend, note: 'only a software adapter, slower than WebAssembly' };
    }
    await worker.api.startBackend(backend, 1);
    const [values, { selfTestReference: reference }] = await Promise.all([
      worker.api.selfTestValues(),
      import('./selfTestReference'),
    ]);
    return { backend, computed: { values, reference } };
  };
  const tested = patiently(Promise.race([test(), worker.broken])).catch(
    (error: unknown): Tested => ({ backend, note: `did not start: ${message(error)}` }),
  );
  return { backend, worker, tested };
}

/** Milliseconds per step, measured while no other candidate computes. */
async function measure({ backend, worker, tested }: Candidate): Promise<Tested> {
  const outcome = await tested;
  if (!outcome.computed) return outcome;
  try {
    return {
      ...outcome,
      msPerStep: await patiently(Promise.race([worker.api.measureStep(BUDGET), worker.broken])),
    };
  } catch (error) {
    return { backend, note: `stopped in the short test: ${message(error)}` };
  }
}

/**
 * Tests all candidates at once, then times them one by one. The chosen candidate's worker is warm, so it is kept for
 * the first run.
 */
async function testAll(
  backends: readonly BackendId[],
  skipSoftware: boolean,
  choose: (measured: readonly Measured[]) => BackendChoice,
): Promise<BackendChoice> {
  const start = (backend: BackendId): Candidate => startCandidate(backend, skipSoftware);
  // Those that need no adapter do not wait for it.
  const others = backends.filter((backend) => backend !== 'webgpu').map(start);
  const wanted = others.length < backends.length;
  const webgpu = wanted && (await hasAdapter()) ? [start('webgpu')] : [];
  let candidates = [...webgpu, ...others];
  try {
    await Promise.all(candidates.map((candidate) => candidate.tested));
    const measured: Measured[] =
      wanted && webgpu.length === 0 ? [{ backend: 'webgpu', note: absence() }] : [];
    for (const candidate of candidates) measured.push(judge(await measure(candidate)));
    const choice = choose(measured);
    const chosen = candidates.find(({ backend }) => backend === choice.backend);
    candidates = candidates.filter((candidate) => candidate !== chosen);
    if (!chosen) return choice;
    const capacity = await patiently(
      Promise.race([chosen.worker.api.capacity(), chosen.worker.broken]),
    ).catch(() => undefined);
    adoptSpare({ backend: chosen.backend, threads: 1 }, chosen.worker);
    return { ...choice, capacity };
  } finally {
    for (const { worker } of candidates) worker.terminate();
  }
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN));
    // NaN counts as an infinite difference.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}

/** Rejects a backend whose step differs from the reference by more than `TOLERANCE`. */
export function judge({ computed, ...rest }: Tested): Measured {
  if (!computed) return rest;
  const difference = largestDifference(computed.values, computed.reference);
  if (difference <= TOLERANCE) return { ...rest, difference };
  const { msPerStep: _unused, ...refused } = rest;
  return {
    ...refused,
    difference,
    note: `wrong results: one step differs by ${twoDigits(difference)}`,
  };
}

const usable = (measured: Measured): boolean =>
  measured.msPerStep !== undefined && measured.note === undefined;

export function chooseFastest(measured: readonly Measured[]): BackendChoice {
  const fastest = measured
    .filter(usable)
    .sort((a, b) => (a.msPerStep as number) - (b.msPerStep as number))[0];
  if (!fastest)
    throw new Error('No backend works in this browser. Try a current Chrome, Edge, Firefox or Safari.');
  const working = measured.filter(usable).length;
  const untimed = measured.find(({ note }) => note === FALLBACK);
  const alone = untimed ? 'passes the self-test' : 'the only one that works here';
  const reason = working > 1 ? `fastest of ${working} in a short test` : alone;
  return { backend: fastest.backend, msPerStep: fastest.msPerStep, reason, measured };
}

function chooseNamed(measured: readonly Measured[]): BackendChoice {
  const { backend, msPerStep, note } = measured[0] as Measured;
  if (!usable(measured[0] as Measured))
    throw new Error(`${names[backend]} ${note ?? 'does not work here'}. Choose Automatic.`);
  return { backend, msPerStep, reason: 'chosen by you', measured };
}

/**
 * Plain JavaScript takes many times as long as WebAssembly, and testing it longer than all else: that waits until
 * nothing else works, or until `all` are wanted.
 */
async function measureAutomatic(all: boolean): Promise<BackendChoice> {
  const everything = (): Promise<BackendChoice> => testAll(automaticIds, true, chooseFastest);
  if (all) return everything();
  const fast = automaticIds.filter((backend) => backend !== 'cpu');
  const untimed: Measured = { backend: 'cpu', note: FALLBACK };
  return testAll(fast, true, (measured) => chooseFastest([...measured, untimed])).catch(everything);
}

const choices = new Map<Experiment['backend'], Promise<BackendChoice>>();

/**
 * The choice is made once per page load and cached; `again` repeats it.
 * @throws Error with a message for the user when a named backend does not work here
 */
export function chooseBackend(requested: Experiment['backend'], again = false): Promise<BackendChoice> {
  const before = choices.get(requested);
  if (before && !again) return before;
  const choice = requested === 'auto' ? measureAutomatic(again) : testAll([requested], false, chooseNamed);
  choices.set(requested, choice);
  // Failures are not cached, so that the user can retry.
  choice.catch(() => choices.delete(requested));
  return choice;
}
