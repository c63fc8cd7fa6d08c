/** Performance targets, and whether this run met them. Ratios are of pairs in one run. */
import { type RuleId, rules } from '../src/core/rules';
import type { BenchResult, LessonResult, Ratio, Target, Window } from './results';
import { TFJS } from './runner/tfjsName';
import { sizesOf } from './shapes';

type Findings = Pick<BenchResult, 'results' | 'ratios' | 'epochs' | 'page' | 'lessons' | 'notebook'>;

const atMost = (what: string, value: number, limit: number, unit = ''): Target => ({
  what,
  value,
  wanted: `at most ${limit}${unit}`,
  reached: value <= limit,
});
const atLeast = (what: string, value: number, limit: number, unit = ''): Target => ({
  what,
  value,
  wanted: `at least ${limit}${unit}`,
  reached: value >= limit,
});

const name = (rule: string): string => rules[rule as RuleId]?.name ?? rule;
const learners = ['bp', 'f3-error'];

/** Minimum speedup over `trainOnBatch`, by shape. */
const timesFaster: Readonly<Record<string, number>> = { '784-500-10': 10, '784-64×100-10': 5 };

function againstTfjs({ shape, subject, against, ratio }: Ratio): Target[] {
  const limit = timesFaster[shape];
  if (against !== TFJS || limit === undefined || !learners.includes(subject)) return [];
  return [atLeast(`${name(subject)} faster than trainOnBatch, ${shape}`, 1 / ratio, limit, ' times')];
}

const torchOf: Readonly<Record<string, string>> = { bp: 'pytorch-bp', 'f3-error': 'pytorch-f3' };

function againstTorch({ shape, subject, against, ratio }: Ratio): Target[] {
  if (shape !== '784-500-10' || torchOf[subject] !== against) return [];
  return [atMost(`${name(subject)}’s time over PyTorch’s, ${shape}`, ratio, 1.5)];
}

function againstBackpropagation({ shape, subject, against, ratio }: Ratio): Target[] {
  if (subject !== 'f3-error' || against !== 'bp') return [];
  const hidden = sizesOf({ id: shape }).length - 2;
  const what = `F³-Error’s time over BP’s, ${shape}`;
  if (hidden === 1) return [atMost(what, ratio, 1.05)];
  return hidden >= 3 ? [{ what, value: ratio, wanted: 'below 1', reached: ratio < 1 }] : [];
}

/** Not against a reference BLAS, which is slow: see torchStep.py. */
const isUntuned = ({ note }: { readonly note?: string }): boolean => note?.includes('untuned') ?? false;

function ofRatios({ ratios, results }: Findings): Target[] {
  const untuned = new Set(results.filter(isUntuned).map(({ subject }) => subject));
  // Targets apply to the page on wasm.
  const own = ratios.filter(
    ({ environment, backend, against }) =>
      environment === 'chromium' && backend === 'wasm' && !untuned.has(against),
  );
  return [againstTfjs, againstTorch, againstBackpropagation].flatMap((promise) => own.flatMap(promise));
}

function ofEpochs({ epochs }: Findings): Target[] {
  return epochs.flatMap(({ rule, ratio, evaluationShare }) => [
    atMost(`${name(rule)}: an epoch of MNIST over steps × time per step`, ratio, 1.25),
    atMost(`${name(rule)}: evaluation, share of an epoch of MNIST`, 100 * evaluationShare, 12, ' %'),
  ]);
}

/** On WebGPU: at most three dispatches per dense layer, and two. */
function ofDispatches({ results }: Findings): Target[] {
  return results.flatMap(({ shape, subject, backend, dispatchesPerStep }) => {
    // PEPITA passes each batch twice, so it is excluded.
    if (backend !== 'webgpu' || !Object.hasOwn(rules, subject) || subject === 'pepita') return [];
    if (dispatchesPerStep === undefined) return [];
    const layers = sizesOf({ id: shape }).length - 1;
    return [atMost(`${name(subject)}: GPU dispatches per step, ${shape}`, dispatchesPerStep, 3 * layers + 2)];
  });
}

const best = (windows: readonly Window[]): Window =>
  windows.reduce((one, other) => (other.longest < one.longest ? other : one));

function ofPage({ page }: Findings): Target[] {
  if (!page) return [];
  const window = best(page.windows);
  return [
    atLeast('Page’s tasks under 50 ms, best window, all charts', 100 * window.under50, 99, ' %'),
    atMost('Page’s longest task, the same window', window.longest, 100, ' ms'),
    atMost('From Train to the first point', page.firstPoint, 1500, ' ms'),
    atMost('The Inside column’s share of the training speed', 100 * page.inspectionOverhead, 15, ' %'),
    ...page.figureOverheads.map(({ name, overhead }) =>
      atMost(`Explain, ${name}: share of the training speed`, 100 * overhead, 15, ' %'),
    ),
  ];
}

function ofLessons({ lessons }: Findings): Target[] {
  if (!lessons || lessons.length === 0) return [];
  const most = (read: (one: LessonResult) => number) => Math.max(...lessons.map(read));
  return [
    atMost(
      'A lesson’s first screen, the slowest',
      most(({ firstScreen }) => firstScreen),
      1500,
      ' ms',
    ),
    atMost(
      'A mini-lab’s result, the slowest',
      most(({ seconds }) => seconds),
      15,
      ' s',
    ),
    atLeast(
      'Lessons whose prediction came out as explained',
      lessons.filter((one) => one.asExpected).length,
      lessons.length,
    ),
  ];
}

/** The long ones smooth: no task over 100 ms, as while the page trains. */
function ofNotebook({ notebook }: Findings): Target[] {
  if (!notebook) return [];
  const { many, long } = notebook;
  const of = (what: string, { runs, epochs }: typeof many | typeof long): string =>
    `${what}, ${runs} runs of ${epochs} epochs`;
  return [
    atMost(of('Compare opens', many), many.fromLab, 1000, ' ms'),
    atMost(of('Grouping', many), many.grouping, 200, ' ms'),
    atMost(of('Longest task while hovering', long), long.hovering.longest, 100, ' ms'),
    atMost(of('Longest task while dragging the smoothing', long), long.dragging.longest, 100, ' ms'),
  ];
}

export const judge = (findings: Findings): Target[] => [
  ...ofRatios(findings),
  ...ofEpochs(findings),
  ...ofDispatches(findings),
  ...ofPage(findings),
  ...ofLessons(findings),
  ...ofNotebook(findings),
];
