import { expect, it } from 'vitest';
import type { Lane } from '../core/trainer/timing/trace';
import { layersText, type TracedRun, traceText } from './trace';

const forward = (layer: number) => ({ layer, work: 'forward' as const });
const update = (layer: number) => ({ layer, work: 'update' as const });

/** Times that no binary fraction holds, in seconds. */
const bp: TracedRun = {
  name: 'BP “quoted”, seed 1',
  epoch: 3,
  lanes: [
    {
      works: [forward(0), forward(1), { layer: 1, work: 'backward' }, { layer: 0, work: 'backward' }],
      seconds: Float64Array.from([0, 0.0001, 0.0003, 0.0007, 0.0011, 0.0011, 0.0012, 0.0014, 0.0017, 0.0021]),
    },
  ],
};
const stage = (layer: number, ...seconds: number[]): Lane => ({
  works: [forward(layer), update(layer)],
  seconds: Float64Array.from(seconds),
});
const f3: TracedRun = {
  name: 'F³-Error',
  epoch: 1,
  lanes: [
    stage(0, 0, 0.1, 0.3, 0.3, 0.4, 0.6),
    {
      works: [forward(1), update(1), forward(2), update(2)],
      seconds: Float64Array.from([0.3, 0.4, 0.5, 0.6, 0.7, 0.7, 0.75, 0.8, 0.9, 1]),
    },
  ],
};

/** What the format's description asks of each event, read by itself: JSON, required fields, types. */
interface Read {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly args: Readonly<Record<string, unknown>>;
}
function read(text: string): Read[] {
  const { traceEvents, displayTimeUnit } = JSON.parse(text) as {
    traceEvents: Read[];
    displayTimeUnit: string;
  };
  expect(['ms', 'ns']).toContain(displayTimeUnit);
  for (const event of traceEvents) {
    expect(['X', 'M']).toContain(event.ph);
    expect(typeof event.name).toBe('string');
    for (const id of [event.pid, event.tid]) expect(Number.isInteger(id)).toBe(true);
    if (event.ph === 'M') {
      const wanted = { process_name: 'name', thread_name: 'name' }[event.name] ?? 'sort_index';
      expect(Object.keys(event.args)).toEqual([wanted]);
      expect(typeof event.args[wanted]).toBe(wanted === 'name' ? 'string' : 'number');
    } else {
      expect(event.ts).toBeGreaterThanOrEqual(0);
      expect(event.dur).toBeGreaterThanOrEqual(0);
      expect(typeof event.cat).toBe('string');
    }
  }
  return traceEvents;
}
const complete = (events: readonly Read[]) => events.filter(({ ph }) => ph === 'X');

it('has the fields of the format, and each work once', () => {
  const events = complete(read(traceText([bp, f3])));
  expect(events).toHaveLength(2 * 4 + 2 * 2 + 2 * 4);
  expect(events[0]).toEqual({
    ...{ ph: 'X', name: 'F1 · batch 1', cat: 'forward', pid: 1, tid: 1, ts: 0, dur: 100 },
    args: { layer: 1, batch: 1, work: 'forward' },
  });
  // 0.3 ms to 0.7 ms, in microseconds.
  expect(events[2]).toMatchObject({ name: 'B2 · batch 1', ts: 300, dur: 400 });
  expect(events.at(-1)).toMatchObject({ name: 'U3 · batch 2', pid: 2, tid: 2, ts: 900_000, dur: 100_000 });
});

it('a thread does one thing at a time', () => {
  const threads = new Map<string, Read[]>();
  for (const event of complete(read(traceText([bp, f3])))) {
    const thread = `${event.pid}/${event.tid}`;
    threads.set(thread, [...(threads.get(thread) ?? []), event]);
  }
  expect([...threads.keys()]).toEqual(['1/1', '2/1', '2/2']);
  for (const own of threads.values()) {
    let free = 0;
    for (const { ts = 0, dur = 0 } of own) {
      // In nanoseconds, the format's finest unit.
      expect(Math.round(1000 * ts)).toBeGreaterThanOrEqual(free);
      free = Math.round(1000 * (ts + dur));
    }
  }
});

it('names processes and threads', () => {
  const names = read(traceText([bp, f3])).filter(({ name }) => /^(process|thread)_name$/.test(name));
  expect(names.map(({ pid, tid, args }) => [pid, tid, args.name])).toEqual([
    [1, 0, 'BP “quoted”, seed 1, epoch 3'],
    [1, 1, 'layers 1–2'],
    [2, 0, 'F³-Error, epoch 1'],
    [2, 1, 'stage 1: layer 1'],
    [2, 2, 'stage 2: layers 2–3'],
  ]);
  expect(layersText(4, 4)).toBe('layer 4');
});

it('is a file without runs, too', () => {
  expect(read(traceText([]))).toEqual([]);
});
