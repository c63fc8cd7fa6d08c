/** Hidden layers as text: "500,300" or "500x5"; "none" for no hidden layer. */
import { widthsText } from '../../core/cost/footprint';
import { settings } from '../../core/run/settings';
import { asWritten, check, type Form, fail, type Parsed } from './field';

const LABEL = settings.hidden.label;

export function parseHidden(text: string, label: string = LABEL): Parsed<number[]> {
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

export const hiddenForm: Form<'hidden'> = {
  parse: (text) => parseHidden(text),
  format: formatHidden,
  read: (value) =>
    Array.isArray(value)
      ? check('hidden', LABEL, asWritten(value), value)
      : fail(LABEL, asWritten(value), 'is not a list of widths. Write [500, 300], or [] for none'),
};
