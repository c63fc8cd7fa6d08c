/**
 * Scripts against the lab: each is run by PyTorch on its own zip's arrays, and has to take the steps that the lab takes.
 * Five batches an epoch and 20 steps: every sample is visited four times, so that F³ remembers.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../../scripts/python';
import { hiddenLayer } from '../../core/blocks/hidden';
import { errorTransformIds } from '../../core/errorMemory/transforms';
import { optimizerIds } from '../../core/optimizers';
import type { RuleId } from '../../core/rules';
import type { EpochEvent } from '../../core/run/events';
import { createRun } from '../../core/run/run';
import type { RunSpec } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import { scheduleIds } from '../../core/schedules';
import { tinyConfig, tinyData, useCpu } from '../../core/testSupport';
import { rulePieces } from '../../exports/pytorch/pieces/rules';
import { tinyNumbers, tinyPixels, unpacked } from './testSupport';

const STEPS = 20;
/** Steps of an epoch. */
const BATCHES = 5;
/** Losses and parameters of script and lab after 20 steps; measured: 3e-6 at most. */
const CLOSE = 1e-5;
/** A wrong step is at least so far off. */
const TOLD = 1e-3;

const softmaxed = { loss: 'ce', outputActivation: 'softmax' } as const;
const residual = hiddenLayer('residual', { units: 7 });
const freeze = [
  { layer: 1, from: 2, to: 3 },
  { layer: 3, from: 4 },
];
const numeric: Partial<RunSpec> = {
  loss: 'mse',
  outputActivation: 'linear',
  hidden: [6],
  learningRate: 0.003,
};

interface Case {
  readonly spec: RunSpec;
  readonly data: Dataset;
}
const cases = new Map<string, Case>();
function add(name: string, changes: Partial<RunSpec>, data = tinyData()): void {
  cases.set(name, { spec: tinyConfig({ epochs: STEPS / BATCHES, learningRate: 0.02, ...changes }), data });
}

for (const rule of Object.keys(rulePieces) as RuleId[]) {
  add(rule, { rule, optimizer: 'adam' });
  add(`${rule}, SGD`, { rule, learningRate: 0.1 });
  add(`${rule}, residual layers, one B`, {
    rule,
    hidden: [7, residual, residual, 5, 7],
    feedbackSharing: 'shared',
  });
  add(`${rule}, no hidden layer`, { rule, hidden: [] });
  add(`${rule}, squared error without biases`, { rule, loss: 'mse', bias: false });
  add(`${rule}, summed loss`, { rule, lossReduction: 'sum', learningRate: 0.005 });
  add(`${rule}, cross-entropy`, { rule, ...softmaxed });
  add(`${rule}, summed cross-entropy`, { rule, ...softmaxed, lossReduction: 'sum', learningRate: 0.005 });
  add(`${rule}, BCE of a softmax`, { rule, outputActivation: 'softmax' });
  add(`${rule}, numbers to predict`, { rule, ...numeric }, tinyNumbers());
  add(`${rule}, frozen layers`, { rule, optimizer: 'momentum', freeze });
}
for (const rule of ['dfa', 'sdfa', 'drtp', 'f3-error'] as const)
  add(`${rule}, feedback averaged`, { rule, feedbackReduction: 'mean', learningRate: 0.1 });

for (const optimizer of optimizerIds)
  add(`optimizer ${optimizer}`, { rule: 'dfa', optimizer, learningRate: 0.01 });
const options = { beta1: 0.5, beta2: 0.75, epsilon: 0.01 };
add('optimizer options', { rule: 'dfa', optimizer: 'adam', optimizerOptions: options });
add('Nesterov without momentum', { optimizer: 'nesterov', optimizerOptions: { momentum: 0 } });
for (const schedule of scheduleIds)
  add(`schedule ${schedule}`, {
    schedule,
    scheduleOptions: schedule === 'step' ? { factor: 0.5, first: 2, every: 1 } : {},
  });
for (const activation of ['sigmoid', 'relu', 'linear'] as const)
  for (const rule of ['bp', 'f3-error'] as const) add(`${rule}, ${activation}`, { rule, activation });

