/** Generates the tables of docs/performance.md from what `npm run -s bench -- --part map --record` measured. */
import { type WayCosts, wayCostKeys } from '../src/core/cost/ways';
import { count, threeDigits } from '../src/core/format';
import { gainOf, loadWays, modelError, modelled, type WayPoint } from '../src/experiment/results/ways';

const record = await loadWays();

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const aligned = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(head), line(aligned), ...rows.map(line)].join('\n');
}

function pointRow(point: WayPoint): string[] {
  const { net, costs } = record;
  const model = modelled(record, point, costs);
  const { depth, width, batchSize, alone, threads, stages, judged, rounds } = point;
  return [
    `${net.inputs}-${width}×${depth}-${net.outputs}, ${batchSize}`,
    ...[1000 * alone, 1000 * model.alone].map(threeDigits),
    ...[alone / threads, alone / stages, gainOf(point), gainOf(model)].map((ratio) => ratio.toFixed(2)),
    judged > 0 ? `${judged} of ${rounds}` : `none of ${rounds}`,
  ];
}

const meanings: Readonly<Record<keyof WayCosts, string>> = {
  multiplyAdd: 'a multiply-add of two dense matrices',
  entry: 'a multiply-add with a number from a list (the first layer, where it skips zeros)',
  element: 'a multiply-add’s worth of work on single numbers: activations, sums, the optimizer, copies',
  call: 'a call of the module',
  step: 'a step, whatever the network',
  meeting: 'a meeting of the threads',
  handing: 'handing a batch on to the next stage, or taking it, but for its numbers',
  sharing: 'by how much a thread’s part of a call takes longer than that part alone',
  beside: 'by how much a stage’s work takes longer beside another one',
};

const UNITS = [
  ['ms', 1e-3],
  ['µs', 1e-6],
  ['ns', 1e-9],
  ['ps', 1e-12],
] as const;

/** "41 µs" */
function secondsText(seconds: number): string {
  const [unit, size] = UNITS.find(([, own]) => seconds >= own) ?? ['ps', 1e-12];
  return `${threeDigits(seconds / size)} ${unit}`;
}

const costText = (key: keyof WayCosts): string =>
  key === 'sharing' || key === 'beside'
    ? `${threeDigits(100 * record.costs[key])} %`
    : secondsText(record.costs[key]);

/** The points beside the model, the costs, and how far off it is. */
export function waysTables(): string {
  const { machine, date, commit, load, workers } = record;
  const { typical, most, agreed, points } = modelError(record);
  const head = [
    ...[
      'network, batch',
      'ms by one',
      'model',
      `${workers} threads faster by`,
      `${workers} stages faster by`,
    ],
    ...['threads’ time over stages’', 'model', 'rounds that count'],
  ];
  return [
    `Recorded ${date} (commit ${commit.slice(0, 10)}): ${machine}, at a load of ${load.map(threeDigits).join(' before and ')} after. The model’s ratio is off by a factor of ${typical.toFixed(2)} (median; at most ${most.toFixed(2)}), and it names the faster way at ${count(agreed)} of ${count(points)} networks.`,
    table(head, record.points.map(pointRow)),
    table(
      ['cost', 'fitted', 'of'],
      wayCostKeys.map((key) => [`\`${key}\``, costText(key), meanings[key]]),
    ),
  ].join('\n\n');
}
