/**
 * Withheld classes as text: "7:1-3" for class 7 in epochs 1 to 3, "0:4-" from epoch 4 on, "4-9:1-12" for six classes;
 * several are comma-separated; "none".
 */
import { scenarioSettings, type Withheld } from '../../core/samples/scenario/settings';
import { parseSpan } from './classes';
import { formatEpochs, isBackwards, parseEpochs } from './epochs';
import { asWritten, check, type Form, fail, listOf, type Parsed } from './field';

const { label: LABEL } = scenarioSettings.withheld;
const WAY_OUT = 'is not understood. Write none, 7:1-3 (epochs 1 to 3), 0:4- (from epoch 4) or 4-9:1-12';

function parseEntry(entry: string): Withheld[] | undefined {
  const [classes = '', epochs, ...more] = entry.split(':').map((part) => part.trim());
  const when = more.length > 0 ? undefined : parseEpochs(epochs);
  return when && parseSpan(classes)?.map((one) => ({ class: one, ...when }));
}

/** Checks the schema's bounds, and that no span of epochs ends before it begins. */
function checkAll(entries: unknown, text: string): Parsed<Withheld[]> {
  const checked = check('withheld', LABEL, text, entries);
  if (checked.ok && checked.value.some(isBackwards))
    return fail(LABEL, text, 'ends before it begins: write the lower epoch first');
  return checked;
}

function parse(text: string): Parsed<Withheld[]> {
  if (text.trim().toLowerCase() === 'none') return { ok: true, value: [] };
  const parts = listOf(text).map(parseEntry);
  if (parts.length === 0 || parts.includes(undefined)) return fail(LABEL, text, WAY_OUT);
  return checkAll(
    parts.flatMap((part) => part ?? []),
    text,
  );
}

/** Consecutive classes with the same epochs are written as a span. */
function format(entries: readonly Withheld[]): string {
  const spans: { first: number; last: number; epochs: string }[] = [];
  for (const entry of entries) {
    const epochs = formatEpochs(entry);
    const span = spans.at(-1);
    if (span && span.epochs === epochs && span.last === entry.class - 1) span.last = entry.class;
    else spans.push({ first: entry.class, last: entry.class, epochs });
  }
  const text = ({ first, last, epochs }: (typeof spans)[number]): string =>
    `${first === last ? first : `${first}-${last}`}${epochs}`;
  return spans.length === 0 ? 'none' : spans.map(text).join(',');
}

export const withheldForm: Form<'withheld'> = {
  parse,
  format,
  read: (value) =>
    Array.isArray(value)
      ? checkAll(value, asWritten(value))
      : fail(LABEL, asWritten(value), 'is not a list. Write [{"class": 7, "from": 1, "to": 3}], or []'),
};
