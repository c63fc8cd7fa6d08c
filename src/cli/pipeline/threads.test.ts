// Pipelines in threads of their own: the same bytes as one thread, whatever happens to them on the way.

import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Kernels } from '../../core/kernels';
import { createStream } from '../../core/random/rng';
import type { RuleId } from '../../core/rules';
import type { Checkpoint } from '../../core/run/checkpoint';
import { computedOf } from '../../core/run/events';
import { createRun } from '../../core/run/run';
import type { RunSpec } from '../../core/run/spec';
import { tinyConfig } from '../../core/testSupport';
import { bytesData } from '../../kernels/testSupport';
import { startBackend } from '../backend';
import { stageCrew } from './crew';

/** Bundled: starts faster than from the source. */
const file = new URL('stageThread.js', pathToFileURL(inject('lab')));

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

const data = bytesData(
  { inputs: 90, outputs: 4, mean: 33, deviation: 79 },
  { train: 1900, test: 40 },
  (stream) => (stream.below(10) < 7 ? 0 : 1 + stream.below(255)),
);
const specOf = (rule: RuleId) =>
  tinyConfig({ rule, hidden: [60, 40, 30], optimizer: 'adam', batchSize: 10, epochs: 5 });
/** Of which the runs have one after the other. */
const ruleList = ['f3-error', 'bp', 'dfa'] as const;

/** `PIPELINE_SEED=7 PIPELINE_RUNS=100 npx vitest run src/cli/pipeline`: as many runs, and one that failed again. */
const [seed, runs] = [Number(process.env.PIPELINE_SEED ?? 1), Number(process.env.PIPELINE_RUNS ?? 2)];

interface Ended {
  /** The events by epoch, and the last checkpoint. */
  readonly events: readonly unknown[];
  readonly arrays: Checkpoint['arrays'] | undefined;
  readonly lost: number;
}

/** A run that is paused, whose threads are killed, and which is stopped and resumed, all by chance. */
async function troubled(
  spec: RunSpec,
  stream: ReturnType<typeof createStream>,
): Promise<Ended & { readonly troubles: string[] }> {
  const troubles: string[] = [];
  const byStep = new Map<string, unknown>();
  let [checkpoint, lost]: [Checkpoint | undefined, number] = [undefined, 0];
  for (let isOver = false; !isOver; ) {
    const threads: Worker[] = [];
    const stages = 2 + stream.below(3);
    const size = { stages, microBatches: 1 + stream.below(4) };
    const crew = stageCrew(size, 'wasm', 1, (thread) => threads.push(thread), file);
    const start = checkpoint ? { checkpoint } : ('seed' as const);
    const run = createRun(spec, data, { kernels, crew, start, checkpoints: true });
    let result = await run.events.next();
    while (!result.done) {
      const event = result.value;
      if (event.type === 'stage-lost') lost += 1;
      if (event.type === 'epoch' || event.type === 'loss')
        byStep.set(`${event.type} ${event.step}`, computedOf(event));
      if (event.type === 'checkpoint') checkpoint = await run.checkpoint();
      if (event.type === 'summary') isOver = true;
      const chance = stream.uniform(0, 1);
      if (chance < 0.01) {
        troubles.push(`paused at ${event.step}`);
        await sleep(stream.below(150));
      } else if (chance < 0.015) {
        const thread = threads[stream.below(threads.length)];
        troubles.push(`killed at ${event.step}`);
        void thread?.terminate();
      } else if (chance < 0.02 && checkpoint && !isOver) {
        troubles.push(`stopped at ${event.step}`);
        break;
      }
      result = await run.events.next({ maxMilliseconds: 1 + stream.below(20), skipStepDetails: true });
    }
    await run.events.return();
  }
  return { events: [...byStep].sort(), arrays: checkpoint?.arrays, lost, troubles };
}

async function undisturbed(spec: RunSpec): Promise<Ended> {
  const run = createRun(spec, data, { kernels, checkpoints: true });
  const byStep = new Map<string, unknown>();
  let arrays: Ended['arrays'];
  for await (const event of run.events) {
    if (event.type === 'epoch' || event.type === 'loss')
      byStep.set(`${event.type} ${event.step}`, computedOf(event));
    if (event.type === 'checkpoint') ({ arrays } = await run.checkpoint());
  }
  return { events: [...byStep].sort(), arrays, lost: 0 };
}

/** Milliseconds: each run starts its threads anew after every trouble. */
const patience = 20_000 + 20_000 * runs;

it(`paused, killed, stopped and resumed by chance (PIPELINE_SEED=${seed})`, {
  timeout: patience,
}, async () => {
  const alone = new Map<RuleId, Ended>();
  for (const rule of ruleList.slice(0, runs)) alone.set(rule, await undisturbed(specOf(rule)));
  const all: string[] = [];
  for (let i = 0; i < runs; i++) {
    const rule = ruleList[i % ruleList.length] as RuleId;
    const stream = createStream(seed, 'troubles', i);
    const { troubles, lost: _, ...ended } = await troubled(specOf(rule), stream);
    all.push(...troubles);
    expect({ ...ended, lost: 0 }, `run ${i}, ${rule}: ${troubles.join(', ')}`).toEqual(alone.get(rule));
  }
  if (runs >= 20)
    process.stderr.write(
      `${runs} runs: ${all.length} troubles, ${all.filter((one) => /killed/.test(one)).length} kills`,
    );
  expect(all.length).toBeGreaterThan(0);
});

describe('lab train --pipeline', () => {
  const train = (...options: string[]): string =>
    execFileSync(
      process.execPath,
      [
        inject('lab'),
        'train',
        '--dataset',
        'digits',
        '--hidden',
        '20,15',
        '--epochs',
        '2',
        '--measures',
        'none',
        '--json',
        ...options,
      ],
      { encoding: 'utf8' },
    );
  const computed = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => computedOf(JSON.parse(line)));

  it('prints the same as without, also for an algorithm that trains in one worker', () => {
    const rules = ['--rule', 'f3-error,dfa,pepita'];
    const staged = [...rules, '--pipeline', '3', '--micro-batches', '4'];
    expect(computed(train(...staged))).toEqual(computed(train(...rules)));
  });
});
