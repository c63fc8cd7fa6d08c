/**
 * Which backend computes: the fastest of those that compute rightly, by a probe of real training steps
 * that ends within about a second and runs once per page load, so that "automatic" never changes a curve.
 */
import type { BackendId, Experiment } from '../core/run';
import type { TrainWorker } from '../worker/trainWorker';
import type { BackendChoice, Measured } from './types';
import { createTrainWorker, type WorkerHandle } from './workers';

const TOLERANCE = 1e-4;
/** Milliseconds that the measured steps of one backend may take. */
const BUDGET = 150;

const names: Record<BackendId, string> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'plain JavaScript' };

type Probed = Measured & { readonly values?: Float32Array };

async function withWorker<T>(use: (worker: WorkerHandle<TrainWorker>) => Promise<T>): Promise<T> {
  const worker = createTrainWorker();
  try {
    return await Promise.race([use(worker), worker.broken]);
  } finally {
    worker.terminate();
  }
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function probe(backend: BackendId, skipSoftware: boolean): Promise<Probed> {
  return withWorker(async ({ api }): Promise<Probed> => {
    if (backend === 'webgpu') {
      const adapter = await api.describeAdapter();
      if (adapter === 'none') return { backend, note: 'not offered by this browser' };
      if (adapter === 'software' && skipSoftware)
        return { backend, note: 'only a software adapter, slower than WebAssembly' };
    }
    await api.startBackend(backend);
    const values = await api.selfTestValues();
    return { backend, values, msPerStep: await api.measureStep(BUDGET) };
  }).catch((error: unknown) => ({ backend, note: `did not start: ${message(error)}` }));
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN));
    // Written so that NaN counts as the worst.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}

/** Refuses a backend whose step differs from the plain cpu backend's. */
export function judge(probed: Probed, reference: Float32Array | undefined): Measured {
  const { values, ...rest } = probed;
  if (!values || !reference) return rest;
  const difference = largestDifference(values, reference);
  if (difference <= TOLERANCE) return { ...rest, difference };
  const { msPerStep: _unused, ...refused } = rest;
  return {
    ...refused,
    difference,
    note: `computes wrongly: one step differs by ${difference.toPrecision(2)}`,
  };
}

const usable = (measured: Measured): boolean =>
  measured.msPerStep !== undefined && measured.note === undefined;

/** The reference runs in a second, short-lived worker beside the candidates. */
async function measureAll(): Promise<readonly Measured[]> {
  const probed = await Promise.all([probe('webgpu', true), probe('wasm', true), probe('cpu', true)]);
  const reference = probed.find(({ backend }) => backend === 'cpu')?.values;
  return probed.map((one) => judge(one, reference));
}

export function chooseFastest(measured: readonly Measured[]): BackendChoice {
  const fastest = measured
    .filter(usable)
    .sort((a, b) => (a.msPerStep as number) - (b.msPerStep as number))[0];
  if (!fastest)
    throw new Error('No backend works in this browser. Try a current Chrome, Edge, Firefox or Safari.');
  const others = measured.filter(usable).length;
  const reason = others > 1 ? `fastest of ${others} in a short test` : 'the only one that works here';
  return { backend: fastest.backend, msPerStep: fastest.msPerStep, reason, measured };
}

async function measureNamed(backend: BackendId): Promise<BackendChoice> {
  const [one, cpu] = await Promise.all([probe(backend, false), probe('cpu', false)]);
  const result = judge(one, cpu.values);
  if (!usable(result))
    throw new Error(`${names[backend]} ${result.note ?? 'does not work here'}. Choose Automatic.`);
  return { backend, msPerStep: result.msPerStep, reason: 'chosen by you', measured: [result] };
}

const choices = new Map<Experiment['backend'], Promise<BackendChoice>>();

/**
 * The probe runs once per page load and is remembered; `again` measures anew.
 * @throws Error with a message for the person when a named backend does not work here
 */
export function chooseBackend(requested: Experiment['backend'], again = false): Promise<BackendChoice> {
  const before = choices.get(requested);
  if (before && !again) return before;
  const choice = requested === 'auto' ? measureAll().then(chooseFastest) : measureNamed(requested);
  choices.set(requested, choice);
  // A failed attempt is not remembered, so that the person can try again.
  choice.catch(() => choices.delete(requested));
  return choice;
}
