/** Prints a run's events: as text, with a progress bar on a terminal, or as JSON. */
import { SingleBar } from 'cli-progress';
import { coefficient, count, degrees, fourDigits, percent, seconds, threeDigits } from '../../core/format';
import { measures } from '../../core/measures';
import { rules } from '../../core/rules';
import type { EpochEvent, MeasuresEvent, RunEvent } from '../../core/run/events';
import type { PlannedRun } from '../../experiment/expand';
import { deadLayer, stuckWords, unstuckWords } from '../../experiment/stuckWords';
import { say, sayJson } from '../files/output';

export interface Printer {
  readonly print: (event: RunEvent) => void;
  readonly done: () => void;
}

const NAME_WIDTH = Math.max(...Object.values(rules).map(({ name }) => name.length));

/** How a run is named in text output. */
export interface RunName {
  /** "BP"; "BP seed 3" where there are several. */
  readonly short: string;
  /** The same, padded to the width of the longest name. */
  readonly wide: string;
}

/** Names for all runs of a command: whether the seed is shown depends on all of them. */
export function runNames(runs: readonly PlannedRun[]): (run: PlannedRun) => RunName {
  const seeds = new Set(runs.map(({ spec }) => spec.seed));
  const width = String(Math.max(...seeds)).length;
  return ({ spec: { rule, seed } }) => {
    const { name } = rules[rule];
    const padded = name.padEnd(NAME_WIDTH);
    return seeds.size === 1
      ? { short: name, wide: padded }
      : { short: `${name} seed ${seed}`, wide: `${padded} seed ${String(seed).padStart(width)}` };
  };
}

function epochLine(event: EpochEvent, { wide }: RunName): string {
  const { epoch, trainingLoss, testLoss, testAccuracy, aloneSeconds } = event;
  const parts = [
    `${wide} epoch ${String(epoch).padStart(3)}`,
    // Regression has no accuracy.
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

/** "layer 1 66.1°, layer 2 0.0°"; a single value for the whole network has no label. */
function layersText(values: readonly (number | null)[], unit: keyof typeof units, perLayer: boolean): string {
  const texts = values.map((value, i) => {
    const text = value === null ? '–' : units[unit](value);
    return perLayer ? `layer ${i + 1} ${text}` : text;
  });
  return texts.length <= 2 * ENDS
    ? texts.join(', ')
    : [...texts.slice(0, ENDS), '…', ...texts.slice(-ENDS)].join(', ');
}

/** One line per series of each measure; series without any value are omitted. */
function measureLines({ epoch, values }: MeasuresEvent, { wide }: RunName): string[] {
  return Object.entries(values).flatMap(([id, measured]) => {
    const measure = measures[id as keyof typeof measures];
    if (measure.kind === 'batch') return [];
    const names: Readonly<Record<string, string>> = measure.series;
    const single = Object.keys(names).length === 1;
    return Object.entries(measured).flatMap(([series, layers]) => {
      if (layers.every((value) => value === null)) return [];
      const title = single ? measure.name : `${measure.name}, ${names[series] ?? series}`;
      const text = layersText(layers, measure.unit, measure.per === 'layer');
      return [`${wide} epoch ${String(epoch).padStart(3)}  ${title}: ${text}`];
    });
  });
}

/** An event as lines of text; none for events that only move the progress bar. */
export function linesOf(event: RunEvent, run: RunName): string[] {
  const name = run.short;
  if (event.type === 'epoch') return [epochLine(event, run)];
  if (event.type === 'measures') return measureLines(event, run);
  if (event.type === 'stuck') {
    const { seen, why, wayOut } = stuckWords(event);
    return [`${name} ${seen}. ${why} ${wayOut} Training goes on.`];
  }
  if (event.type === 'resumed') return [`${name} resumes after epoch ${event.epoch}.`];
  if (event.type === 'unstuck') return [`${name} ${unstuckWords(event)}.`];
  if (event.type === 'dead')
    return [`${name}: at step ${count(event.step)} nothing reached ${deadLayer(event)}.`];
  if (event.type !== 'diverged') return [];
  const where = event.layer === undefined ? '' : ` It began in layer ${event.layer}.`;
  return [`${name} stopped at step ${count(event.step)}: its loss is not a number.${where}`];
}

/** An event as JSON, with its run, rule, seed and data set. */
export function jsonOf(event: Pick<RunEvent, 'type'>, { id, spec }: PlannedRun): object {
  const { type, ...rest } = event;
  const { rule, seed, dataset } = spec;
  return { type, run: id, rule, seed, ...rest, dataset };
}

export const jsonPrinter = (run: PlannedRun): Printer => ({
  print: (event) => {
    if (event.type !== 'progress' && event.type !== 'checkpoint') sayJson(jsonOf(event, run));
  },
  done: () => undefined,
});

/**
 * A progress bar on standard error if that is a terminal; text lines go to standard output.
 * @param place "7 of 20"; empty for a single run
 */
export function textPrinter(run: RunName, epochs: number, place: string): Printer {
  const head = place === '' ? run.wide : `${run.wide} (${place})`;
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: `${head} [{bar}] {percentage} %  about {eta_formatted} left`,
        clearOnComplete: true,
      })
    : undefined;
  return {
    print: (event) => {
      if (event.type === 'started' || event.type === 'resumed')
        bar?.start(event.stepsPerEpoch * epochs, event.step);
      else bar?.update(event.step);
      for (const line of linesOf(event, run)) say(`${bar ? '\r\u001b[K' : ''}${line}`);
    },
    done: () => bar?.stop(),
  };
}
