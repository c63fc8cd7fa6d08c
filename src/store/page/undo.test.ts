/** Undo after R, N, Reset, Stop, and Train: everything is restored. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NamedRun, Session, SessionListener, SessionOptions } from '../../client/types';
import type { RuleId } from '../../core/rules';
import { defaultExperiment } from '../../experiment/defaults';
import { createLab } from '../lab';
import type { RunSeries } from '../run/series';
import { actOnToast, dismissToast, undoLast, useToast } from './toast';

const lab = createLab();
const { secondsTrained } = lab.clock;
const { syncRecord, useRuns } = lab.runs;
const { newSeed, pause, reset, restartRuns, startAgain, step, stop, stopRun, train, trySmallerRate } =
  lab.actions;
const { record: seriesRecord } = lab.series;
const { openExperiment, setText, useSettings } = lab.settings;

interface Fake extends Session {
  readonly runs: readonly NamedRun[];
  readonly listener: SessionListener;
  readonly options: SessionOptions;
  readonly calls: string[];
}
const made = vi.hoisted(() => ({ sessions: [] as unknown[] }));
vi.mock('../../client/session', () => ({
  createSession: (
    runs: readonly NamedRun[],
    _data: unknown,
    _backend: unknown,
    listener: SessionListener,
    options: SessionOptions,
  ): Fake => {
    const calls: string[] = [];
    const call = (name: string) => () => void calls.push(name);
    const session: Fake = {
      runs,
      listener,
      options,
      calls,
      run: call('run'),
      pause: call('pause'),
      step: async () => void calls.push('step'),
      inspect: async () => undefined,
      wait: call('wait'),
      end: call('end'),
      restart: call('restart'),
      hold: call('hold'),
      resume: call('resume'),
      stop: call('stop'),
    };
    made.sessions.push(session);
    return session;
  },
}));
vi.mock('../run/backend', () => ({
  createBackend: () => ({
    requestBackend: async () => ({ backend: 'wasm' }),
    backendFor: async (_requested: unknown, choice: unknown) => choice,
  }),
}));
vi.mock('../data/data', () => ({ requestDataset: async () => ({}) }));

const sessions = (): readonly Fake[] => made.sessions as Fake[];
const rules: RuleId[] = ['bp', 'dfa'];

/** Delivers reports `from` … `to` of both rules. */
function deliverEvents({ runs, listener }: Fake, from: number, to: number): void {
  for (let n = from; n <= to; n++)
    for (const { id: run } of runs) {
      const at = { run };
      if (n === 0) listener.onEvent({ type: 'started', ...at, step: 0, stepsPerEpoch: 10, parameters: 9 });
      listener.onEvent({ type: 'loss', ...at, step: n, trainingLoss: 1 / (n + 1) });
    }
}
const seriesOf = (rule: RuleId): RunSeries => [...seriesRecord().values()].find((run) => run.rule === rule)!;
const curve = (rule: RuleId = 'bp'): number[] => {
  const { points } = seriesOf(rule).curves.trainingLoss;
  return [...points.y.subarray(0, points.length)];
};
const losses = (count: number): number[] => Array.from({ length: count }, (_, n) => 1 / (n + 1));
const state = () => {
  const { phase, notes, experiment, alive } = useRuns.getState();
  return { phase, notes, experiment, alive };
};
const said = () => useToast.getState().toasts.map(({ text }) => text);

/** State of the run when it is suspended. */
const moments = {
  early: async () => deliverEvents(sessions().at(-1)!, 0, 1),
  'in the middle': async () => deliverEvents(sessions().at(-1)!, 0, 40),
  'paused, after a note': async () => {
    deliverEvents(sessions().at(-1)!, 0, 40);
    sessions().at(-1)!.listener.onFailure('dfa-7', { kind: 'ended', details: 'x' });
    pause();
  },
  finished: async () => {
    deliverEvents(sessions().at(-1)!, 0, 100);
    for (const rule of rules)
      sessions()
        .at(-1)!
        .listener.onEvent({ type: 'summary', run: `${rule}-7`, step: 100 } as never);
  },
  stopped: async () => {
    deliverEvents(sessions().at(-1)!, 0, 40);
    stop();
    dismissToast();
  },
} as const;
const actions = { reset, newSeed, startAgain, train };