for (const errorTransform of errorTransformIds) {
  const first = { errorTransform, errorInit: 'inference-epoch', learningRate: 0.1 } as const;
  add(`f3-error, ${errorTransform}`, { rule: 'f3-error', errorTransform, learningRate: 0.1 });
  add(`f3-error, ${errorTransform}, a first pass`, { rule: 'f3-error', ...first });
  add(`f3-error, ${errorTransform}, cross-entropy`, { rule: 'f3-error', errorTransform, ...softmaxed });
  for (const lossErrorScale of ['mean', 'per-sample'] as const) {
    const of = { rule: 'f3-loss', ...first, lossErrorScale } as const;
    add(`f3-loss, ${errorTransform}, ${lossErrorScale}, a first pass`, of);
    add(`f3-loss, ${errorTransform}, ${lossErrorScale}, cross-entropy`, { ...of, ...softmaxed });
  }
}
add('some samples', { rule: 'f3-error', trainingSamples: 21 });
add('a share of each epoch', {
  rule: 'f3-error',
  errorTransform: 'aggregate',
  epochShare: 0.5,
  batchSize: 3,
});
add('some classes', { rule: 'f3-error', classes: [0, 2], batchSize: 3 });
add('wrong labels', { rule: 'f3-error', labelNoise: 0.4 });
add('one order', { rule: 'f3-error', batchOrder: 'fixed' });
add('pixels', { rule: 'f3-error' }, tinyPixels());
add('pixels from 0 to 1', { inputScale: 'unit' }, tinyPixels());
add('measures', { measures: ['norms', 'gradient-angle'] });

interface Curve {
  /** Loss of each step. */
  readonly losses: readonly number[];
  readonly epochs: readonly Pick<EpochEvent, 'trainingLoss' | 'testLoss' | 'testAccuracy'>[];
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  /** The step whose loss is no number. */
  readonly diverged: number | undefined;
}

/** What the lab itself computes. */
async function trainHere({ spec, data }: Case): Promise<Curve> {
  const run = createRun(spec, data, { lossPointsPerEpoch: 100, checkpoints: true });
  const losses: number[] = [];
  const epochs: EpochEvent[] = [];
  let parameters = {};
  let diverged: number | undefined;
  for await (const event of run.events) {
    if (event.type === 'loss') losses.push(event.trainingLoss);
    if (event.type === 'epoch') epochs.push(event);
    if (event.type === 'diverged') diverged = event.step;
    if (event.type !== 'checkpoint') continue;
    const { arrays } = await run.checkpoint();
    const own = Object.entries(arrays).filter(([name]) => /^layer\d+\.[Wb]$/.test(name));
    parameters = Object.fromEntries(own.map(([name, { values }]) => [name, [...values]]));
  }
  return { losses, epochs, parameters, diverged };
}

/** Runs the scripts of these folders one after the other, each as `python3 train.py --steps 20 --json --save …`. */
const DRIVER = `
import contextlib, io, json, runpy, sys
import numpy as np
for folder in sys.argv[1:]:
    said, out = io.StringIO(), folder + "/out.npz"
    sys.argv = ["train.py", "--steps", "${STEPS}", "--json", "--save", out]
    with contextlib.redirect_stdout(said):
        runpy.run_path(folder + "/train.py", run_name="__main__")
    saved = np.load(out)
    parameters = {name: np.nan_to_num(saved[name].astype(float)).flatten().tolist() for name in saved}
    print(json.dumps({"events": [json.loads(line) for line in said.getvalue().splitlines()], "parameters": parameters}))
`;

const python = findPython('torch');
const root = mkdtempSync(join(tmpdir(), 'f3-lab-pytorch-'));
afterAll(() => rmSync(root, { recursive: true }));
const folderOf = (name: string): string => join(root, name.replaceAll(/[^\w-]+/g, '_'));

/** Unpacks a script, changed where a test asks for it. */
function unpack(folder: string, { spec, data }: Case, change = (script: string): string => script): void {
  const { script, arrays } = unpacked(spec, data);
  mkdirSync(folder);
  writeFileSync(join(folder, 'train.py'), change(script));
  writeFileSync(join(folder, 'run.npz'), arrays);
}

interface Said {
  readonly type: string;
  readonly step: number;
  readonly trainingLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number | null;
}

function askTorch(folders: readonly string[]): Curve[] {
  const text = execFileSync(python ?? '', ['-c', DRIVER, ...folders], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  const answers = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { events: Said[]; parameters: Curve['parameters'] });
  return answers.map(({ events, parameters }) => ({
    losses: events.flatMap(({ type, trainingLoss }) => (type === 'step' ? [trainingLoss] : [])),
    epochs: events.flatMap(({ type, testAccuracy, ...rest }) =>
      type === 'epoch' ? [{ ...rest, testAccuracy: testAccuracy ?? Number.NaN }] : [],
    ),
    parameters,
    diverged: events.find(({ type }) => type === 'diverged')?.step,
  }));
}

const furthest = (a: readonly number[], b: readonly number[]): number =>
  a.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))),
    a.length === b.length ? 0 : Infinity,
  );

const lossDistance = (script: Curve, lab: Curve): number => furthest(script.losses, lab.losses);

