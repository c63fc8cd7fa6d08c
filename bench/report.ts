/** The bench's findings as Markdown tables. */

import { waysText } from './map/text';
import { pipelineText } from './pipeline/text';
import type {
  BenchResult,
  EpochResult,
  NotebookResult,
  PageResult,
  Ratio,
  Smoothness,
  StepResult,
} from './results';
import { peerText } from './runner/tfjsPeers';
import { summaryText } from './summary';
import { short, table } from './table';

const groupBy = <T>(all: readonly T[], keyOf: (one: T) => string): [string, T[]][] => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups];
};

/** Where something was timed; PyTorch is listed where it was paired. */
function placeOf({ shape, batch, environment, backend, pairedWith }: StepResult): string {
  const at = pairedWith ?? { environment, backend };
  return `${shape}, batch ${batch}, ${at.environment}, ${at.backend}`;
}

function stepTable(results: readonly StepResult[], ratios: readonly Ratio[], place: string): string {
  const here = ratios.filter(
    ({ shape, batch, environment, backend }) =>
      `${shape}, batch ${batch}, ${environment}, ${backend}` === place,
  );
  const ratio = (subject: string, against: string): number | undefined =>
    here.find((one) => one.subject === subject && one.against === against)?.ratio;
  const told = (value: number | undefined): string => (value === undefined ? '' : short(value));
  const faster = (subject: string): string =>
    here
      .filter((one) => one.subject === subject && peerText(one.against) !== undefined)
      .map(({ against, ratio: value }) => `${short(1 / value)}×${peerText(against)}`)
      .join('; ');
  const rows = results.map(({ subject, msPerStep, msFastest, quartiles, dispatchesPerStep }) => [
    subject,
    short(msPerStep),
    short(msFastest),
    quartiles.map(short).join(' … '),
    dispatchesPerStep === undefined ? '' : String(dispatchesPerStep),
    faster(subject),
    told(ratio(subject, 'bp')),
    told(ratio(subject, subject.startsWith('f3') ? 'pytorch-f3' : 'pytorch-bp')),
  ]);
  const head = [
    'subject',
    'ms per step',
    'fastest',
    'quartiles',
    'dispatches',
    'faster than trainOnBatch',
    'time over BP’s',
    'time over PyTorch’s',
  ];
  return table(head, rows);
}

function stepsText({ results, ratios }: BenchResult): string[] {
  return groupBy(results, placeOf).flatMap(([place, group]) => {
    const notes = [...new Set(group.flatMap(({ note }) => note ?? []))];
    return [`### ${place}`, ...notes.map((note) => `(${note})`), stepTable(group, ratios, place)];
  });
}

function savingsText({ savings }: BenchResult): string[] {
  if (savings.length === 0) return [];
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const rows = savings.map(({ shape, environment, backend, subject, predicted, measured, reached }) => [
    `${subject}, ${shape}, ${environment}, ${backend}`,
    percent(predicted),
    percent(measured),
    percent(reached),
  ]);
  const head = ['F³’s saving per BP step', 'operations (cost.ts)', 'time', 'reached'];
  return ['### F³ against BP', table(head, rows)];
}

function epochText(epochs: readonly EpochResult[]): string[] {
  if (epochs.length === 0) return [];
  const rows = epochs.map(({ rule, loadSeconds, seconds, stepsPerSecond, msPerStep, ...rest }) => [
    rule,
    short(loadSeconds),
    short(seconds),
    short(stepsPerSecond),
    short(msPerStep),
    short(rest.ratio),
    `${(100 * rest.evaluationShare).toFixed(1)} %`,
    short(rest.engine.measures / 1000),
  ]);
  const head = [
    'MNIST, 784-500-10, in the page',
    's to load',
    's per epoch',
    'steps/s',
    'ms per step alone',
    'epoch over steps × ms',
    'evaluation',
    's of measures',
  ];
  return ['### A whole epoch', table(head, rows)];
}

function pageText({ firstPoint, windows, inspectionOverhead, figureOverheads }: PageResult): string[] {
  const rows = windows.map(({ samplesPerSecond, tasks, under50, longest, longestOwn }) => [
    String(samplesPerSecond),
    String(tasks),
    `${(100 * under50).toFixed(2)} %`,
    `${longest.toFixed(0)} ms`,
    `${longestOwn.toFixed(0)} ms`,
  ]);
  const head = ['samples/s, four rules', 'tasks of the page', 'under 50 ms', 'longest', 'longest on the CPU'];
  return [
    '### The page while four rules train, all charts and the Inside column open',
    table(head, rows),
    `The Inside column costs ${(100 * inspectionOverhead).toFixed(1)} % of the training speed. From Train to the first point: ${firstPoint.toFixed(0)} ms.`,
    table(
      ['figure of Explain', 'costs of the training speed'],
      figureOverheads.map(({ name, overhead }) => [name, `${(100 * overhead).toFixed(1)} %`]),
    ),
  ];
}

