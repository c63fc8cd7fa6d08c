/** Seeds as text: "3", "0-4", "1,5,9", "0-2,7", in training order. */
import { MOST_SEEDS, settings } from '../../core/run/settings';
import { asWritten, check, type Form, fail, integerOf, type Parsed, unquoted } from './field';

const LABEL = settings.seeds.label;
const EXAMPLES = 'Write 3, 0-4 or 1,5,9';
const LARGEST = 4_294_967_295;
const BOUNDS = `must be a whole number from 0 to ${LARGEST}`;

type Seeds = number[];
interface Span {
  readonly from: number;
  readonly to: number;
}

const seedOf = (text: string): number => {
  const seed = integerOf(text);
  return seed >= 0 && seed <= LARGEST ? seed : Number.NaN;
};

/** "7" or "0-4", with a hyphen or an en dash. */
function spanOf(part: string): Parsed<Span> {
  const [first = '', last, ...more] = part.split(/[-–]/).map((side) => side.trim());
  const from = seedOf(first);
  if (Number.isNaN(from) || more.length > 0) return fail(LABEL, part, `${BOUNDS}. ${EXAMPLES}`);
  if (last === undefined) return { ok: true, value: { from, to: from } };
  if (last === '')
    return fail(LABEL, part, `does not say where it ends. Write ${from}, or ${from}-${from + 4}`);
  const to = seedOf(last);
  if (Number.isNaN(to)) return fail(LABEL, part, `${BOUNDS}. ${EXAMPLES}`);
  if (to < from) return fail(LABEL, part, `ends before it begins. Write ${to}-${from}`);
  return { ok: true, value: { from, to } };
}

const lengthOf = ({ from, to }: Span): number => to - from + 1;

function parse(text: string): Parsed<Seeds> {
  const parts = text.split(',');
  if (text.trim() === '') return fail(LABEL, text, `names no seed. ${EXAMPLES}`);
  if (parts.some((part) => part.trim() === ''))
    return fail(LABEL, text, `has nothing between two commas. ${EXAMPLES}`);
  const spans: Span[] = [];
  for (const part of parts) {
    const span = spanOf(part);
    if (!span.ok) return span;
    spans.push(span.value);
  }
  // Count before building the list: a typo can request four billion seeds.
  const count = spans.reduce((sum, span) => sum + lengthOf(span), 0);
  if (count > MOST_SEEDS) return fail(LABEL, text, `names ${count} seeds. Use at most ${MOST_SEEDS}`);
  const seeds = spans.flatMap((span) => Array.from({ length: lengthOf(span) }, (_, i) => span.from + i));
  return check('seeds', LABEL, text, seeds);
}

/** Writes three or more consecutive seeds as a range. */
export function formatSeeds(seeds: readonly number[]): string {
  const spans: Span[] = [];
  for (const seed of seeds) {
    const last = spans.at(-1);
    if (last?.to === seed - 1) spans[spans.length - 1] = { from: last.from, to: seed };
    else spans.push({ from: seed, to: seed });
  }
  const text = ({ from, to }: Span): string =>
    from === to ? `${from}` : `${from}${to === from + 1 ? ',' : '-'}${to}`;
  return spans.map(text).join(',');
}

/** "seed 3", "seeds 0-4" */
export const seedsText = (seeds: readonly number[]): string =>
  `seed${seeds.length === 1 ? '' : 's'} ${formatSeeds(seeds)}`;

/** The one seed of a version 1 file. */
export function readSeed(value: unknown): Parsed<Seeds> {
  const valid = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST;
  // Converts −0 to 0.
  return valid
    ? { ok: true, value: [value + 0] }
    : fail(LABEL, asWritten(value), `${BOUNDS}${unquoted(value)}`);
}

function read(value: unknown): Parsed<Seeds> {
  if (!Array.isArray(value))
    return fail(LABEL, asWritten(value), 'is not a list. Write [0] for one seed, [0, 1, 2] for several');
  if (value.length === 0) return fail(LABEL, '[]', 'names no seed. Write [0], or [0, 1, 2]');
  for (const one of value) {
    const seed = readSeed(one);
    if (!seed.ok) return seed;
  }
  const seeds = value.map((seed: number) => seed + 0);
  return check('seeds', LABEL, asWritten(value), seeds);
}

export const seedsForm: Form<'seeds'> = {
  parse,
  format: formatSeeds,
  read,
};