beforeEach(() => {
  vi.useFakeTimers();
  made.sessions = [];
  openExperiment({ ...defaultExperiment(), rules, hidden: [20], seeds: [7] }, undefined);
});
afterEach(() => {
  reset();
  while (useToast.getState().toasts.length > 0) dismissToast();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe.each(Object.entries(moments))('a suspended run (%s)', (moment, bring) => {
  it.each(Object.entries(actions))('by %s is restored unchanged', async (name, action) => {
    if (name === 'train' && !['finished', 'stopped'].includes(moment)) return;
    await train();
    await bring();
    const [before, points] = [state(), curve()];
    const [first] = sessions();
    await action();
    expect(curve()).toEqual([]);
    await vi.advanceTimersByTimeAsync(9_900);
    expect(undoLast()).toBe(true);
    expect(state()).toEqual(before);
    expect(curve()).toEqual(points);
    expect(useSettings.getState().draft.seeds).toEqual([7]);
    // Its workers survive if they existed; training continues only if it was running.
    expect(first!.calls.includes('stop')).toBe(moment === 'stopped');
    expect(first!.calls.at(-1) === 'run').toBe(['early', 'in the middle'].includes(moment));
    expect(before.phase).not.toBe('ready');
  });
});

it('networks are freed after ten seconds', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 40);
  reset();
  await vi.advanceTimersByTimeAsync(9_900);
  expect(sessions()[0]!.calls).not.toContain('stop');
  await vi.advanceTimersByTimeAsync(200);
  expect(sessions()[0]!.calls).toContain('stop');
  expect(undoLast()).toBe(false);
});

it('events of a suspended run are not lost', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  reset();
  deliverEvents(sessions()[0]!, 10, 11);
  sessions()[0]!.listener.onFailure('dfa-7', { kind: 'device-lost', details: 'gone' });
  expect(curve()).toEqual([]);
  undoLast();
  expect(curve()).toEqual(losses(12));
  expect(useRuns.getState().notes).toMatchObject([{ run: 'dfa-7', failure: { kind: 'device-lost' } }]);
});

it('the clock of a suspended run is stopped', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  await vi.advanceTimersByTimeAsync(5_000);
  reset();
  expect(secondsTrained()).toBe(0);
  await vi.advanceTimersByTimeAsync(3_000);
  undoLast();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(secondsTrained()).toBeCloseTo(7);
});

it('a run cancelled while preparing does not start', async () => {
  const trained = train();
  expect(state().phase).toBe('preparing');
  reset();
  await trained;
  expect(sessions()).toEqual([]);
  expect(state()).toMatchObject({ phase: 'ready', alive: false });
});

it('a run stopped while preparing is ready again, paused before or not', async () => {
  for (const paused of [false, true]) {
    const trained = train();
    if (paused) pause();
    stop();
    await trained;
    expect(state()).toMatchObject({ phase: 'ready', alive: false, experiment: undefined });
  }
  expect(sessions()).toEqual([]);
  expect(said()).toEqual([]);
});

it('a failed rule restarts, and the run continues if all had failed', async () => {
  const broken = { kind: 'device-lost', details: 'gone' } as const;
  await train();
  const session = sessions()[0]!;
  deliverEvents(session, 0, 9);
  session.listener.onFailure('dfa-7', broken);
  restartRuns(['dfa-7'], 'cpu');
  expect([curve('bp'), curve('dfa')]).toEqual([losses(10), []]);
  expect(state()).toMatchObject({ phase: 'running', notes: [] });
  // The other one keeps its backend.
  expect(useRuns.getState().backend).toBe('wasm');
  for (const rule of rules) session.listener.onFailure(`${rule}-7`, broken);
  expect(state().phase).toBe('stopped');
  restartRuns(
    rules.map((rule) => `${rule}-7`),
    'cpu',
  );
  expect([curve('bp'), curve('dfa')]).toEqual([[], []]);
  expect(state()).toMatchObject({ phase: 'running', alive: true, notes: [] });
  expect(useRuns.getState().backend).toBe('cpu');
  expect(session.calls.filter((call) => call !== 'pause')).toEqual([
    'run',
    'restart',
    'restart',
    'restart',
    'run',
  ]);
});

const stuck = {
  type: 'stuck',
  run: 'bp-7',
  step: 9,
  epoch: 1,
  since: 1,
  cause: 'limits',
  unchanged: true,
  alike: 1,
} as const;

it('a stopped rule keeps its note, and continues after Undo', async () => {
  await train();
  const session = sessions()[0]!;
  deliverEvents(session, 0, 9);
  session.listener.onEvent(stuck);
  const { notes } = state();
  stopRun('bp-7');
  expect(said()).toEqual(['BP was stopped at step 9.']);
  expect(state()).toMatchObject({ phase: 'running', notes: [] });
  expect(seriesOf('bp').end).toBe('stopped');
  undoLast();
  expect(state()).toMatchObject({ phase: 'running', notes });
  expect(seriesOf('bp').end).toBeUndefined();
  expect(session.calls).toEqual(['run', 'hold', 'resume']);
});

