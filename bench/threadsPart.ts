/** One run's steps by one and by several threads, in a Node process each, which take turns. */
import { cpus } from 'node:os';
import { openNodeRunner } from './node/openRunner';
import { busiest, openCalibration, threadTicks } from './node/threadTimes';
import type { ThreadsResult } from './results';
import type { Shape } from './shapes';
import { median } from './statistics';

/** Deep and wide networks, of which one algorithm's step takes long. */
const shapes: readonly Shape[] = [
  { id: '784-1024×7-10', batch: 128 },
  { id: '784-500×15-10', batch: 50 },
];
const rules = ['bp', 'f3-error'] as const;

/** Two calibration loops that do less together share a core: what threads gain then says nothing. */
const SEPARATE = 1.7;
/** Milliseconds of a turn; processor times are counted in hundredths of a second. */
const TURN = 1500;
const ROUNDS = 9;

/** One, two, and as many as there are cores. */
export const threadCounts = (cores: number): readonly number[] =>
  [...new Set([1, 2, cores])].toSorted((a, b) => a - b);

/** One turn of one process. */
export interface Turn {
  readonly msPerStep: number;
  /** Ticks per step of its busiest thread. */
  readonly ticks: number | undefined;
}

/** What the calibration said before and after a round, and its turns by number of threads. */
export interface Round {
  readonly separate: number;
  readonly turns: ReadonlyMap<number, Turn>;
}

type Runner = ReturnType<typeof openNodeRunner>;

async function turnOf({ pid, time }: Runner, rule: string, steps: number): Promise<Turn> {
  const before = threadTicks(pid);
  const msPerStep = (await time(rule, steps)) / steps;
  const ticks = busiest(before, threadTicks(pid));
  return { msPerStep, ticks: ticks === undefined ? undefined : ticks / steps };
}

/** Medians over rounds of one number of threads against one thread. */
export function resultsOf(
  { id, batch }: Shape,
  rule: string,
  rounds: readonly Round[],
): readonly ThreadsResult[] {
  const judged = rounds.filter(({ separate }) => separate >= SEPARATE);
  const used = judged.length > 0 ? judged : rounds;
  const counts = [...(used[0]?.turns.keys() ?? [])].filter((threads) => threads > 1);
  return counts.map((threads) => {
    const pairs = used.map(({ turns }) => [turns.get(1) as Turn, turns.get(threads) as Turn] as const);
    const shares = pairs.flatMap(([one, own]) => (one.ticks && own.ticks ? [own.ticks / one.ticks] : []));
    return {
      ...{ shape: id, batch, rule, threads, rounds: rounds.length, judged: judged.length },
      msAlone: median(pairs.map(([one]) => one.msPerStep)),
      speedUp: median(pairs.map(([one, own]) => one.msPerStep / own.msPerStep)),
      ...(shares.length > 0 ? { busiest: median(shares) } : {}),
    };
  });
}

async function onShape(
  shape: Shape,
  runners: ReadonlyMap<number, Runner>,
  calibrate: () => Promise<number>,
  roundCount: number,
): Promise<readonly ThreadsResult[]> {
  for (const runner of runners.values()) await runner.prepare(shape, rules);
  const results: ThreadsResult[] = [];
  for (const rule of rules) {
    // Recording needs a few steps.
    for (const { time } of runners.values()) await time(rule, 6);
    const one = ((await runners.get(1)?.time(rule, 3)) ?? TURN) / 3;
    const steps = Math.max(3, Math.round(TURN / one));
    const rounds: Round[] = [];
    for (let round = 0; round < roundCount; round++) {
      const before = await calibrate();
      const turns = new Map<number, Turn>();
      for (const [threads, runner] of runners) turns.set(threads, await turnOf(runner, rule, steps));
      rounds.push({ separate: Math.min(before, await calibrate()), turns });
    }
    results.push(...resultsOf(shape, rule, rounds));
  }
  return results;
}

/** @param mnist the folder with its files; absent: random bytes */
export async function threadsPart(
  mnist: string | undefined,
  quick: boolean,
  say: (text: string) => void,
): Promise<readonly ThreadsResult[]> {
  const calibration = openCalibration();
  const runners = new Map(
    threadCounts(cpus().length).map((threads) => [threads, openNodeRunner('lab', threads)]),
  );
  try {
    for (const runner of runners.values()) await runner.start('wasm', mnist);
    const results: ThreadsResult[] = [];
    for (const shape of shapes) {
      say(`threads, ${shape.id}`);
      results.push(...(await onShape(shape, runners, calibration.run, quick ? 3 : ROUNDS)));
    }
    return results;
  } finally {
    calibration.close();
    for (const runner of runners.values()) runner.close();
  }
}
