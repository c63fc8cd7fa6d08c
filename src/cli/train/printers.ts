/** Prints a run's events: as text, with a progress bar on a terminal, or as JSON. */
import { SingleBar } from 'cli-progress';
import {
  coefficient,
  cosineText,
  count,
  degrees,
  fourDigits,
  percent,
  seconds,
  threeDigits,
} from '../../core/format';
import { type MeasureId, measures } from '../../core/measures';
import type { Unit } from '../../core/measures/measure';
import { cosineOf, unitOf } from '../../core/measures/unit';
import { rules } from '../../core/rules';
import type {
  EpochEvent,
  MeasuredSeries,
  MeasuresEvent,
  RunEvent,
  StageLostEvent,
} from '../../core/run/events';
import { allSteps } from '../../core/trainer/epochSteps';
import { datasetInfo } from '../../data/storage/ownDatasets';
import type { PlannedRun } from '../../experiment/expand';
import { deadLayer, stageLost, stuckMessage, unstuckMessage } from '../../experiment/stuckMessage';
import { printJson, printLine } from '../files/output';
import { plain } from '../plain';

export interface Printer {
  readonly print: (event: RunEvent) => void;
  readonly done: () => void;
}

const NAME_WIDTH = Math.max(...Object.values(rules).map(({ name }) => name.length));

/** How a run is named in text output. */
export interface RunName {
  /** "BP"; "BP seed 3" if there are several seeds. */
  readonly short: string;
  /** The same, padded to the width of the longest name. */
  readonly wide: string;
  /** Names of the data set's classes, by label; numbers if they have no names. */
  readonly classNames?: readonly string[] | undefined;
}