it('a single seed is stopped and restored by name; queued runs stay queued through Stop and Undo', async () => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 3 });
  openExperiment({ ...useSettings.getState().draft, seeds: [7, 8] }, undefined);
  await train();
  const session = sessions()[0]!;
  expect(session.runs.map(({ id }) => id)).toEqual(['bp-7', 'dfa-7', 'bp-8', 'dfa-8']);
  expect(session.options).toMatchObject({ atOnce: 3 });
  for (const { id } of session.runs.slice(0, 3)) session.listener.onBegin(id);
  deliverEvents({ ...session, runs: session.runs.slice(0, 3) }, 0, 9);
  const ends = () => [...seriesRecord().values()].map(({ end }) => end);
  stopRun('bp-8');
  expect(said()).toEqual(['BP, seed 8 was stopped at step 9.']);
  expect(ends()).toEqual([undefined, undefined, 'stopped', undefined]);
  undoLast();
  expect(ends()).toEqual([undefined, undefined, undefined, undefined]);
  session.listener.onFailure('dfa-7', { kind: 'ended', details: 'x' });
  expect(state().notes).toMatchObject([{ run: 'dfa-7', kind: 'failed' }]);
  restartRuns(['dfa-7'], 'cpu');
  expect(session.calls).toEqual(['run', 'hold', 'resume', 'restart']);
  const begun = () => [...seriesRecord().values()].map((run) => run.begun);
  session.listener.onBegin('dfa-7');
  stop();
  undoLast();
  expect(state().phase).toBe('running');
  expect(begun()).toEqual([true, true, true, false]);
  for (const { id: run } of session.runs)
    session.listener.onEvent({ type: 'summary', run, step: 100 } as never);
  expect(state().phase).toBe('finished');
});

it('a run is stopped if all rules are, until one continues; after ten seconds its network is freed', async () => {
  await train();
  const session = sessions()[0]!;
  deliverEvents(session, 0, 9);
  for (const rule of rules) stopRun(`${rule}-7`);
  expect(state().phase).toBe('stopped');
  undoLast();
  expect(state()).toMatchObject({ phase: 'running', alive: true });
  await vi.advanceTimersByTimeAsync(10_100);
  expect(session.calls).toEqual(['run', 'hold', 'hold', 'resume', 'run', 'end']);
});

it('a rule stopped while paused is restored paused, also with a run suspended meanwhile', async () => {
  await train();
  const session = sessions()[0]!;
  deliverEvents(session, 0, 9);
  pause();
  for (const rule of rules) stopRun(`${rule}-7`);
  undoLast();
  undoLast();
  expect(state().phase).toBe('paused');
  stopRun('bp-7');
  reset();
  const [ofRule] = useToast.getState().toasts;
  actOnToast(ofRule?.id);
  expect(session.calls.at(-1)).not.toBe('resume');
  undoLast();
  expect(session.calls.at(-1)).toBe('resume');
  expect(seriesOf('bp').end).toBeUndefined();
});

it('a rule whose last report was on its way when it was stopped is done', async () => {
  await train();
  const session = sessions()[0]!;
  deliverEvents(session, 0, 99);
  stopRun('bp-7');
  session.listener.onEvent({ type: 'summary', run: 'bp-7', step: 100 } as never);
  expect(seriesOf('bp').end).toBe('done');
  undoLast();
  expect(session.calls).not.toContain('resume');
});

it.each(['diverged', 'failed'] as const)('a rule that %s after it was stopped stays so', async (end) => {
  await train();
  const session = sessions()[0]!;
  deliverEvents(session, 0, 9);
  stopRun('bp-7');
  if (end === 'diverged') session.listener.onEvent({ type: 'diverged', run: 'bp-7', step: 10 });
  else session.listener.onFailure('bp-7', { kind: 'device-lost', details: 'gone' });
  expect(seriesOf('bp').end).toBe(end);
  undoLast();
  expect(seriesOf('bp').end).toBe(end);
  expect(state().notes).toMatchObject([{ run: 'bp-7', kind: end }]);
  expect(session.calls).not.toContain('resume');
});

it('the last rule of a paused run is paused after Stop and Undo', async () => {
  await train();
  const session = sessions()[0]!;
  for (const rule of rules.slice(1))
    session.listener.onEvent({ type: 'summary', run: `${rule}-7`, step: 100 } as never);
  pause();
  stopRun(`${rules[0]}-7`);
  expect(state().phase).toBe('finished');
  undoLast();
  expect(state().phase).toBe('paused');
});

it('a stopped rule does not continue if its network was freed to save memory', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  for (const rule of rules) stopRun(`${rule}-7`);
  reset();
  const toasts = useToast.getState().toasts;
  actOnToast(toasts.at(-2)?.id);
  openExperiment({ ...useSettings.getState().draft, hidden: [6000, 6000, 6000] }, undefined);
  await train();
  actOnToast(toasts.at(-1)?.id);
  expect(state()).toMatchObject({ phase: 'stopped', alive: false });
  expect(rules.map((rule) => seriesOf(rule).end)).toEqual(rules.map(() => 'stopped'));
});

