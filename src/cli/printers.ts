/** How a run's events are printed: as lines of text with a progress bar on a terminal, or as JSON. */
import { SingleBar } from 'cli-progress';
import { coefficient, count, degrees, fourDigits, percent, seconds, threeDigits } from '../core/format';
import { measures } from '../core/measures';
import { type RuleId, rules } from '../core/rules';
import type { DivergedEvent, EpochEvent, MeasuresEvent, RunEvent, SummaryEvent } from '../core/run/events';
import { deadLayer, stuckWords, unstuckWords } from '../experiment/stuckWords';
import { say, sayJson } from './output';

export interface Printer {
  readonly print: (event: RunEvent) => void;
  readonly done: () => void;
}

const NAME_WIDTH = Math.max(...Object.values(rules).map(({ name }) => name.length));
const nameOf = (rule: RuleId): string => rules[rule].name.padEnd(NAME_WIDTH);

function epochLine(event: EpochEvent): string {
  const { rule, epoch, trainingLoss, testLoss, testAccuracy, aloneSeconds } = event;
  const parts = [
    `${nameOf(rule)} epoch ${String(epoch).padStart(3)}`,
    // Numbers that are predicted are not right or wrong.
    ...(Number.isNaN(testAccuracy) ? [] : [percent(testAccuracy, 2)]),
    `training loss ${fourDigits(trainingLoss)}`,
    `test loss ${fourDigits(testLoss)}`,
    ...(aloneSeconds === undefined ? [] : [`${seconds(aloneSeconds)} alone`]),
  ];
  return parts.join('  ');
}

const units = {
  degrees,
  number: threeDigits,
  coefficient: (value: number) => coefficient(value, 3),
  share: (value: number) => percent(value, 1),
} as const;

/** Deep networks: the lowest and the highest layers. */
const ENDS = 3;

/** "layer 1 66.1°, layer 2 0.0°"; a number for the network stands alone. */
function layersText(values: readonly (number | null)[], unit: keyof typeof units, perLayer: boolean): string {
  const texts = values.map((value, i) => {
    const text = value === null ? '–' : units[unit](value);
    return perLayer ? `layer ${i + 1} ${text}` : text;
  });
  return texts.length <= 2 * ENDS
    ? texts.join(', ')
    : [...texts.slice(0, ENDS), '…', ...texts.slice(-ENDS)].join(', ');
}

/** One line per series of each measure; series in which nothing could be measured are left out. */
function measureLines({ rule, epoch, values }: MeasuresEvent): string[] {
  return Object.entries(values).flatMap(([id, measured]) => {
    const measure = measures[id as keyof typeof measures];
    if (measure.kind === 'batch') return [];
    const names: Readonly<Record<string, string>> = measure.series;
    const single = Object.keys(names).length === 1;
    return Object.entries(measured).flatMap(([series, layers]) => {
      if (layers.every((value) => value === null)) return [];
      const title = single ? measure.name : `${measure.name}, ${names[series] ?? series}`;
      const text = layersText(layers, measure.unit, measure.per === 'layer');
      return [`${nameOf(rule)} epoch ${String(epoch).padStart(3)}  ${title}: ${text}`];
    });
  });
}

/** What an event says in words; nothing for those that a bar shows. */
export function linesOf(event: RunEvent): string[] {
  const name = rules[event.rule].name;
  if (event.type === 'epoch') return [epochLine(event)];
  if (event.type === 'measures') return measureLines(event);
  if (event.type === 'stuck') {
    const { seen, why, wayOut } = stuckWords(event);
    return [`${name} ${seen}. ${why} ${wayOut} Training goes on.`];
  }
  if (event.type === 'unstuck') return [`${name} ${unstuckWords(event)}.`];
  if (event.type === 'dead')
    return [`${name}: at step ${count(event.step)} nothing reached ${deadLayer(event)}.`];
  if (event.type !== 'diverged') return [];
  const where = event.layer === undefined ? '' : ` It began in layer ${event.layer}.`;
  return [`${name} stopped at step ${count(event.step)}: its loss is not a number.${where}`];
}

/** @param dataset id of what is trained on: own data of one name are told apart by it */
export const jsonPrinter = (dataset: string): Printer => ({
  print: (event) => {
    if (event.type !== 'progress') sayJson({ ...event, dataset });
  },
  done: () => undefined,
});

/** A bar on standard error when that is a terminal; the lines go to standard output. */
export function textPrinter(rule: RuleId, epochs: number): Printer {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: `${nameOf(rule)} [{bar}] {percentage} %  about {eta_formatted} left`,
        clearOnComplete: true,
      })
    : undefined;
  return {
    print: (event) => {
      if (event.type === 'started') bar?.start(event.stepsPerEpoch * epochs, 0);
      else bar?.update(event.step);
      for (const line of linesOf(event)) say(`${bar ? '\r\u001b[K' : ''}${line}`);
    },
    done: () => bar?.stop(),
  };
}

/** The last lines: what each algorithm came to, by accuracy, or by loss where numbers are predicted. */
export function summaryLines(ends: readonly (SummaryEvent | DivergedEvent)[]): string[] {
  const regression = ends.some((end) => end.type === 'summary' && Number.isNaN(end.testAccuracy));
  const row = (cells: readonly string[]) => cells.map((cell) => cell.padEnd(9)).join(' ');
  const head = regression ? ['last loss', 'best loss'] : ['last', 'best', 'test loss'];
  const lines = ends.map((end) => {
    if (end.type === 'diverged')
      return `${rules[end.rule].name.padEnd(10)}  stopped at step ${count(end.step)}`;
    const { rule, testAccuracy, bestTestAccuracy, testLoss, bestTestLoss, stuckSince } = end;
    const losses = [fourDigits(testLoss), fourDigits(bestTestLoss)];
    const cells = regression
      ? losses
      : [percent(testAccuracy, 2), percent(bestTestAccuracy, 2), losses[0] ?? ''];
    const stuck = stuckSince === undefined ? '' : `  learnt nothing since epoch ${stuckSince}`;
    return `${rules[rule].name.padEnd(10)}  ${row(cells)}${stuck}`.trimEnd();
  });
  return [
    `${'Algorithm'.padEnd(10)}  ${row(head)}`.trimEnd(),
    ...lines,
    'Best is the best epoch on the test set (optimistic, as published).',
    'Seconds alone: an epoch’s training without evaluation, from the fastest tenth of its steps.',
  ];
}