function bytesText({ bytes }: BenchResult): string[] {
  if (!bytes) return [];
  const kB = (value: number): string => `${(value / 1000).toFixed(0)} kB`;
  return [
    `JavaScript of the first screen: ${kB(bytes.firstScreenGzipped)} gzipped; all of it, workers included: ` +
      `${kB(bytes.scriptsGzipped)} gzipped (${kB(bytes.scripts)}); wasm: ${kB(bytes.wasm)}.`,
  ];
}

function classText({ classOpening }: BenchResult): string[] {
  if (!classOpening) return [];
  const { clients, requestsEach, bytesEach, bytes, seconds, filesRead } = classOpening;
  const megabytes = (value: number): string => `${short(value / 1e6)} MB`;
  return [
    '### A class opens the page at once',
    `${clients} clients, each with ${requestsEach} requests and ${megabytes(bytesEach)}: ${megabytes(bytes)} in ${short(seconds)} s. ` +
      `Files read from disk: ${filesRead}, once each, before the first request; none afterwards.`,
  ];
}

function lessonsText({ lessons }: BenchResult): string[] {
  if (!lessons) return [];
  const rows = lessons.map(({ id, firstScreen, seconds, asExpected }) => [
    id,
    `${firstScreen.toFixed(0)} ms`,
    `${short(seconds)} s`,
    asExpected ? 'as explained' : 'OTHERWISE',
  ]);
  return ['### Lessons', table(['lesson', 'first screen', 'mini-lab', 'came out'], rows)];
}

function notebookText({ many, long }: NotebookResult): string[] {
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const row = ({ runs, epochs, open, metric, smoothing }: NotebookResult['many' | 'long'], more: string) => [
    `${runs} runs of ${epochs} epochs`,
    ...[open, metric, smoothing].map(ms),
    more,
  ];
  const smooth = (what: string, { tasks, longest, longestOwn, frames, dropped }: Smoothness) => [
    ...[what, String(tasks), ms(longest), ms(longestOwn)],
    `${dropped} of ${frames + dropped}`,
  ];
  return [
    '### Compare with many runs, and with long ones',
    table(
      ['', 'opened', 'another metric', 'smoothing', ''],
      [
        row(
          many,
          `from the Lab ${ms(many.fromLab)}, grouping ${ms(many.grouping)}, by seed ${ms(many.bySeed)}`,
        ),
        row(long, `a group hidden ${ms(long.hidden)}`),
      ],
    ),
    table(
      [
        `${long.runs} runs of ${long.epochs} epochs`,
        'tasks',
        'longest',
        'longest on the CPU',
        'frames dropped',
      ],
      [smooth('hovering', long.hovering), smooth('dragging the smoothing', long.dragging)],
    ),
  ];
}

function threadsText({ threads = [] }: BenchResult): string[] {
  if (threads.length === 0) return [];
  const rows = threads.map((one) => [
    `${one.shape}, ${one.batch}`,
    one.rule,
    String(one.threads),
    short(one.msAlone),
    short(one.speedUp),
    one.busiest === undefined ? '' : short(one.busiest),
    one.judged > 0 ? `${one.judged} of ${one.rounds}` : `none of ${one.rounds}: unjudged`,
  ]);
  const head = ['network, batch', 'rule', 'threads', 'ms by one', 'faster by', 'busiest thread', 'rounds'];
  return ['### Several threads for one run, Node, WebAssembly', table(head, rows)];
}

function memoryText({ memory }: BenchResult): string[] {
  if (!memory) return [];
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const rows = memory.map(({ dataset, net, rule, tensorBytes, heapBytes }) => [
    ...[dataset, net, rule, megabytes(tensorBytes), megabytes(heapBytes)],
  ]);
  return [
    '### What a worker holds, WebAssembly',
    table(['data set', 'network', 'algorithm', 'tensors between steps', 'heap'], rows),
  ];
}

function targetsText({ targets }: BenchResult): string[] {
  if (targets.length === 0) return [];
  const rows = targets.map(({ what, value, wanted, reached }) => [
    what,
    short(value),
    wanted,
    reached ? 'reached' : 'NOT reached',
  ]);
  return ['### Targets', table(['', 'measured', 'wanted', ''], rows)];
}

/** All findings, one table per environment. */
export function reportText(result: BenchResult): string {
  const { machine, load, note, epochs, page, notebook, skipped, seconds } = result;
  return [
    `${machine}. ${note}`,
    // The bench itself uses one core, sometimes two.
    `Load of the machine: ${load.map(short).join(' before, ')} after${load[0] > 1 ? '; others used it: milliseconds are too high, and ratios uncertain' : ''}.`,
    ...summaryText(result),
    ...stepsText(result),
    ...savingsText(result),
    ...epochText(epochs),
    ...(page ? pageText(page) : []),
    ...bytesText(result),
    ...classText(result),
    ...lessonsText(result),
    ...(notebook ? notebookText(notebook) : []),
    ...memoryText(result),
    ...threadsText(result),
    ...pipelineText(result.pipeline),
    ...waysText(result.ways),
    ...targetsText(result),
    ...skipped.map(({ what, why }) => `Not measured: ${what}. ${why}`),
    `Took ${short(seconds / 60)} minutes.`,
  ].join('\n\n');
}