it('Stop frees the networks when Undo expires', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  stop();
  expect(state()).toMatchObject({ phase: 'stopped', alive: false });
  expect(curve()).toEqual(losses(10));
  undoLast();
  expect(state()).toMatchObject({ phase: 'running', alive: true });
  expect(curve()).toEqual(losses(10));
  stop();
  await vi.advanceTimersByTimeAsync(10_100);
  expect(sessions()[0]!.calls).toContain('stop');
});

it('Undo suspends the current run, which can be restored too', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  await startAgain();
  deliverEvents(sessions()[1]!, 0, 4);
  expect(said()).toEqual(['The last run was cleared.']);
  undoLast();
  expect(curve()).toEqual(losses(10));
  expect(said()).toEqual(['The other run was cleared.']);
  undoLast();
  expect(curve()).toEqual(losses(5));
  expect(sessions()[1]!.calls.at(-1)).toBe('run');
});

it('browsing seeds is a single Undo step, together with the run before', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  newSeed();
  newSeed();
  newSeed();
  expect(said()).toEqual([`New seed: ${useSettings.getState().draft.seeds}. The last run was cleared.`]);
  expect(useSettings.getState().draft.seeds).not.toEqual([7]);
  undoLast();
  expect(useSettings.getState().draft.seeds).toEqual([7]);
  expect(curve()).toEqual(losses(10));
});

it('Undo restores each trained seed with its run', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  newSeed();
  const { seeds } = useSettings.getState().draft;
  await train();
  deliverEvents(sessions()[1]!, 0, 4);
  newSeed();
  undoLast();
  expect(useSettings.getState().draft.seeds).toEqual(seeds);
  expect(curve()).toEqual(losses(5));
  undoLast();
  expect(useSettings.getState().draft.seeds).toEqual([7]);
  expect(curve()).toEqual(losses(10));
});

it('a restored run with networks is not replaced by its snapshot without them', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  stop();
  await startAgain();
  const [stopped, before] = useToast.getState().toasts;
  expect(said()).toEqual(['Stopped.', 'The last run was cleared.']);
  actOnToast(stopped?.id);
  expect(state()).toMatchObject({ phase: 'running', alive: true });
  actOnToast(before?.id);
  expect(state()).toMatchObject({ phase: 'running', alive: true });
  deliverEvents(sessions()[0]!, 10, 11);
  expect(curve()).toEqual(losses(12));
});

it('Undo keeps a seed typed since, and all other settings changed since', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  newSeed();
  setText('seeds', '99');
  setText('batchSize', '33');
  undoLast();
  expect(useSettings.getState().draft).toMatchObject({ seeds: [99], batchSize: 33 });
  expect(curve()).toEqual(losses(10));
});

it('Undo restores the learning rate together with the run', async () => {
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  const rate = useSettings.getState().draft.learningRate.dfa;
  await trySmallerRate('dfa');
  expect(useSettings.getState().draft.learningRate.dfa).toBeCloseTo(rate / 10);
  undoLast();
  expect(useSettings.getState().draft.learningRate.dfa).toBe(rate);
});

it('Undo is not offered if nothing was trained', async () => {
  await train();
  reset();
  await train();
  stop();
  expect(said()).toEqual([]);
  expect(sessions().every(({ calls }) => calls.includes('stop'))).toBe(true);
});

it('a run suspended during a single step is restored paused', async () => {
  await step();
  deliverEvents(sessions()[0]!, 0, 1);
  void step();
  reset();
  undoLast();
  await vi.advanceTimersByTimeAsync(0);
  expect(state().phase).toBe('paused');
});

it('networks are freed if memory is short; Undo then restores the curves only, and says so', async () => {
  vi.stubGlobal('navigator', { deviceMemory: 1 });
  openExperiment({ ...defaultExperiment(), rules, hidden: [2000, 2000] }, undefined);
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  await startAgain();
  expect(sessions()[0]!.calls).toContain('stop');
  expect(said()[0]).toMatch(/its networks were freed to save memory/);
  undoLast();
  expect(curve()).toEqual(losses(10));
  expect(state()).toMatchObject({ phase: 'stopped', alive: false });
});

it('rules selected since do not affect the restored run', async () => {
  syncRecord();
  await train();
  deliverEvents(sessions()[0]!, 0, 9);
  reset();
  openExperiment({ ...defaultExperiment(), rules: ['llo'] }, undefined);
  expect([...seriesRecord().keys()]).toEqual(['llo-0']);
  undoLast();
  expect(curve()).toEqual(losses(10));
});
