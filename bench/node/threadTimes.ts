/** What tells how threads of processes get on: their processor time, and whether this machine runs two at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Processor time of each thread so far, by its id, in ticks of the kernel's clock; empty where there is no /proc. */
export function threadTicks(pid: number): ReadonlyMap<string, number> {
  try {
    const folder = `/proc/${pid}/task`;
    return new Map(
      readdirSync(folder).map((id) => {
        const text = readFileSync(`${folder}/${id}/stat`, 'utf8');
        // After the name, which may contain anything: state is field 3, utime 14 and stime 15; see proc(5).
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return [id, Number(fields[11]) + Number(fields[12])];
      }),
    );
  } catch {
    return new Map();
  }
}

/** The largest of the differences; undefined where nothing was counted. */
export function busiest(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): number | undefined {
  const own = [...after].map(([id, ticks]) => ticks - (before.get(id) ?? 0));
  return own.length === 0 ? undefined : Math.max(...own);
}

/** A loop of arithmetic, and how many milliseconds it took. */
const loop = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', (rounds) => {
  const from = performance.now();
  let x = 1;
  for (let i = 0; i < rounds; i++) x = x * 0.999999 + 1e-6;
  parentPort.postMessage({ milliseconds: performance.now() - from, x });
});
`;
const ROUNDS = 40_000_000;

export interface Calibration {
  /** How many loops' worth two threads do in the time of one: 2 on two cores that nobody else uses. */
  readonly run: () => Promise<number>;
  readonly close: () => void;
}

export function openCalibration(): Calibration {
  const workers = [0, 1].map(() => new Worker(loop, { eval: true, execArgv: [] }));
  const time = (worker: Worker): Promise<number> =>
    new Promise((resolve) => {
      worker.once('message', ({ milliseconds }: { milliseconds: number }) => resolve(milliseconds));
      worker.postMessage(ROUNDS);
    });
  return {
    run: async () => {
      const alone = await time(workers[0] as Worker);
      const both = await Promise.all(workers.map(time));
      return (2 * alone) / Math.max(...both);
    },
    close: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** Two calibration loops that do less together share a core: what threads gain then says nothing. */
const SEPARATE = 1.7;

/** What the calibration said before and after a round, the lesser of both, and its turns by who had them. */
export interface Round<K, T> {
  readonly separate: number;
  readonly turns: ReadonlyMap<K, T>;
}

/** Everyone's turns, one after the other, `count` times. @param names in the order of a round */
export async function takeTurns<K, T>(
  names: readonly K[],
  turnOf: (name: K) => Promise<T>,
  calibrate: Calibration['run'],
  count: number,
): Promise<readonly Round<K, T>[]> {
  const rounds: Round<K, T>[] = [];
  for (let round = 0; round < count; round++) {
    const before = await calibrate();
    const turns = new Map<K, T>();
    for (const name of names) turns.set(name, await turnOf(name));
    rounds.push({ separate: Math.min(before, await calibrate()), turns });
  }
  return rounds;
}

/** Rounds in which two threads ran at once, and how many they are; all rounds if there are none. */
export function judgedOf<R extends Pick<Round<unknown, unknown>, 'separate'>>(
  rounds: readonly R[],
): { readonly used: readonly R[]; readonly judged: number } {
  const judged = rounds.filter(({ separate }) => separate >= SEPARATE);
  return { used: judged.length > 0 ? judged : rounds, judged: judged.length };
}
