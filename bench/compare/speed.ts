/** Compares the training speed of two versions of the project, whose epochs alternate on this machine. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../scripts/problem';
import { createStream } from '../../src/core/random/rng';
import { median } from '../statistics';
import type { Tree } from './trees';

const trainer = fileURLToPath(new URL('trainer.ts', import.meta.url));
/** Warm-up epochs, for the JavaScript engine's compiler. */
const WARM_UP = 5;

interface Trainer {
  readonly child: ChildProcess;
  /** Rejects with a `Problem` when the process ends; it has printed its error to standard error. */
  readonly ended: Promise<never>;
}

function start({ name, folder }: Tree, shape: string, rule: string): Trainer {
  const child = fork(trainer, [folder, shape, rule], { cwd: folder, execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(() => {
    throw new Problem(`“${name}” could not be timed; see the error above.`);
  });
  // Rejects pending requests; at the end there are none.
  ended.catch(() => undefined);
  return { child, ended };
}

/** The process's next message. @throws {Problem} if it ends instead */
async function answer({ child, ended }: Trainer): Promise<unknown> {
  const [said] = await Promise.race([once(child, 'message'), ended]);
  return said;
}

/** Seconds of one epoch's steps. */
async function epoch(one: Trainer): Promise<number> {
  one.child.send('train');
  return (await answer(one)) as number;
}

export interface Ratio {
  /** Median over rounds of the first time divided by the second. */
  readonly ratio: number;
  /** 95 % bootstrap confidence interval of the median. */
  readonly interval: readonly [number, number];
  readonly rounds: number;
}

/** Median of paired ratios with its bootstrap interval; deterministic. */
export function ratioOf(ratios: readonly number[], resamples = 2000): Ratio {
  const stream = createStream(0, 'bootstrap');
  const medians = Float64Array.from({ length: resamples }, () =>
    median(ratios.map(() => ratios[stream.below(ratios.length)] as number)),
  ).sort();
  const at = (share: number) => medians[Math.round(share * (resamples - 1))] as number;
  return { ratio: median(ratios), interval: [at(0.025), at(0.975)], rounds: ratios.length };
}

/** @param rounds pairs of epochs; the order alternates */
export async function compareSpeed(a: Tree, b: Tree, shape: string, rule: string, rounds: number) {
  const trainers = [start(a, shape, rule), start(b, shape, rule)] as const;
  const [first, second] = trainers;
  try {
    await Promise.all(trainers.map(answer));
    for (let i = 0; i < WARM_UP; i++) for (const one of trainers) await epoch(one);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const turned = round % 2 === 1;
      const one = await epoch(turned ? second : first);
      const other = await epoch(turned ? first : second);
      ratios.push(turned ? other / one : one / other);
    }
    return ratioOf(ratios);
  } finally {
    for (const { child } of trainers) child.kill();
  }
}
