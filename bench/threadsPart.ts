/** One run's steps by one and by several threads, in a Node process each, which take turns. */
import { cpus } from 'node:os';
import { openNodeRunner } from './node/openRunner';
import { busiest, judgedOf, openCalibration, type Round, takeTurns, threadTicks } from './node/threadTimes';
import type { ThreadsResult } from './results';
import type { Shape } from './shapes';
import { median } from './statistics';

/** Deep and wide networks, of which one algorithm's step takes long. */
export const deepShapes: readonly Shape[] = [
  { id: '784-1024×7-10', batch: 128 },
  { id: '784-500×15-10', batch: 50 },
];
const rules = ['bp', 'f3-error'] as const;

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
  rounds: readonly Round<number, Turn>[],
): readonly ThreadsResult[] {
  const { used, judged } = judgedOf(rounds);
  const counts = [...(used[0]?.turns.keys() ?? [])].filter((threads) => threads > 1);
  return counts.map((threads) => {
    const pairs = used.map(({ turns }) => [turns.get(1) as Turn, turns.get(threads) as Turn] as const);
    const shares = pairs.flatMap(([one, own]) => (one.ticks && own.ticks ? [own.ticks / one.ticks] : []));
    return {
      ...{ shape: id, batch, rule, threads, rounds: rounds.length, judged },
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
    const turn = (threads: number): Promise<Turn> => turnOf(runners.get(threads) as Runner, rule, steps);
    const rounds = await takeTurns([...runners.keys()], turn, calibrate, roundCount);
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
    for (const shape of deepShapes) {
      say(`threads, ${shape.id}`);
      results.push(...(await onShape(shape, runners, calibration.run, quick ? 3 : ROUNDS)));
    }
    return results;
  } finally {
    calibration.close();
    for (const runner of runners.values()) runner.close();
  }
}