/** Names for all runs of a command: whether the seed is shown depends on all of them. */
export function runNames(runs: readonly PlannedRun[]): (run: PlannedRun) => RunName {
  const seeds = new Set(runs.map(({ spec }) => spec.seed));
  const width = String(Math.max(...seeds)).length;
  return ({ spec: { rule, seed, dataset } }) => {
    const { name } = rules[rule];
    const padded = name.padEnd(NAME_WIDTH);
    const { classNames } = datasetInfo(dataset) ?? {};
    return seeds.size === 1
      ? { short: name, wide: padded, classNames }
      : { short: `${name} seed ${seed}`, wide: `${padded} seed ${String(seed).padStart(width)}`, classNames };
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

const units: Readonly<Record<Unit, (value: number) => string>> = {
  degrees: (angle) => `${degrees(angle)} (cosine ${cosineText(cosineOf(angle))})`,
  cosine: cosineText,
  number: threeDigits,
  coefficient: (value: number) => coefficient(value, 3),
  share: (value: number) => percent(value, 1),
};

/** Deep networks: the lowest and the highest layers. Many classes: the first and the last. */
const ENDS = { layer: 3, network: 1, class: 10 } as const;

type Labelled = Exclude<(typeof measures)[MeasureId], { kind: 'batch' }>;

const labels: Readonly<Record<Labelled['per'], (place: number, run: RunName) => string>> = {
  layer: (place) => `layer ${place + 1} `,
  network: () => '',
  class: (place, { classNames }) => `${classNames?.[place] ?? place} `,
};

/** "layer 1 66.1° (cosine 0.405), layer 2 0.0° (cosine 1.000)"; a single value for the whole network has no label. */
function valuesText(
  values: readonly (number | null)[],
  unit: Unit,
  per: Labelled['per'],
  run: RunName,
): string {
  const texts = values.map(
    (value, i) => `${labels[per](i, run)}${value === null ? '–' : units[unit](value)}`,
  );
  const ends = ENDS[per];
  return texts.length <= 2 * ends
    ? texts.join(', ')
    : [...texts.slice(0, ends), '…', ...texts.slice(-ends)].join(', ');
}

/** One line per series of each measure; series without any value are omitted. */
function measureLines({ epoch, values }: MeasuresEvent, run: RunName): string[] {
  return Object.entries(values).flatMap(([id, measured]) => {
    const measure = measures[id as keyof typeof measures];
    if (measure.kind === 'batch') return [];
    const names: Readonly<Record<string, string>> = measure.series;
    const single = Object.keys(names).length === 1;
    return Object.entries(measured).flatMap(([series, layers]) => {
      if (layers.every((value) => value === null)) return [];
      const title = single ? measure.name : `${measure.name}, ${names[series] ?? series}`;
      const text = valuesText(layers, unitOf(measure, series), measure.per, run);
      return [`${run.wide} epoch ${String(epoch).padStart(3)}  ${title}: ${text}`];
    });
  });
}

/** An event as lines of text; none for events that only move the progress bar. */
export function linesOf(event: RunEvent, run: RunName): string[] {
  const name = run.short;
  if (event.type === 'epoch') return [epochLine(event, run)];
  if (event.type === 'measures') return measureLines(event, run);
  if (event.type === 'stuck') {
    const { seen, why, wayOut } = stuckMessage(event);
    return [`${name} ${seen}. ${why} ${wayOut} Training continues.`];
  }
  if (event.type === 'resumed') return [`${name} resumes after epoch ${event.epoch}.`];
  if (event.type === 'unstuck') return [`${name} ${unstuckMessage(event)}.`];
  if (event.type === 'dead')
    return [`${name}: at step ${count(event.step)} nothing reached ${deadLayer(event)}.`];
  if (event.type !== 'diverged') return [];
  const where = event.layer === undefined ? '' : ` It began in layer ${event.layer}.`;
  return [`${name} stopped at step ${count(event.step)}: its loss is not a number.${where}`];
}

/** Of everything that was measured in degrees, by the same names. */
function cosinesOf(values: MeasuresEvent['values']): MeasuresEvent['values'] {
  const of = (series: readonly (number | null)[]) =>
    series.map((angle) => (angle === null ? null : cosineOf(angle)));
  const all = Object.entries(values).flatMap(([id, measured]: [string, MeasuredSeries]) => {
    const measure = measures[id as MeasureId];
    const angles =
      measure.kind === 'batch'
        ? []
        : Object.entries(measured).filter(([series]) => unitOf(measure, series) === 'degrees');
    return angles.length > 0
      ? [[id, Object.fromEntries(angles.map(([series, list]) => [series, of(list)]))]]
      : [];
  });
  return Object.fromEntries(all);
}

/** An event as JSON, with its run, rule, seed and data set. */
export function jsonOf(event: Pick<RunEvent, 'type'>, { id, spec }: PlannedRun): object {
  const { type, ...rest } = event;
  const { rule, seed, dataset } = spec;
  const cosines = type === 'measures' ? cosinesOf((event as MeasuresEvent).values) : {};
  const again = Object.keys(cosines).length > 0 ? { cosines } : {};
  return { type, run: id, rule, seed, ...rest, ...again, dataset };
}

/** To standard error: it is about this computer, not about the run. */
const printLost = (event: StageLostEvent, name: string): void =>
  console.error(plain(`${name}: ${stageLost(event).join('. ')}.`));

const unprinted: ReadonlySet<RunEvent['type']> = new Set(['progress', 'checkpoint', 'trace']);

export const jsonPrinter = (run: PlannedRun): Printer => ({
  print: (event) => {
    if (event.type === 'stage-lost') printLost(event, rules[run.spec.rule].name);
    else if (!unprinted.has(event.type)) printJson(jsonOf(event, run));
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
        bar?.start(allSteps(event, epochs), event.step);
      else bar?.update(event.step);
      if (event.type === 'stage-lost') printLost(event, run.short);
      for (const line of linesOf(event, run)) printLine(`${bar ? '\r\u001b[K' : ''}${line}`);
    },
    done: () => bar?.stop(),
  };
}
