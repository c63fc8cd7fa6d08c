import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RuleId } from '../core/rules';
import type { RunEvent } from '../core/run/events';
import type { RunId, RunSpec } from '../core/run/spec';
import { WorkerError } from './failures';
import { createSession } from './session';
import { keepSpares } from './spares';
import type { ReportLimit } from './turns';
import type { KeepOrder, NamedRun, Session, SessionListener, SessionOptions } from './types';

/** Trains epochs of two reports each; a test can break it or make it hang at any moment. */
class FakeWorker {
  rule: RuleId = 'bp';
  reports = 0;
  terminated = false;
  hangs = false;
  /** Milliseconds per report. */
  takes = 100;
  looks = 0;
  limit: ReportLimit | undefined;
  resumes: boolean | undefined;
  break: (error: Error) => void = () => undefined;
  readonly broken = new Promise<never>((_, reject) => {
    this.break = reject;
  });
  readonly never = new Promise<never>(() => undefined);
  readonly api = {
    startBackend: async () => undefined,
    isReady: async () => (this.hangs ? this.never : true),
    start: async (config: { rule: RuleId }, _data: unknown, _options: unknown, keep?: KeepOrder) => {
      this.resumes = keep?.resume;
      if (this.hangs) await this.never;
      this.rule = config.rule;
      this.reports = 0;
    },
    next: async (limit: ReportLimit): Promise<RunEvent[]> => {
      this.limit = limit;
      await new Promise((resolve) => setTimeout(resolve, this.takes));
      if (this.hangs) await this.never;
      this.reports += 1;
      const [step, run] = [this.reports, this.rule];
      const epoch = step / 2;
      const at = { run, step };
      if (epoch === EPOCHS)
        return [{ ...at, type: 'epoch', epoch } as RunEvent, { ...at, type: 'summary' } as RunEvent];
      return step % 2 === 0
        ? [{ ...at, type: 'epoch', epoch } as RunEvent]
        : [{ ...at, type: 'progress' } as RunEvent];
    },
    inspect: async () => {
      this.looks += 1;
      return this.hangs ? this.never : undefined;
    },
  };
  constructor() {
    this.broken.catch(() => undefined);
  }
  readonly terminate = (): void => {
    this.terminated = true;
  };
}
const EPOCHS = 50;

const made = vi.hoisted(() => ({ workers: [] as unknown[] }));
vi.mock('./workers', () => ({
  createTrainWorker: () => {
    const worker = new FakeWorker();
    made.workers.push(worker);
    return worker;
  },
}));
const workerOf = (rule: RuleId): FakeWorker =>
  (made.workers as FakeWorker[]).findLast((one) => one.rule === rule && !one.terminated && one.reports > 0)!;

/** The rule's id is also the run's id. */
const runOf = (rule: RuleId): NamedRun => ({ id: rule, spec: { rule } as RunSpec });

let session: Session;
let told: {
  begun: RunId[];
  events: RunEvent[];
  failures: [RunId, string][];
  regained: RunId[];
  silences: [RunId, boolean][];
};
const page = { hidden: false };

function begin(rules: RuleId[] = ['bp', 'dfa', 'drtp'], options: SessionOptions = {}): void {
  told = { begun: [], events: [], failures: [], regained: [], silences: [] };
  const listener: SessionListener = {
    onBegin: (run) => told.begun.push(run),
    onEvent: (event) => told.events.push(event),
    onFailure: (run, { kind }) => told.failures.push([run, kind]),
    onRegain: (run) => told.regained.push(run),
    onSilence: (run, silent) => told.silences.push([run, silent]),
  };
  session = createSession(rules.map(runOf), {} as never, 'cpu', listener, options);
}
const epochs = (rule: RuleId): number =>
  told.events.filter((event) => event.type === 'epoch' && event.run === rule).length;
