/**
 * Frozen layers as text: "2" for layer 2 in all epochs, "1:1-3" for epochs 1 to 3, "1:4-" from epoch 4 on, "1:4" for
 * epoch 4 only; several are comma-separated; "hidden" for every hidden layer; "none".
 */
import { type Freeze, settings } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { formatEpochs, isBackwards, parseEpochs } from './epochs';
import { asWritten, check, type Form, fail, integerOf, listOf, type Parsed } from './field';

const LABEL = settings.freeze.label;
const WAY_OUT = 'is not understood. Write none, 2, 1:1-3 (epochs 1 to 3), 1:4- (from epoch 4) or hidden';

function parseEntry(entry: string, hidden: number): Freeze[] | undefined {
  const [layers, ...rest] = entry.split(':').map((part) => part.trim());
  const epochs = rest.length > 1 ? undefined : parseEpochs(rest[0]);
  if (layers === undefined || epochs === undefined) return undefined;
  if (layers === 'hidden') return Array.from({ length: hidden }, (_, i) => ({ layer: i + 1, ...epochs }));
  const layer = integerOf(layers);
  return Number.isNaN(layer) ? undefined : [{ layer, ...epochs }];
}

/** Checks the schema's bounds, and that no range of epochs ends before it begins. */
function checkAll(entries: unknown, text: string): Parsed<Freeze[]> {
  const checked = check('freeze', LABEL, text, entries);
  if (checked.ok && checked.value.some(isBackwards))
    return fail(LABEL, text, `ends before it begins: write the lower epoch first`);
  return checked;
}

function parse(text: string, { hidden }: Experiment): Parsed<Freeze[]> {
  const word = text.trim().toLowerCase();
  if (word === 'none') return { ok: true, value: [] };
  const parts = listOf(word).map((part) => parseEntry(part, hidden.length));
  const entries = parts.flatMap((part) => part ?? []);
  if (parts.length === 0 || parts.includes(undefined)) return fail(LABEL, text, WAY_OUT);
  return checkAll(entries, text);
}

export const freezeForm: Form<'freeze'> = {
  parse,
  format: (value) => {
    const texts = value.map((entry) => ({ ...entry, epochs: formatEpochs(entry) }));
    if (texts.length === 0) return 'none';
    return texts.map(({ layer, epochs }) => `${layer}${epochs}`).join(',');
  },
  read: (value) =>
    Array.isArray(value)
      ? checkAll(value, asWritten(value))
      : fail(LABEL, asWritten(value), 'is not a list. Write [{"layer": 1, "from": 1, "to": 3}], or []'),
};
