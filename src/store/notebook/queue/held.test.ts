/** A run that is paused by itself, trained by the engine and kept as its worker keeps it. */
import 'fake-indexeddb/auto';
import { beforeAll, expect, it, vi } from 'vitest';
import type { NamedRun, Session, SessionListener, SessionOptions } from '../../../client/types';
import { createRun } from '../../../core/run/run';
import type { Dataset } from '../../../core/samples/dataset';
import { tinyData, useCpu } from '../../../core/testSupport';
import { defaultExperiment } from '../../../experiment/defaults';
import { keyText } from '../../../notebook/keys';
import { readCurves, readExperiment } from '../../../notebook/read';
import type { ExperimentId, RunKey } from '../../../notebook/records';
import { createKeeper } from '../../../worker/keep';
import type { LabBackend } from '../../run/backend';
import { keepExperiment } from '../../run/kept/keeping';
import { createRunQueue } from './queue';

vi.mock('../../data/data', () => ({ requestDataset: async () => data }));
vi.mock('../../run/machine', () => ({ cores: () => 1 }));
vi.mock('../../../client/session', () => ({ createSession }));
vi.stubGlobal('navigator', {});
beforeAll(useCpu);

const data = { ...tinyData(), id: 'digits' } as Dataset;
const choice = { backend: 'cpu' as const };
const backend = {
  requestBackend: async () => choice,
  backendFor: async () => choice,
  recordedBackend: async () => choice,
} as unknown as LabBackend;

/** Events of all runs so far. */
let seen = 0;

/** One run in this thread, an event at a time. */
function createSession(
  [{ id, spec }]: [NamedRun],
  dataset: Dataset,
  _backend: unknown,
  listener: SessionListener,
  { kept }: SessionOptions,
): Pick<Session, 'run' | 'pause' | 'stop'> {
  const order = kept?.(id);
  if (!order) throw new Error(`${id} is not kept.`);
  const prepared = createKeeper(order, spec.epochs).then((keeper) => ({
    keeper,
    run: createRun(spec, dataset, { id, start: keeper.start, checkpoints: true }),
  }));
  let running = false;
  let busy: Promise<void> = Promise.resolve();
  async function pump(): Promise<void> {
    const { keeper, run } = await prepared;
    while (running) {
      const { value, done } = await run.events.next();
      if (done) return;
      await keeper.note(value, run.checkpoint);
      listener.onEvent(value);
      seen += 1;
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return {
    run: () => {
      running = true;
      busy = busy.then(pump);
    },
    pause: () => {
      running = false;
    },
    stop: () => undefined,
  };
}

const EPOCHS = 12;
async function planned(): Promise<ExperimentId> {
  const small = { hidden: [6], epochs: EPOCHS, batchSize: 5 };
  const kept = await keepExperiment({ ...defaultExperiment(), rules: ['dfa'], seeds: [0, 1], ...small }, []);
  if (!kept) throw new Error('The notebook did not keep it.');
  return kept.id;
}

/** Everything but times. */
async function curveOf(key: RunKey) {
  const curves = (await readCurves([key])).get(keyText(key));
  return {
    loss: curves?.loss,
    epochs: curves?.epochs.map(({ epoch, trainingLoss, testLoss, testAccuracy }) => ({
      ...{ epoch, trainingLoss, testLoss, testAccuracy },
    })),
  };
}

it('stays paused while the queue pauses and resumes, and ends with the curve of an undisturbed run', {
  timeout: 60_000,
}, async () => {
  const [disturbed, plain] = [await planned(), await planned()];
  const queue = createRunQueue(backend, () => false);
  const key: RunKey = [disturbed, 'dfa-0'];
  const runOf = async (id: ExperimentId, name: string) =>
    (await readExperiment(id))?.runs.find((run) => run.id === name);
  const untilDone = (id: ExperimentId, name: string) =>
    vi.waitFor(async () => expect(await runOf(id, name)).toMatchObject({ state: 'done', epoch: EPOCHS }), {
      timeout: 20_000,
    });

  await queue.enqueue(disturbed);
  await vi.waitFor(() => expect(queue.useQueue.getState().training).toEqual([keyText(key)]));
  await vi.waitFor(() => expect(seen).toBeGreaterThan(10));
  queue.hold(key);
  queue.pause();
  queue.resume();
  expect(queue.useQueue.getState().held).toEqual([keyText(key)]);
  await untilDone(disturbed, 'dfa-1');
  expect(await runOf(disturbed, 'dfa-0')).toMatchObject({ state: 'paused' });
  queue.release(key);
  await untilDone(disturbed, 'dfa-0');

  await queue.enqueue(plain);
  await untilDone(plain, 'dfa-0');
  const curve = await curveOf(key);
  expect(curve.epochs).toHaveLength(EPOCHS);
  expect(curve).toEqual(await curveOf([plain, 'dfa-0']));
});
