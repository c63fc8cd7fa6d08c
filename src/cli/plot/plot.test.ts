/** `lab plot`: what a figure's picture says, read back by its ticks, is what the runs' files hold. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findPython } from '../../../scripts/python';
import type { EpochEvent, MeasuresEvent } from '../../core/run/events';
import { datasetInfo } from '../../data/storage/ownDatasets';
import { defaultExperiment } from '../../experiment/defaults';
import { nodesOf, textOf, type XmlNode } from '../../figures/file/testSupport';
import { writeNotebookFile } from '../../notebook/file';
import { experimentRecord } from '../../notebook/newExperiment';
import { doneRun } from '../../notebook/stats/testSupport';
import { experimentCommand } from '../sweep/experiment';
import { mergeCommand } from '../sweep/merge';
import { readRunFile } from '../sweep/runFile';
import { sweepCommand } from '../sweep/sweep';
import { tableCommand } from '../sweep/table';
import { UsageError } from '../usage';
import { labVersion } from '../version';
import { plotCommand } from './plot';

const EPOCHS = 3;
const SETTINGS = [
  ...['--dataset', 'moons', '--rule', 'bp,f3-error', '--seed', '0-1', '--hidden', '6'],
  ...['--epochs', String(EPOCHS)],
];
const RULES = ['bp', 'f3-error'] as const;
const SEEDS = [0, 1];

let printed = '';
let folder: string;
const at = (name: string): string => join(folder, name);

async function outputOf(command: () => void | Promise<void>): Promise<string> {
  printed = '';
  await command();
  return printed;
}
const plot = (...args: readonly string[]): Promise<string> => outputOf(() => plotCommand(args));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plot-'));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  for (const [name, more] of [
    ['one', []],
    ['grid', ['--learning-rate', '0.005/0.05']],
  ] as const) {
    writeFileSync(at(`${name}.json`), await outputOf(() => experimentCommand([...SETTINGS, ...more])));
    await sweepCommand([at(`${name}.json`), '--out', at(name)]);
    await mergeCommand([at(name), '--out', at(`${name}.f3lab.json`)]);
  }
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

type Scale = (pixel: number) => number;

/** The line through the outermost two ticks: a pixel's value as a reader takes it from the picture. */
function scaleOf(ticks: readonly (readonly [pixel: number, value: number])[]): Scale {
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (!first || !last || first[0] === last[0]) throw new Error('An axis needs two ticks.');
  const perPixel = (last[1] - first[1]) / (last[0] - first[0]);
  const scale: Scale = (pixel) => first[1] + (pixel - first[0]) * perPixel;
  // All ticks lie on it.
  for (const [pixel, value] of ticks) expect(scale(pixel)).toBeCloseTo(value, 6);
  return scale;
}

const numberIn = (text: string): number => Number(text.replace(/[^\d.]/g, ''));

interface Picture {
  readonly nodes: readonly XmlNode[];
  readonly x: Scale;
  readonly y: Scale;
  /** Value of a tenth of a pixel, to which paths are rounded, upwards. */
  readonly tenth: number;
}

/** @param valueAt a tick's text as a value on a linear axis */
function pictureOf(svg: string, valueAt: (text: string) => number = numberIn): Picture {
  const nodes = nodesOf(svg);
  const ticks = (anchor: string, along: 'x' | 'y', read: (text: string) => number) =>
    nodes
      .filter(({ name, attributes }) => name === 'text' && attributes['text-anchor'] === anchor)
      .filter(({ attributes }) => attributes.style?.includes('tabular-nums'))
      .map((node) => [Number(node.attributes[along]), read(textOf(node))] as const);
  const y = scaleOf(ticks('end', 'y', valueAt));
  return { nodes, x: scaleOf(ticks('middle', 'x', numberIn)), y, tenth: Math.abs(y(0.1) - y(0)) };
}

