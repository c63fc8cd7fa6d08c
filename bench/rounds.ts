/** Interleaved timing: all contestants take turns in each round, so that disturbances affect all of them. */

export interface Contestant {
  readonly subject: string;
  /** Milliseconds for a number of steps. */
  readonly time: (steps: number) => Promise<number>;
}

export interface Budget {
  /** Time for all rounds; at least `fewest` are run. With 0, a round is one step, without warm-up. */
  readonly milliseconds: number;
  readonly fewest: number;
  readonly most: number;
}

export interface Timing {
  readonly subject: string;
  readonly stepsPerRound: number;
  /** Milliseconds per step, round by round. */
  readonly rounds: readonly number[];
}

/** Warm-up time, long enough for the compiler. */
const WARM_UP = 150;
const MOST_STEPS = 500;

/** Warms up. @returns milliseconds per step; undefined if there is no time */
async function warmUp({ time }: Contestant, turn: number): Promise<number | undefined> {
  if (turn <= 0) return undefined;
  let perStep = await time(1);
  let spent = perStep;
  while (spent < WARM_UP && spent < turn) {
    const steps = Math.max(1, Math.min(MOST_STEPS, Math.round(WARM_UP / 3 / perStep)));
    const milliseconds = await time(steps);
    // The first step compiles, so only later ones are timed.
    perStep = Math.max(1e-3, milliseconds / steps);
    spent += Math.max(1, milliseconds);
  }
  return perStep;
}

/** Beside one whose single step takes much longer than a turn, the others' turns may as well be a tenth of it. */
const BESIDE_SLOW = 0.1;

function stepsFor(perStep: number | undefined, turn: number): number {
  if (perStep === undefined) return 1;
  return Math.max(1, Math.min(MOST_STEPS, Math.round(turn / perStep)));
}

/** Rotates the order by one from round to round. */
const rotated = <T>(all: readonly T[], by: number): T[] => all.map((_, i) => all[(i + by) % all.length] as T);

/** @param now milliseconds */
export async function race(
  contestants: readonly Contestant[],
  { milliseconds, fewest, most }: Budget,
  now: () => number = () => performance.now(),
): Promise<Timing[]> {
  const turn = milliseconds / (most * contestants.length);
  const perStep: (number | undefined)[] = [];
  for (const contestant of contestants) perStep.push(await warmUp(contestant, turn));
  const long = Math.max(turn, BESIDE_SLOW * Math.max(...perStep.map((one = 0) => one)));
  const entries = contestants.map((contestant, i) => ({
    contestant,
    subject: contestant.subject,
    stepsPerRound: stepsFor(perStep[i], long),
    rounds: [] as number[],
  }));
  const end = now() + milliseconds;
  for (let round = 0; round < most && (round < fewest || now() < end); round++)
    for (const { contestant, stepsPerRound, rounds } of rotated(entries, round))
      rounds.push((await contestant.time(stepsPerRound)) / stepsPerRound);
  return entries.map(({ subject, stepsPerRound, rounds }) => ({ subject, stepsPerRound, rounds }));
}
