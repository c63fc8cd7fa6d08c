/**
 * Automatic, where both the GPU and the processor pass the self-test: which of them trains a person's own network, batch
 * and data faster. Small networks are faster on the processor, large ones on the GPU.
 */
import type { RunSpec } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { adoptSpare, startedWorker } from './spares';
import { createTimeout } from './timeout';
import type { BackendChoice, Measured } from './types';

/** Milliseconds that the measured steps of one backend may take. */
const BUDGET = 150;
/** Milliseconds for a worker to start and to measure. */
const PATIENCE = 30_000;

/** The backends that may be the fastest for one network or another. */
const rivals = ['webgpu', 'wasm'] as const;
type Rival = (typeof rivals)[number];

const works = (measured: readonly Measured[], id: Rival): boolean =>
  measured.some(
    ({ backend, msPerStep, note }) => backend === id && msPerStep !== undefined && note === undefined,
  );

/** Milliseconds per step, in a worker that the run may take; undefined where it fails. */
async function measure(id: Rival, spec: RunSpec, dataset: Dataset): Promise<number | undefined> {
  const kind = { backend: id, threads: 1 };
  const worker = await startedWorker(kind);
  const work = worker.started.then(() => worker.api.measureRun(BUDGET, spec, dataset));
  try {
    const milliseconds = await createTimeout(PATIENCE).guard(Promise.race([work, worker.broken]));
    adoptSpare(kind, worker);
    return milliseconds;
  } catch {
    worker.terminate();
    return undefined;
  }
}

async function measureBoth(spec: RunSpec, dataset: Dataset): Promise<ReadonlyMap<Rival, number>> {
  const times = new Map<Rival, number>();
  // One after the other: they would share cores.
  for (const id of rivals) {
    const milliseconds = await measure(id, spec, dataset);
    if (milliseconds !== undefined) times.set(id, milliseconds);
  }
  return times;
}

/** Once per page load for each run, apart from what costs no time: "automatic" never changes a curve. */
const measured = new Map<string, ReturnType<typeof measureBoth>>();
function timesOf(spec: RunSpec, dataset: Dataset): ReturnType<typeof measureBoth> {
  const key = JSON.stringify([dataset.id, { ...spec, seed: 0, epochs: 0, learningRate: 0 }]);
  const times = measured.get(key) ?? measureBoth(spec, dataset);
  measured.set(key, times);
  return times;
}

/** The next runs are measured again. */
export const forgetOwnTimes = (): void => measured.clear();

/** @param choice of Automatic @param spec of the first run that trains */
export async function fastestFor(
  choice: BackendChoice,
  spec: RunSpec,
  dataset: Dataset,
): Promise<BackendChoice> {
  if (!rivals.every((id) => works(choice.measured, id))) return choice;
  const times = await timesOf(spec, dataset);
  const [fastest] = [...times].sort(([, a], [, b]) => a - b).map(([id]) => id);
  if (!fastest) return choice;
  const rows = choice.measured.map((row) => {
    const ownMsPerStep = times.get(row.backend as Rival);
    return ownMsPerStep === undefined ? row : { ...row, ownMsPerStep };
  });
  return {
    ...choice,
    backend: fastest,
    msPerStep: rows.find(({ backend }) => backend === fastest)?.msPerStep,
    reason: times.size > 1 ? 'faster with this network, batch and data' : choice.reason,
    measured: rows,
  };
}