/** Each changes what a script does, and has to be seen in its losses. */
const mistakes: readonly (readonly [string, RuleId, (script: string) => string])[] = [
  [
    'an error of one epoch’s delay',
    'f3-error',
    (script) =>
      script
        .replace('memory = y_train.clone()', 'memory, later = y_train.clone(), y_train.clone()')
        .replace(
          'memory[samples] = target - y',
          'memory[samples] = later[samples]\n    later[samples] = target - y',
        ),
  ],
  [
    'an error of one epoch’s delay',
    'f3-loss',
    (script) =>
      script
        .replace('memory = y_train.clone()', 'memory, later = y_train.clone(), y_train.clone()')
        .replace('memory[samples] = -dy', 'memory[samples] = later[samples]\n    later[samples] = -dy'),
  ],
  [
    'the error before the batch’s own',
    'f3-error',
    (script) => script.replace('E = memory[samples]', 'E = memory[samples - 1]'),
  ],
  ['the other sign', 'dfa', (script) => script.replace('E = target - y', 'E = y - target')],
  ['the error in place of its sign', 'sdfa', (script) => script.replace('torch.sign(E)', 'E')],
  ['deltas divided by N', 'drtp', (script) => script.replace('dh = E @ B[i]', 'dh = E @ B[i] / len(target)')],
  ['no slope', 'bp', (script) => script.replace('dz[i] = dh * slope(h[i])', 'dz[i] = dh')],
  [
    'hidden layers that learn',
    'llo',
    (script) => script.replace('learn(K, h', 'learn(1, h[0], h[1])\n    learn(K, h'),
  ],
  ['the error added to the input', 'pepita', (script) => script.replace('x - E @ B', 'x + E @ B')],
  ['W in place of B', 'fa', (script) => script.replace('@ B[i]', '@ W[i + 1].T')],
];

describe.skipIf(python === undefined)(
  'with PyTorch (skipped where no Python has it; F3_PYTHON names one)',
  () => {
    const here = new Map<string, Curve>();
    const there = new Map<string, Curve>();
    const wrong: Curve[] = [];

    beforeAll(async () => {
      await useCpu();
      for (const [name, one] of cases) {
        here.set(name, await trainHere(one));
        unpack(folderOf(name), one);
      }
      const answers = askTorch([...cases.keys()].map(folderOf));
      for (const [i, name] of [...cases.keys()].entries()) there.set(name, answers[i] as Curve);
      const folders = mistakes.map(([what, rule, change], i) => {
        const folder = join(root, `mistake-${i}`);
        unpack(folder, cases.get(`${rule}, SGD`) as Case, (script) => {
          const changed = change(script);
          expect(changed, `${what} is planted`).not.toBe(script);
          return changed;
        });
        return folder;
      });
      wrong.push(...askTorch(folders));
    }, 300_000);

    it.each([...cases.keys()])('%s: losses, parameters and test results are the lab’s', (name) => {
      const [lab, script] = [here.get(name) as Curve, there.get(name) as Curve];
      expect(lab.losses.length).toBeGreaterThanOrEqual(8);
      expect([lab.diverged, script.diverged]).toEqual([undefined, undefined]);
      expect(lossDistance(script, lab), 'losses').toBeLessThan(CLOSE);
      expect(Object.keys(script.parameters).length).toBeGreaterThan(0);
      for (const [parameter, values] of Object.entries(script.parameters))
        expect(furthest(values, lab.parameters[parameter] ?? []), parameter).toBeLessThan(CLOSE);
      for (const key of ['trainingLoss', 'testLoss'] as const) {
        const [own, other] = [script, lab].map(({ epochs }) => epochs.map((one) => one[key])) as [
          number[],
          number[],
        ];
        expect(furthest(own, other), key).toBeLessThan(CLOSE);
      }
      const accuracies = ({ epochs }: Curve) => epochs.map(({ testAccuracy }) => testAccuracy.toFixed(6));
      expect(accuracies(script)).toEqual(accuracies(lab));
    });

    it('a run that diverges ends at the same step', async () => {
      const one = {
        spec: tinyConfig({ ...numeric, epochs: 4, learningRate: 1000, feedbackInit: 'normal' }),
        data: tinyNumbers(),
      };
      const folder = join(root, 'diverges');
      unpack(folder, one);
      const [script, lab] = [askTorch([folder])[0] as Curve, await trainHere(one)];
      expect(lab.diverged).toBeGreaterThan(1);
      expect(script.diverged).toBe(lab.diverged);
    });

    it('differences are where cases differ: settings of F³ are told apart', () => {
      const names = [...cases.keys()].filter((name) => name.includes('a first pass'));
      const alike = names.flatMap((a, i) =>
        names
          .slice(i + 1)
          .filter((b) => lossDistance(there.get(a) as Curve, there.get(b) as Curve) < TOLD)
          .map((b) => `${a} and ${b}`),
      );
      expect(names.length).toBe(12);
      expect(alike).toEqual([]);
    });

    it.each(mistakes.map(([what, rule], i) => ({ what, rule, i })))(
      '$rule with $what is told',
      ({ rule, i }) => {
        expect(lossDistance(wrong[i] as Curve, here.get(`${rule}, SGD`) as Curve)).toBeGreaterThan(1e-3);
      },
    );
  },
);
