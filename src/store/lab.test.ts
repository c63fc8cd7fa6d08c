/** Two labs on one page: each has its own runs, and neither changes the other. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { NamedRun, Session, SessionListener } from '../client/types';
import { createRun, type Run } from '../core/run/run';
import { tinyData, useCpu } from '../core/testSupport';
import { defaultExperiment } from '../experiment/defaults';
import { createLab, type Lab } from './lab';
import { dismissToast, undoLast, useToast } from './page/toast';

/** Trains in this thread, one event per request. */
interface Training extends Session {
  readonly events: AsyncGenerator<unknown>;
}
const made = vi.hoisted(() => ({ sessions: [] as unknown[] }));
vi.mock('../client/session', () => ({
  createSession: (runs: readonly NamedRun[], data: never, _backend: string, listener: SessionListener) => {
    async function* events() {
      const going: Run[] = runs.map(({ id, spec }) =>
        createRun({ ...spec, epochs: 2, batchSize: 5 }, data, { id, lossPointsPerEpoch: 5 }),
      );
      for (const { id } of runs) listener.onBegin(id);
      for (const run of going)
        for await (const event of run.events) {
          listener.onEvent(event);
          yield event;
        }
    }
    const nothing = (): void => undefined;
    const quiet = {
      run: nothing,
      pause: nothing,
      step: async () => undefined,
      inspect: async () => undefined,
    };
    const others = {
      wait: nothing,
      end: nothing,
      restart: nothing,
      hold: nothing,
      resume: nothing,
      stop: nothing,
    };
    const session = { ...quiet, ...others, events: events() };
    made.sessions.push(session);
    return session;
  },
}));
vi.mock('../client/backend', () => ({ chooseBackend: async () => ({ backend: 'cpu', measured: [] }) }));
vi.mock('./data/data', () => ({ requestDataset: async () => tinyData() }));

const sessions = (): readonly Training[] => made.sessions as Training[];

beforeEach(async () => {
  await useCpu();
  made.sessions = [];
});
afterEach(() => {
  while (useToast.getState().toasts.length > 0) dismissToast();
});

function openLab(learningRate: number): Lab {
  const lab = createLab();
  const experiment = defaultExperiment();
  lab.settings.openExperiment({ ...experiment, rules: ['bp', 'dfa'], hidden: [7], seeds: [0] }, undefined);
  lab.settings.setText('learningRate', String(learningRate));
  return lab;
}

/** Everything that a lab shows, as text. */
const shown = ({ series, runs, settings, inside, smoothing, chartScale, clock }: Lab): string =>
  JSON.stringify({
    series: [...series.record()],
    runs: runs.useRuns.getState(),
    settings: settings.useSettings.getState(),
    inside: inside.useInside.getState(),
    smoothing: smoothing.useSmoothing.getState(),
    scale: chartScale.useAccuracyScale.getState(),
    trained: clock.secondsTrained() > 0,
    versions: (['testAccuracy', 'epochs', 'progress'] as const).map(series.version),
  });

const curveOf = ({ series }: Lab): number[] => {
  const { points } = series.record().get('bp-0')?.curves.trainingLoss ?? { points: { y: [], length: 0 } };
  return [...points.y].slice(0, points.length);
};

/** Trains to the end; between two events `meanwhile` happens. */
async function trainToTheEnd(lab: Lab, meanwhile: () => Promise<unknown> = async () => undefined) {
  await lab.actions.train();
  const session = sessions().at(-1) as Training;
  for await (const _ of session.events) await meanwhile();
}

it('runs with the same name in two labs have the same curves as in a single lab', async () => {
  const [alone, other] = [openLab(0.1), openLab(0.3)];
  await trainToTheEnd(alone);
  await trainToTheEnd(other);
  expect(curveOf(alone)).not.toEqual(curveOf(other));
  const [a, b] = [openLab(0.1), openLab(0.3)];
  await b.actions.train();
  const second = sessions().at(-1) as Training;
  await trainToTheEnd(a, () => second.events.next());
  for await (const _ of second.events);
  expect(curveOf(a)).toEqual(curveOf(alone));
  expect(curveOf(b)).toEqual(curveOf(other));
  expect([a, b].map(({ runs }) => runs.useRuns.getState().phase)).toEqual(['finished', 'finished']);
});

it('actions in one lab do not change the other', async () => {
  const [a, b] = [openLab(0.1), openLab(0.3)];
  const before = shown(b);
  await trainToTheEnd(a);
  const { settings, inside, smoothing, chartScale, actions, runs } = a;
  settings.setText('epochs', '3');
  settings.setText('seeds', '1,2');
  settings.setRule('llo', true);
  inside.chooseRule('dfa');
  inside.chooseLayer(2);
  smoothing.setSmoothing('testLoss', 0.9);
  chartScale.setAccuracyScale('log');
  runs.addNote({ run: 'bp-0', kind: 'silent', step: 1 });
  expect(shown(b)).toBe(before);
  actions.newSeed();
  actions.reset();
  expect(shown(b)).toBe(before);
});

it('Undo restores the run in the lab where it was cleared', async () => {
  const [a, b] = [openLab(0.1), openLab(0.3)];
  await trainToTheEnd(a);
  await trainToTheEnd(b);
  const [inA, inB] = [curveOf(a), curveOf(b)];
  a.actions.reset();
  expect(curveOf(a)).toEqual([]);
  expect(curveOf(b)).toEqual(inB);
  undoLast();
  expect(curveOf(a)).toEqual(inA);
  expect(curveOf(b)).toEqual(inB);
});