const later = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const isOver = (rule: RuleId): boolean =>
  told.events.some((event) => event.type === 'summary' && event.run === rule);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('document', page);
  page.hidden = false;
  made.workers = [];
});
afterEach(() => {
  session?.stop();
  keepSpares({ backend: 'cpu', threads: 1 }, 0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Milliseconds of training: early, in the middle, late. */
const moments = [150, 4_000, 9_500];

describe.each(moments)('held after %i ms of training', (moment) => {
  it('a run is paused, no other waits for it, and it resumes where it stopped', async () => {
    begin();
    session.run();
    await later(moment);
    session.hold('dfa');
    await later(200);
    const { reports } = workerOf('dfa');
    await later(60_000);
    expect(workerOf('dfa').reports).toBe(reports);
    expect(workerOf('dfa').terminated).toBe(false);
    expect([isOver('bp'), isOver('drtp'), isOver('dfa')]).toEqual([true, true, false]);
    session.resume('dfa');
    await later(60_000);
    expect(isOver('dfa')).toBe(true);
    const seen = told.events.filter(({ run, type }) => run === 'dfa' && type === 'epoch');
    expect(seen.map((event) => 'epoch' in event && event.epoch)).toEqual(
      Array.from({ length: EPOCHS }, (_, n) => n + 1),
    );
    expect(told.silences).toEqual([]);
  });
});

describe.each(moments)('after %i ms of training', (moment) => {
  it('a closed worker ends only its own run', async () => {
    begin();
    session.run();
    await later(moment);
    const before = epochs('dfa');
    const dfa = workerOf('dfa');
    dfa.break(new WorkerError('ended', 'The browser closed the worker.'));
    await later(60_000);
    expect(dfa.terminated).toBe(true);
    expect(told.failures).toEqual([['dfa', 'ended']]);
    expect(epochs('dfa')).toBe(before);
    expect([epochs('bp'), epochs('drtp')]).toEqual([EPOCHS, EPOCHS]);
    expect(told.silences).toEqual([]);
  });

  it('a lost device is reported as such, also while the run is paused', async () => {
    begin(['bp']);
    session.run();
    await later(moment);
    session.pause();
    await later(1000);
    workerOf('bp').break(new Error('Uncaught device-lost: The graphics device was lost. Destroyed.'));
    await later(0);
    expect(told.failures).toEqual([['bp', 'device-lost']]);
  });

  it('a hung worker is reported once, and the others continue without it', async () => {
    begin();
    session.run();
    await later(moment);
    const dfa = workerOf('dfa');
    dfa.hangs = true;
    await later(9_000);
    expect(told.silences).toEqual([]);
    await later(4_000);
    expect(told.silences).toEqual([['dfa', true]]);
    await later(60_000);
    expect([isOver('bp'), isOver('drtp'), isOver('dfa')]).toEqual([true, true, false]);
    // Inspections and steps neither hang with it nor queue up until it recovers.
    expect(await session.inspect('dfa', 'network', { layer: 1, sample: 0 })).toBeUndefined();
    expect(dfa.looks).toBe(0);
    // The user stops its run.
    session.end('dfa');
    await later(0);
    expect(dfa.terminated).toBe(true);
    expect(told.failures).toEqual([]);
  });

  it('a failed run restarts from scratch, and no other waits for it', async () => {
    begin(['bp', 'dfa']);
    session.run();
    await later(moment);
    workerOf('dfa').break(new WorkerError('device-lost', 'gone'));
    await later(1000);
    const before = epochs('bp');
    session.restart('dfa', 'cpu');
    await later(1000);
    expect(epochs('bp') === EPOCHS || epochs('bp') >= before + 4).toBe(true);
    await later(60_000);
    expect([isOver('bp'), isOver('dfa')]).toEqual([true, true]);
    expect(told.events.filter(({ run, type }) => run === 'dfa' && type === 'summary')).toHaveLength(1);
  });
});

it('a worker that answers late continues; the user may wait meanwhile', async () => {
  begin(['bp', 'dfa']);
  session.run();
  await later(2_000);
  const dfa = workerOf('dfa');
  const next = dfa.api.next;
  dfa.api.next = async (limit) => {
    dfa.api.next = next;
    await new Promise((resolve) => setTimeout(resolve, 40_000));
    return next(limit);
  };
  await later(13_000);
  expect(told.silences).toEqual([['dfa', true]]);
  session.wait('dfa');
  expect(told.silences.at(-1)).toEqual(['dfa', false]);
  await later(60_000);
  expect(told.failures).toEqual([]);
  expect(isOver('dfa')).toBe(true);
  expect(epochs('dfa')).toBe(EPOCHS);
});

it('a worker without a request is never silent: paused before its start, or waiting for the others on resume', async () => {
  begin(['bp', 'dfa']);
  session.run();
  session.pause();
  await later(300_000);
  expect(told.silences).toEqual([]);
  (made.workers as FakeWorker[])[1]!.takes = 9_000;
  session.run();
  await later(1_000);
  // bp has done its first epoch; dfa needs 17 s more.
  expect([epochs('bp'), epochs('dfa')]).toEqual([1, 0]);
  session.pause();
  await later(0);
  session.run();
  await later(16_000);
  expect([epochs('bp'), epochs('dfa')]).toEqual([1, 0]);
  expect(told.silences).toEqual([]);
  await later(2_000);
  expect([epochs('bp'), epochs('dfa')]).toEqual([2, 1]);
});

it('a run beside a silent one counts as alone', async () => {
  begin(['bp', 'dfa']);
  session.run();
  await later(3_000);
  const bp = workerOf('bp');
  workerOf('dfa').hangs = true;
  await later(1_000);
  expect(bp.limit?.exclusive).toBe(false);
  await later(10_500);
  expect(told.silences).toEqual([['dfa', true]]);
  await later(300);
  expect(isOver('bp')).toBe(false);
  expect(bp.limit?.exclusive).toBe(true);
});

it('inspecting a finished network fails at once when its worker breaks', async () => {
  begin(['bp']);
  session.run();
  await later(15_000);
  expect(isOver('bp')).toBe(true);
  const bp = workerOf('bp');
  bp.hangs = true;
  const look = session.inspect('bp', 'network', { layer: 1, sample: 0 }).catch((error: Error) => error.name);
  await later(0);
  bp.break(new WorkerError('ended', 'gone'));
  await later(0);
  expect(await Promise.race([look, Promise.resolve('waits')])).toBe('ended');
  expect(told.failures).toEqual([]);
});

it('a kept run that loses its GPU resumes by itself, once; one that is not kept fails', async () => {
  begin(['bp', 'dfa'], {
    kept: (run) => (run === 'bp' ? { key: ['e1', run], resume: false } : undefined),
  });
  session.run();
  await later(1_000);
  expect(workerOf('bp').resumes).toBe(false);
  for (const rule of ['bp', 'dfa'] as const) workerOf(rule).break(new WorkerError('device-lost', 'gone'));
  await later(1_000);
  expect(told.failures).toEqual([['dfa', 'device-lost']]);
  expect(told.regained).toEqual(['bp']);
  const next = workerOf('bp');
  expect(next.resumes).toBe(true);
  next.break(new WorkerError('device-lost', 'gone again'));
  await later(1_000);
  expect(told.failures).toEqual([
    ['dfa', 'device-lost'],
    ['bp', 'device-lost'],
  ]);
  expect(told.regained).toEqual(['bp']);
});

it('a kept run that breaks otherwise fails', async () => {
  begin(['bp'], { kept: (run) => ({ key: ['e1', run], resume: false }) });
  session.run();
  await later(1_000);
  workerOf('bp').break(new WorkerError('out-of-memory', 'full'));
  await later(1_000);
  expect(told.failures).toEqual([['bp', 'out-of-memory']]);
  expect(told.regained).toEqual([]);
});

it('no worker or timer is left after stop', async () => {
  begin();
  session.run();
  await later(1_000);
  session.stop();
  await later(5_000);
  expect((made.workers as FakeWorker[]).every(({ terminated }) => terminated)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('no worker is silent while the page is hidden', async () => {
  begin(['bp', 'dfa']);
  session.run();
  await later(2_000);
  workerOf('dfa').hangs = true;
  page.hidden = true;
  await later(600_000);
  expect(told.silences).toEqual([]);
  page.hidden = false;
  await later(9_000);
  expect(told.silences).toEqual([]);
  await later(3_000);
  expect(told.silences).toEqual([['dfa', true]]);
});

it('a spare that hangs or was closed while idle is replaced without a failure report', async () => {
  keepSpares({ backend: 'cpu', threads: 1 }, 2);
  // One starts after the other.
  await later(0);
  const [first, second] = made.workers as FakeWorker[];
  first!.hangs = true;
  second!.break(new WorkerError('ended', 'gone'));
  await later(0);
  begin(['bp', 'dfa']);
  session.run();
  await later(60_000);
  expect([isOver('bp'), isOver('dfa')]).toEqual([true, true]);
  expect(first!.terminated).toBe(true);
  expect(told.failures).toEqual([]);
});

it('a step of all runs completes though one of them hangs', async () => {
  begin(['bp', 'dfa']);
  const stepped = session.step();
  await later(200);
  await stepped;
  workerOf('dfa').hangs = true;
  let done = false;
  void session.step().then(() => {
    done = true;
  });
  await later(5_000);
  expect(done).toBe(false);
  await later(10_000);
  expect(done).toBe(true);
  expect(told.silences).toEqual([['dfa', true]]);
});

describe('with more runs than may train at once', () => {
  const all: RuleId[] = ['bp', 'fa', 'dfa', 'drtp', 'llo'];
  const training = (): RuleId[] => all.filter((rule) => told.begun.includes(rule) && !isOver(rule));

  it('runs start in order, never exceed the limit, and all are trained', async () => {
    begin(all, { atOnce: 2 });
    expect(told.begun).toEqual(['bp', 'fa']);
    session.run();
    for (let second = 0; second < 60; second += 1) {
      await later(1_000);
      expect(training().length).toBeLessThanOrEqual(2);
    }
    expect(told.begun).toEqual(all);
    expect(all.map(epochs)).toEqual(all.map(() => EPOCHS));
  });

  it('late starters wait for each other, but not for earlier runs, nor earlier runs for them', async () => {
    begin(['bp', 'fa', 'dfa', 'drtp'], { atOnce: 2 });
    session.run();
    // bp and fa end together; of the next two, drtp is slow.
    await later(11_000);
    expect(told.begun).toEqual(['bp', 'fa', 'dfa', 'drtp']);
    workerOf('drtp').takes = 1_000;
    await later(9_000);
    expect(epochs('dfa') - epochs('drtp')).toBeLessThanOrEqual(1);
    expect(epochs('drtp')).toBeGreaterThan(2);
  });

  it('a pause also delays queued runs, which start after it', async () => {
    begin(all, { atOnce: 1 });
    session.run();
    await later(3_000);
    session.pause();
    await later(60_000);
    expect(told.begun).toEqual(['bp']);
    session.run();
    await later(120_000);
    expect(all.every(isOver)).toBe(true);
  });

  it('a waiting run can be stopped, and never gets a worker', async () => {
    begin(['bp', 'fa', 'dfa'], { atOnce: 1 });
    session.run();
    await later(1_000);
    session.end('fa');
    await later(60_000);
    expect(told.begun).toEqual(['bp', 'dfa']);
    expect(isOver('dfa')).toBe(true);
  });

  it('a failed run frees its place; restarted, it waits for one', async () => {
    begin(['bp', 'fa', 'dfa'], { atOnce: 1 });
    session.run();
    await later(1_000);
    workerOf('bp').break(new WorkerError('ended', 'gone'));
    await later(1_000);
    expect(told.begun).toEqual(['bp', 'fa']);
    session.restart('bp', 'cpu');
    await later(1_000);
    expect(told.begun).toEqual(['bp', 'fa']);
    await later(60_000);
    expect(told.begun).toEqual(['bp', 'fa', 'bp', 'dfa']);
    expect(['bp', 'fa', 'dfa'].every((rule) => isOver(rule as RuleId))).toBe(true);
  });

  it('a held run frees its place, and resumes where it stopped when there is one', async () => {
    begin(['bp', 'fa'], { atOnce: 1 });
    session.run();
    await later(2_000);
    session.hold('bp');
    await later(200);
    const stood = epochs('bp');
    expect(told.begun).toEqual(['bp', 'fa']);
    session.resume('bp');
    await later(2_000);
    expect(epochs('bp')).toBe(stood);
    await later(60_000);
    expect([epochs('bp'), epochs('fa')]).toEqual([EPOCHS, EPOCHS]);
    expect(told.begun).toEqual(['bp', 'fa']);
  });

  it('a network that is not kept is freed at its end, and its worker takes the next run', async () => {
    begin(['bp', 'fa', 'dfa'], { atOnce: 1, keeps: (run) => run === 'bp' });
    session.run();
    await later(120_000);
    expect(isOver('dfa')).toBe(true);
    const workers = made.workers as FakeWorker[];
    expect(workers.map(({ rule, terminated }) => [rule, terminated])).toEqual([
      ['bp', false],
      ['dfa', true],
    ]);
    expect(await session.inspect('dfa', 'network', { layer: 1, sample: 0 })).toBeUndefined();
    expect(workers[0]?.looks).toBe(0);
    await session.inspect('bp', 'network', { layer: 1, sample: 0 });
    expect(workers[0]?.looks).toBe(1);
  });
});
