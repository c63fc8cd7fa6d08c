/** Options of `lab plot`. */
import { angleUnits } from '../../core/measures/unit';
import { numberOf } from '../../experiment/fields/field';
import type { XId } from '../../figures/compare/metrics';
import { parseOnce } from '../arguments';
import { refuseExisting } from '../export/exportOptions';
import { UsageError } from '../usage';
import { type FigureChoices, type FigureOption, figureOptions } from './figureKind';
import { type FigureId, figureIds, figureKinds } from './plotted';

/** As the axes are named in the figure. */
const axes: Readonly<Record<string, XId>> = {
  epoch: 'epoch',
  samples: 'samples',
  steps: 'steps',
  seconds: 'time',
};
const axisNames = Object.keys(axes);
const width = Math.max(...figureIds.map((id) => id.length));
const figureLines = figureIds.map((id) => `  ${id.padEnd(width)}  ${figureKinds[id].sentence}`).join('\n');

export const PLOT_HELP = `Usage: npm run -s lab -- plot DIR…|FILE [options]
Draws what the Compare page shows of a sweep's folders, of one run's file there, or of a file that the page or \`lab merge\`
wrote: the picture of “Save figure”, as SVG with its caption and its numbers.

  --figure NAME      which [accuracy; loss where targets are numbers]:
${figureLines.replaceAll(/^/gm, '                   ')}
  --x AXIS           of curves: ${axisNames.join(', ')} [epoch]
  --log AXES         logarithmic: x (of samples or steps), y (the error of accuracies; losses always are) or x,y
  --smooth B         moving average of curves, 0 to 0.99 [0]
  --setting KEY      of sweep: the setting along x [the first that was swept]
  --result WHICH     of sweep: best (epoch) or last [best]
  --layer N          of angles: the hidden layer, from the input up [1]
  --unit UNIT        of angles: ${angleUnits.join(' or ')} [degrees]
  --find WORDS       only runs whose settings have these words, as “dfa” or “seed 1”
  --experiment NAME  which, if the file has several
  --page URL         address of a page of the lab, for the link in the caption
  --out FILE.svg     the file to write; printed without it
  --help             this text`;

export interface PlotOptions extends FigureChoices {
  readonly paths: readonly string[];
  /** The page's main figure if undefined. */
  readonly figure: FigureId | undefined;
  readonly find: string;
  readonly experiment: string | undefined;
  readonly page: string | undefined;
  readonly out: string | undefined;
}

/** @throws {UsageError} that lists the names */
function oneOf<T extends string>(option: string, names: readonly T[], given: string, what: string): T {
  const found = names.find((name) => name === given);
  if (found !== undefined) return found;
  throw new UsageError(`--${option}: “${given}” is not ${what}. There are: ${names.join(', ')}.`);
}

function readLog(text: string, x: XId): Pick<PlotOptions, 'logX' | 'logY'> {
  const names = text.split(',').map((one) => oneOf('log', ['x', 'y'], one.trim(), 'an axis'));
  if (names.includes('x') && x !== 'samples' && x !== 'steps')
    throw new UsageError('--log: “x” is for samples and steps. Add --x samples or --x steps.');
  return { logX: names.includes('x'), logY: names.includes('y') };
}

const MOST_BETA = 0.99;

function readBeta(text: string): number {
  const beta = numberOf(text);
  if (beta >= 0 && beta <= MOST_BETA) return beta;
  throw new UsageError(`--smooth: “${text}” is not a number from 0 to ${MOST_BETA}. Write 0.6, for example.`);
}

function readLayer(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text.trim())) return Number(text);
  throw new UsageError(`--layer: “${text}” is not a layer. Count hidden layers from the input up: 1, 2, ….`);
}

function readPage(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return `${url.origin}${url.pathname}`;
  throw new UsageError(
    `--page: “${text}” is not the address of a page. Write it as the browser shows it: http://….`,
  );
}

const others = ['figure', 'find', 'experiment', 'page', 'out'] as const;
type Name = FigureOption | (typeof others)[number];

interface Given {
  readonly values: Readonly<Partial<Record<Name, string>>> & { readonly help?: boolean };
  readonly positionals: readonly string[];
}

/** @throws {UsageError} */
function parse(args: readonly string[]): Given {
  const options = Object.fromEntries(
    [...figureOptions, ...others].map((name) => [name, { type: 'string' as const }]),
  );
  try {
    return parseOnce({
      args: [...args],
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
    }) as Given;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Undefined if only help was requested. @throws {UsageError} */
export function readPlotOptions(args: readonly string[]): PlotOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  if (positionals.length === 0)
    throw new UsageError(
      'plot needs the folders of a sweep, a run’s file, or a file that `lab merge` or the page wrote.',
    );
  const { figure, x: along = 'epoch', log, smooth = '0', result = 'best', page, out } = values;
  const { layer = '1', unit = 'degrees' } = values;
  if (out !== undefined) refuseExisting(out);
  const x = axes[oneOf('x', axisNames, along, 'an axis')] ?? 'epoch';
  return {
    ...{ paths: positionals, x, out, setting: values.setting, experiment: values.experiment },
    figure: figure === undefined ? undefined : oneOf('figure', figureIds, figure, 'a figure'),
    ...(log === undefined ? { logX: false, logY: false } : readLog(log, x)),
    ...{ beta: readBeta(smooth), layer: readLayer(layer), unit: oneOf('unit', angleUnits, unit, 'a unit') },
    given: figureOptions.filter((name) => values[name] !== undefined),
    which: oneOf('result', ['best', 'last'], result, 'a result'),
    find: values.find ?? '',
    page: page === undefined ? undefined : readPage(page),
  };
}