/** The points of paths of a rule: curves, or areas. */
function pathsOf({ nodes, x, y }: Picture, rule: string, isMeant: (node: XmlNode) => boolean) {
  return nodes
    .filter((node) => node.name === 'path' && isMeant(node))
    .filter(({ attributes }) =>
      new RegExp(`(rule-${rule}|compared-${rule === 'bp' ? 0 : 1})$`).test(attributes.class ?? ''),
    )
    .map(({ attributes: { d = '' } }) =>
      [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(
        ([, left, top]) => [x(Number(left)), y(Number(top))] as const,
      ),
    );
}
const isCurve = ({ attributes }: XmlNode): boolean => attributes.class?.startsWith('curve') ?? false;
const isArea = ({ attributes }: XmlNode): boolean => attributes['fill-opacity'] === '0.13';

/** A run's events, from its file. */
function eventsOf<T>(rule: string, seed: number, type: string): T[] {
  const place = RULES.indexOf(rule as 'bp') + 1 + RULES.length * seed;
  const file = readRunFile(readFileSync(at(`one/${place}-${rule}-${seed}.json`), 'utf8'));
  expect(file?.run).toBe(`${rule}-${seed}`);
  return (file?.events ?? []).filter((event) => event.type === type) as T[];
}

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
const deviation = (all: readonly number[]): number =>
  Math.sqrt(all.reduce((sum, one) => sum + (one - mean(all)) ** 2, 0) / (all.length - 1));

/** Of each epoch, over seeds. */
const over = (rule: string, of: (values: readonly number[]) => number, key: 'testAccuracy' | 'testLoss') =>
  Array.from({ length: EPOCHS }, (_, i) =>
    of(SEEDS.map((seed) => (eventsOf<EpochEvent>(rule, seed, 'epoch')[i] as EpochEvent)[key])),
  );

describe('curves', () => {
  it('run through the means over seeds, in a band of ± one standard deviation', async () => {
    const picture = pictureOf(await plot(at('one')));
    const near = (value: number | undefined, expected: number | undefined): void =>
      expect(Math.abs(100 * (expected as number) - (value as number))).toBeLessThan(picture.tenth);
    for (const rule of RULES) {
      const [curve = [], ...others] = pathsOf(picture, rule, isCurve);
      expect(others).toEqual([]);
      const [epochs, values] = [curve.slice(-EPOCHS).map(([x]) => x), curve.slice(-EPOCHS).map(([, y]) => y)];
      for (const [i, x] of epochs.entries()) expect(x).toBeCloseTo(i + 1, 2);
      for (const [i, expected] of over(rule, mean, 'testAccuracy').entries()) near(values[i], expected);
      const [area = []] = pathsOf(picture, rule, isArea);
      const widths = over(rule, deviation, 'testAccuracy');
      const [upper, lower] = [area.slice(0, EPOCHS), area.slice(EPOCHS).toReversed()];
      for (const [i, middle] of over(rule, mean, 'testAccuracy').entries()) {
        near(upper[i]?.[1], middle + (widths[i] as number));
        near(lower[i]?.[1], middle - (widths[i] as number));
      }
    }
  });

  it('of losses are on a logarithmic axis', async () => {
    const picture = pictureOf(await plot(at('one'), '--figure', 'loss'), (text) =>
      Math.log10(numberIn(text)),
    );
    for (const rule of RULES) {
      const values = pathsOf(picture, rule, isCurve)[0]?.slice(-EPOCHS) ?? [];
      for (const [i, expected] of over(rule, mean, 'testLoss').entries())
        expect(Math.abs(Math.log10(expected) - (values[i]?.[1] as number))).toBeLessThan(picture.tenth);
    }
  });

  it('go along samples, too', async () => {
    const picture = pictureOf(await plot(at('one'), '--x', 'samples'));
    const samples = pathsOf(picture, 'bp', isCurve)[0]?.map(([x]) => x) ?? [];
    const { trainSize = 0 } = datasetInfo('moons') ?? {};
    const tenth = picture.x(0.1) - picture.x(0);
    for (const [i, x] of samples.slice(-EPOCHS).entries())
      expect(Math.abs(x - (i + 1) * trainSize)).toBeLessThan(tenth);
    expect(picture.nodes.map(textOf)).toContain('samples');
  });

  it('end where the table of the same merged file says', async () => {
    const table = await outputOf(() => tableCommand([at('one.f3lab.json'), '--as', 'csv']));
    const { data } = Papa.parse<Record<string, string>>(table, { header: true, skipEmptyLines: true });
    const svg = await plot(at('one.f3lab.json'));
    const picture = pictureOf(svg);
    const numbers = Papa.parse<string[]>(textOf(picture.nodes.find(({ name }) => name === 'metadata'))).data;
    for (const [i, rule] of RULES.entries()) {
      const last = Number(data[i]?.test_accuracy_mean);
      const drawn = pathsOf(picture, rule, isCurve)[0]?.at(-1)?.[1] as number;
      expect(Math.abs(100 * last - drawn)).toBeLessThan(picture.tenth);
      // In the file's numbers it is the same to the last bit.
      const own = numbers.filter(([name]) => name === data[i]?.algorithm);
      expect(Number(own.at(-1)?.[2])).toBe(last);
    }
  });
});

it('the same results are the same bytes, from folder or merged file', async () => {
  const svg = await plot(at('one'));
  expect(await plot(at('one'))).toBe(svg);
  expect(await plot(at('one.f3lab.json'))).toBe(svg);
  await plot(at('one'), '--out', at('one.svg'));
  expect(readFileSync(at('one.svg'), 'utf8')).toBe(svg);
});

it('the file stands alone: light colours, and a caption with data set, settings, seeds, version and address', async () => {
  const svg = await plot(at('one'));
  expect(svg).not.toMatch(/var\(|light-dark/);
  const told = textOf(nodesOf(svg).find(({ name }) => name === 'desc'));
  for (const said of ['Two moons', '2–6–2', `${EPOCHS} epochs`, 'seeds 0,1', `F³ Lab ${labVersion()}`])
    expect(told).toContain(said);
  expect(told).toContain('band ± 1 standard deviation');
  const query = '?dataset=moons&rule=bp,f3-error&hidden=6&epochs=3&seed=0,1';
  expect(told.split('\n').at(-1)).toBe(`The page with these settings: /${query}`);
  const linked = nodesOf(await plot(at('one'), '--page', 'http://lab.example/f3/#lab'));
  expect(new Set(linked.flatMap(({ attributes }) => attributes.href ?? []))).toEqual(
    new Set([`http://lab.example/f3/${query}`]),
  );
});

it('a run’s file is that run alone, with its settings', async () => {
  const nodes = nodesOf(await plot(at('grid/4-f3-error-0.json')));
  expect(nodes.filter(isCurve)).toHaveLength(1);
  const told = textOf(nodes.find(({ name }) => name === 'desc'));
  expect(told).toMatch(/^Run f3-error-0 learning-rate=0\.05\. /);
  expect(told).toMatch(/learning rate 0\.05 · .* seed 0\n/);
  expect(told).toMatch(/1 of 1 run done/);
});

it('words find runs, also by the names of rules on the command line', async () => {
  const nodes = nodesOf(await plot(at('grid'), '--find', 'f3-error 0.05'));
  expect(nodes.filter(isCurve)).toHaveLength(1);
  expect(textOf(nodes.find(({ name }) => name === 'desc'))).toContain('found by “f3-error 0.05”');
});

it('a sweep is drawn against the setting, its points the means of the table', async () => {
  const table = await outputOf(() => tableCommand([at('grid'), '--as', 'csv']));
  const { data } = Papa.parse<Record<string, string>>(table, { header: true, skipEmptyLines: true });
  for (const [which, column] of [
    ['best', 'best_test_accuracy_mean'],
    ['last', 'test_accuracy_mean'],
  ] as const) {
    const svg = await plot(at('grid'), '--figure', 'sweep', '--result', which);
    const picture = pictureOf(svg);
    expect(textOf(picture.nodes.find(({ name }) => name === 'title'))).toBe('Accuracy by learning rate');
    for (const [rule, name] of [
      ['bp', 'BP'],
      ['f3-error', 'F³-Error'],
    ] as const) {
      const wanted = data.filter(({ algorithm }) => algorithm === name).map((row) => Number(row[column]));
      const points = pathsOf(picture, rule, isCurve)[0] ?? [];
      expect(points).toHaveLength(2);
      for (const [i, [, y]] of points.entries())
        expect(Math.abs(100 * (wanted[i] as number) - y)).toBeLessThan(picture.tenth);
    }
  }
});

it('angles are those that the runs measured: each seed, and their mean', async () => {
  const picture = pictureOf(await plot(at('one'), '--figure', 'gradient-angle'));
  const measured = SEEDS.map((seed) =>
    eventsOf<MeasuresEvent>('f3-error', seed, 'measures').map(
      ({ values }) => values['gradient-angle']?.angle?.[0] as number,
    ),
  );
  const means = (measured[0] ?? []).map((_, i) => mean(measured.map((own) => own[i] as number)));
  const curves = pathsOf(picture, 'f3-error', isCurve);
  expect(curves).toHaveLength(3);
  for (const [k, expected] of [...measured, means].entries()) {
    expect(curves[k]).toHaveLength(EPOCHS + 1);
    for (const [i, [, y]] of (curves[k] ?? []).entries())
      expect(Math.abs((expected[i] as number) - y)).toBeLessThan(picture.tenth);
  }
});

const python = findPython('xml.dom.minidom');

it.skipIf(!python)('another XML parser reads every figure', async () => {
  const all = [
    ['one'],
    ['one', '--figure', 'training-loss', '--smooth', '0.6'],
    ['grid', '--figure', 'sweep'],
  ];
  for (const [i, [name = '', ...more]] of all.entries())
    await plot(at(name), ...more, '--out', at(`read${i}.svg`));
  const code =
    'import sys, xml.dom.minidom as m\nfor f in sys.argv[1:]: print(m.parse(f).documentElement.tagName)';
  const files = all.map((_, i) => at(`read${i}.svg`));
  expect(execFileSync(python ?? '', ['-c', code, ...files], { encoding: 'utf8' })).toBe('svg\n'.repeat(3));
});

it('many lines make a higher picture, in which no name overlaps another', async () => {
  const settings = { ...defaultExperiment(), rules: ['bp' as const], seeds: [0] };
  const runs = Array.from({ length: 40 }, (_, i) => {
    const run = doneRun('bp', 0, 0.9 + i / 4000);
    return { ...run, id: `bp-0 hidden=${i + 1}`, place: i, spec: { ...run.spec, batchSize: i + 1 } };
  });
  const curves = runs.map((run) => ({
    ...{ fromStep: 0, toStep: 10, measures: [], reports: [] },
    loss: { steps: new Float64Array(0), values: new Float64Array(0) },
    epochs: [
      { type: 'epoch', run: run.id, epoch: 1, step: 10, testAccuracy: run.reached?.testAccuracy ?? 0 },
    ],
  }));
  const file = { experiments: [experimentRecord(runs[0]?.experiment ?? '', settings, [], 1)], runs };
  writeFileSync(
    at('many.f3lab.json'),
    writeNotebookFile({
      ...file,
      curves: curves.map((piece) => [piece as never]),
      checkpoints: runs.map(() => undefined),
    }),
  );
  const rows = nodesOf(await plot(at('many.f3lab.json')))
    .filter(({ name, inside }) => name === 'text' && inside.some((one) => typeof one !== 'string'))
    .map(({ attributes }) => Number(attributes.y))
    .sort((a, b) => a - b);
  expect(rows.length).toBeGreaterThan(20);
  for (const [i, y] of rows.entries()) if (i > 0) expect(y - (rows[i - 1] as number)).toBeGreaterThan(13.9);
});

it.each([
  [[], /^plot needs the folders of a sweep/],
  [['one', '--figure', 'weights'], /--figure: “weights” is not a figure\. There are: accuracy, loss, /],
  [['one', '--figure', 'sweep'], /--figure sweep: no setting .* These runs have: accuracy, loss, .*angle\.$/],
  [['one', '--figure', 'delta-angle'], /--figure delta-angle: it was not measured/],
  [['grid', '--figure', 'gradient-angle'], /the runs differ in learning rate\. Choose one value with --find/],
  [['grid', '--figure', 'sweep', '--setting', 'hidden'], /--setting: “hidden” .* These were: learningRate\./],
  [['one', '--figure', 'gradient-angle', '--layer', '2'], /--layer: “2” .* They have one hidden layer/],
  [['one', '--layer', '0'], /--layer: “0” is not a layer/],
  [['one', '--x', 'layers'], /--x: “layers” is not an axis\. There are: epoch, samples, steps, seconds/],
  [['one', '--log', 'x'], /--log: “x” is for samples and steps/],
  [['one', '--smooth', '1'], /--smooth: “1” is not a number from 0 to 0\.99/],
  [
    ['one', '--find', 'bp', '--figure', 'gradient-angle'],
    /nothing to draw\. Nothing is measured yet\. BP is left out: 0° by definition/,
  ],
  [['one', '--find', 'dfa'], /--find: no run has “dfa”/],
  [['one', '--page', 'here'], /--page: “here” is not the address of a page/],
  [['one', '--experiment', 'two'], /--experiment: “two” is not in the file\. It has “BP, F³-Error on /],
  [['one', '--out', 'one.json'], /--out: “.*one\.json” already exists/],
  [
    ['grid', '--layer', '2'],
    /^--layer: the figure accuracy does not read it\. Leave it out, or choose another figure; accuracy reads --x, --log, --smooth\.$/,
  ],
] as const)('refuses %j', async (args, message) => {
  const paths = args.map((arg) => (/^(one|grid)(\.json)?$/.test(arg) ? at(arg) : arg));
  const thrown: unknown = await plotCommand(paths).catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(UsageError);
  expect((thrown as UsageError).message).toMatch(message);
});
