/** Classes as text: "all", "0,1,7", "0-3", "0-2,7". */
import { scenarioSettings } from '../../core/samples/scenario/settings';
import { asWritten, check, type Form, fail, integerOf, listOf, type Parsed } from './field';

const { label: LABEL } = scenarioSettings.classes;
const WAY_OUT = 'is not understood. Write all, 0,1,7 or 0-3';
/** Labels are bytes: the largest span there is, so that a typo does not fill the memory. */
const MOST = 256;

/** "7" → [7], "0-3" → [0, 1, 2, 3]; undefined if invalid. */
export function parseSpan(text: string): number[] | undefined {
  const [first = '', last, ...more] = text.split(/[-–]/).map((side) => side.trim());
  const from = integerOf(first);
  const to = last === undefined ? from : integerOf(last);
  const size = to - from + 1;
  if (more.length > 0 || !(size >= 1 && size <= MOST)) return undefined;
  return Array.from({ length: size }, (_, i) => from + i);
}

/** Three or more consecutive classes as a span: "0-2,7". @param classes ascending */
function formatSpans(classes: readonly number[]): string {
  const spans: number[][] = [];
  for (const one of classes) {
    const span = spans.at(-1);
    if (span?.at(-1) === one - 1) span.push(one);
    else spans.push([one]);
  }
  return spans.map((span) => (span.length > 2 ? `${span[0]}-${span.at(-1)}` : span.join(','))).join(',');
}

const checkAll = (classes: readonly number[], text: string): Parsed<number[]> =>
  check(
    'classes',
    LABEL,
    text,
    [...classes].sort((a, b) => a - b),
  );

function parse(text: string): Parsed<number[]> {
  if (text.trim().toLowerCase() === 'all') return { ok: true, value: [] };
  const spans = listOf(text).map(parseSpan);
  if (spans.length === 0 || spans.includes(undefined)) return fail(LABEL, text, WAY_OUT);
  return checkAll(
    spans.flatMap((span) => span ?? []),
    text,
  );
}

export const classesForm: Form<'classes'> = {
  parse,
  format: (classes) => (classes.length === 0 ? 'all' : formatSpans(classes)),
  read: (value) =>
    Array.isArray(value)
      ? checkAll(value, asWritten(value))
      : fail(LABEL, asWritten(value), 'is not a list. Write [0, 1, 7], or [] for all'),
};
