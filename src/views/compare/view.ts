/** What the Compare page shows, as a part of its address: a link opens the same view. */

import { type MetricId, metrics, type XId, xAxes } from '../../figures/compare/metrics';
import { type ColourId, isColour } from '../../figures/theme/palette';
import { type GroupKey, isGroupKey } from '../../notebook/stats/group';

export const columns = ['name', 'last', 'baseline', 'gap', 'loss', 'angle', 'epoch'] as const;
export type ColumnId = (typeof columns)[number];

export interface CompareView {
  /** Empty: what suits the runs. */
  readonly by: readonly GroupKey[];
  readonly metric?: MetricId;
  readonly x: XId;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Smoothing factor, 0 … 0.99. */
  readonly beta: number;
  readonly sort?: { readonly column: ColumnId; readonly down: boolean };
  readonly find: string;
  /** Key of the group that the others are compared with. */
  readonly baseline?: string;
  /** Keys of groups that the charts leave out. */
  readonly hidden: readonly string[];
  /** By key of a group: its colour, where that is not the usual one. */
  readonly colours: Readonly<Record<string, ColourId>>;
}

export const plainView: CompareView = {
  by: [],
  x: 'epoch',
  logX: false,
  logY: false,
  beta: 0,
  find: '',
  hidden: [],
  colours: {},
};

const MOST_BETA = 0.99;

/** Empty for the plain view. */
export function viewText(view: CompareView): string {
  const query = new URLSearchParams();
  const put = (key: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') query.set(key, text);
  };
  put('by', view.by.join(','));
  put('show', view.metric);
  put('x', view.x === 'epoch' ? '' : view.x);
  put('log', [view.logX && 'x', view.logY && 'y'].filter(Boolean).join(','));
  put('smooth', view.beta > 0 ? String(view.beta) : '');
  put('sort', view.sort && `${view.sort.down ? '-' : ''}${view.sort.column}`);
  put('find', view.find);
  put('baseline', view.baseline);
  for (const key of view.hidden) query.append('hide', key);
  for (const [key, colour] of Object.entries(view.colours)) query.append('colour', `${key}:${colour}`);
  return query.toString();
}

function oneOf<T extends string>(all: readonly T[], text: string | null): T | undefined {
  return all.find((one) => one === text);
}

/** Keys of groups may have colons. @returns undefined for a colour that is not known */
function parseColour(text: string): readonly [key: string, colour: ColourId] | undefined {
  const at = text.lastIndexOf(':');
  const colour = text.slice(at + 1);
  return at > 0 && isColour(colour) ? [text.slice(0, at), colour] : undefined;
}

/** Undefined if a part is not known, which the page then reports. */
export function parseView(text: string): CompareView | undefined {
  const query = new URLSearchParams(text);
  const list = (key: string): string[] => (query.get(key) ?? '').split(',').filter(Boolean);
  const known = ['by', 'show', 'x', 'log', 'smooth', 'sort', 'find', 'baseline', 'hide', 'colour'];
  const by = list('by').filter(isGroupKey);
  const metric = oneOf(Object.keys(metrics) as MetricId[], query.get('show'));
  const x = oneOf(Object.keys(xAxes) as XId[], query.get('x') ?? 'epoch');
  const log = list('log');
  const beta = Number(query.get('smooth') ?? 0);
  const sorted = query.get('sort');
  const colours = query.getAll('colour').map(parseColour);
  const column = oneOf(columns, sorted?.replace(/^-/, '') ?? null);
  const isValid =
    [...query.keys()].every((key) => known.includes(key)) &&
    by.length === list('by').length &&
    (metric !== undefined || !query.has('show')) &&
    log.every((axis) => axis === 'x' || axis === 'y') &&
    colours.every((one) => one !== undefined) &&
    beta >= 0 &&
    beta <= MOST_BETA &&
    (column !== undefined || sorted === null);
  if (!isValid || x === undefined) return undefined;
  const baseline = query.get('baseline');
  return {
    ...{ by, x, beta, logX: log.includes('x'), logY: log.includes('y') },
    ...{ find: query.get('find') ?? '', hidden: query.getAll('hide') },
    colours: Object.fromEntries(colours.filter((one) => one !== undefined)),
    ...(metric ? { metric } : {}),
    ...(column ? { sort: { column, down: sorted?.startsWith('-') ?? false } } : {}),
    ...(baseline === null ? {} : { baseline }),
  };
}
