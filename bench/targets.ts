/** Performance targets, and whether this run met them. Ratios are of pairs in one run. */
import { type RuleId, rules } from '../src/core/rules';
import type { BenchResult, LessonResult, Ratio, Target, Window } from './results';
import { peerText, TFJS, TFJS_CPU } from './runner/tfjsPeers';
import { CONV_MNIST, hasConvolutions, netOf } from './shapes';

type Findings = Pick<
  BenchResult,
  'results' | 'ratios' | 'epochs' | 'page' | 'lessons' | 'notebook' | 'memory'
>;

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
const timesFaster: Readonly<Record<string, number>> = {
  '784-500-10': 10,
  '784-64×100-10': 5,
  [CONV_MNIST]: 20,
};

/** Not over WebGL: it is the GPU's, or a software renderer's. */
const isJudged = (against: string): boolean => against === TFJS || against === TFJS_CPU;

function againstTfjs({ shape, subject, against, ratio }: Ratio): Target[] {
  const limit = timesFaster[shape];
  if (!isJudged(against) || limit === undefined || !learners.includes(subject)) return [];
  const what = `${name(subject)} faster than trainOnBatch${peerText(against)}, ${shape}`;
  return [atLeast(what, 1 / ratio, limit, ' times')];
}

const torchOf: Readonly<Record<string, string>> = { bp: 'pytorch-bp', 'f3-error': 'pytorch-f3' };

/** Time over PyTorch's on one thread, at most: by shape, then rule. */
const overTorch: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '784-500-10': { bp: 0.45, 'f3-error': 0.45 },
  '784-500-500-10': { bp: 0.65, 'f3-error': 0.65 },
  '784-1024×3-10': { bp: 1.45, 'f3-error': 1.1 },
  '784-64×100-10': { 'f3-error': 0.35 },
  '14-500×5-1': { 'f3-error': 2.3 },
  [CONV_MNIST]: { bp: 3, 'f3-error': 3 },
};
/** The same with fused multiply-add, where more is expected of it. */
const overTorchFused: typeof overTorch = {
  ...overTorch,
  '784-1024×3-10': { bp: 1.15, 'f3-error': 1.1 },
  '14-500×5-1': { 'f3-error': 1.9 },
};

function againstTorch({ shape, backend, subject, against, ratio }: Ratio): Target[] {
  const fused = backend === 'wasm-fma';
  const limit = (fused ? overTorchFused : overTorch)[shape]?.[subject];
  if (limit === undefined || torchOf[subject] !== against) return [];
  return [atMost(`${name(subject)}’s time over PyTorch’s, ${shape}${fused ? ', FMA' : ''}`, ratio, limit)];
}

function againstBackpropagation({ shape, subject, against, ratio }: Ratio): Target[] {
  if (subject !== 'f3-error' || against !== 'bp') return [];
  const hidden = netOf({ id: shape }).hidden.length;
  const what = `F³-Error’s time over BP’s, ${shape}`;
  if (hidden === 1) return [atMost(what, ratio, 1.05)];
  return hidden >= 3 ? [{ what, value: ratio, wanted: 'below 1', reached: ratio < 1 }] : [];
}

/** Not against a reference BLAS, which is slow: see torchStep.py. */
const isUntuned = ({ note }: { readonly note?: string }): boolean => note?.includes('untuned') ?? false;

function ofRatios({ ratios, results }: Findings): Target[] {
  const untuned = new Set(results.filter(isUntuned).map(({ subject }) => subject));
  // Targets apply to the page on wasm, and against PyTorch to fused multiply-add, too.
  const page = ratios.filter(
    ({ environment, against }) => environment === 'chromium' && !untuned.has(against),
  );
  const plain = page.filter(({ backend }) => backend === 'wasm');
  const fused = page.filter(({ backend }) => backend === 'wasm-fma');
  return [
    ...[againstTfjs, againstTorch, againstBackpropagation].flatMap((promise) => plain.flatMap(promise)),
    ...fused.flatMap(againstTorch),
  ];
}

function ofEpochs({ epochs }: Findings): Target[] {
  return epochs.flatMap(({ rule, ratio, evaluationShare }) => [
    atMost(`${name(rule)}: an epoch of MNIST over steps × time per step`, ratio, 1.25),
    atMost(`${name(rule)}: evaluation, share of an epoch of MNIST`, 100 * evaluationShare, 12, ' %'),
  ]);
}

/** On WebGPU: at most three dispatches per dense layer, and two; convolutions have no kernels there. */
function ofDispatches({ results }: Findings): Target[] {
  return results.flatMap(({ shape, subject, backend, dispatchesPerStep }) => {
    // PEPITA passes each batch twice, so it is excluded.
    if (backend !== 'webgpu' || !Object.hasOwn(rules, subject) || subject === 'pepita') return [];
    if (dispatchesPerStep === undefined || hasConvolutions({ id: shape })) return [];
    const layers = netOf({ id: shape }).hidden.length + 1;
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

/** Megabytes of a worker's heap, at most, by network. */
const heaps: Readonly<Record<string, number>> = { '784-500-10': 20.2, '3072-500-10': 60.4 };

function ofMemory({ memory = [] }: Findings): Target[] {
  return memory.flatMap(({ dataset, net, rule, heapBytes }) => {
    const most = heaps[net];
    return most === undefined
      ? []
      : [atMost(`${name(rule)}: heap of its worker, ${dataset}`, heapBytes / 1e6, most, ' MB')];
  });
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
  ...ofMemory(findings),
];
