/** Hidden layers as text: "500,300" or "500x5"; "none" for no hidden layer. */
import { widthsText } from '../../core/cost/footprint';
import { asWritten, check, type Field, fail, type Parsed } from './field';

export function parseHidden(text: string, label = 'Hidden layers'): Parsed<number[]> {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === 'none') return { ok: true, value: [] };
  const sizes: number[] = [];
  for (const part of trimmed.split(',')) {
    const match = /^\s*(0|[1-9]\d*)\s*(?:[x×]\s*([1-9]\d*)\s*)?$/.exec(part);
    if (!match) return fail(label, text, 'is not a list of widths. Write 500, 500,300, 500x5 or none');
    const [width, times] = [Number(match[1]), Number(match[2] ?? 1)];
    if (sizes.length + times > 1000) return fail(label, text, 'is too deep. Use at most 1000 layers');
    sizes.push(...Array.from({ length: times }, () => width));
  }
  return check('hidden', label, text, sizes);
}

export const formatHidden = widthsText;

export const hiddenField: Field<'hidden'> = {
  key: 'hidden',
  label: 'Hidden layers',
  group: 'network',
  help: 'widths from the input up: 500, 500,300, 500x5 or none',
  parse: (text) => parseHidden(text),
  format: formatHidden,
  read: (value) =>
    Array.isArray(value)
      ? check('hidden', 'Hidden layers', asWritten(value), value)
      : fail('Hidden layers', asWritten(value), 'is not a list of widths. Write [500, 300], or [] for none'),
};
