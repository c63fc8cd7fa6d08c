/**
 * Hidden layers as text: "500,300", "500x5", or blocks with their size and options, "convolution:32:kernel=5,1000"; "none"
 * for no hidden layer.
 */
import { type BlockId, blockIds, blocks } from '../../core/blocks';
import type { Block } from '../../core/blocks/block';
import { type HiddenLayer, hiddenLayer, hiddenText, sizeOption } from '../../core/blocks/hidden';
import { type NumberOption, optionProblem } from '../../core/options';
import { settings } from '../../core/run/settings';
import { asWritten, check, type Form, fail, numberOf, type Parsed } from './field';

const LABEL = settings.hidden.label;
const MOST = 1000;

const SYNTAX = 'is not a list of widths. Write 500, 500,300, 500x5 or none';

/** "units=500", "500" (its size) → name and number, checked. */
function parseOption(
  label: string,
  id: BlockId,
  text: string,
  place: number,
): Parsed<readonly [string, number]> {
  const { options }: Block = blocks[id];
  const sides = text.split('=').map((side) => side.trim());
  const [name, typed] = sides.length === 1 && place === 0 ? [sizeOption(id), sides[0] ?? ''] : sides;
  const known = Object.keys(options).join(', ');
  if (sides.length > 2 || name === undefined || typed === undefined)
    return fail(label, text, `is not an option. Write ${sizeOption(id)}=32; ${id} has ${known}`);
  const option = options[name] as NumberOption | undefined;
  if (!option) return fail(label, name, `is not an option of ${id}. It has ${known}`);
  const value = numberOf(typed);
  const problem = optionProblem(option, value);
  return problem ? fail(`${label}, ${name}`, typed, problem) : { ok: true, value: [name, value] };
}

/** "convolution:32:kernel=5" */
function parseBlock(label: string, text: string): Parsed<HiddenLayer> {
  const [typed = '', ...parts] = text.split(':').map((part) => part.trim());
  const id = blockIds.find((one) => one === typed.toLowerCase());
  if (!id)
    return fail(label, typed, `is no block. Choose ${blockIds.join(', ')}, or write a width such as 500`);
  const given: Record<string, number> = {};
  for (const [place, part] of parts.entries()) {
    const option = parseOption(label, id, part, place);
    if (!option.ok) return option;
    const [name, value] = option.value;
    if (name in given) return fail(label, text, `gives ${name} twice. Remove one`);
    given[name] = value;
  }
  return { ok: true, value: hiddenLayer(id, given) };
}

/** One entry, without its repetitions. */
function parseLayer(label: string, whole: string, text: string): Parsed<HiddenLayer> {
  if (/^(0|[1-9]\d*)$/.test(text)) return { ok: true, value: Number(text) };
  return /^[a-z]/i.test(text) ? parseBlock(label, text) : fail(label, whole, SYNTAX);
}

export function parseHidden(text: string, label: string = LABEL): Parsed<HiddenLayer[]> {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'none') return { ok: true, value: [] };
  const layers: HiddenLayer[] = [];
  for (const part of trimmed.split(',')) {
    const match = /^(.*?\d)\s*(?:[x×]\s*([1-9]\d*))?$/i.exec(part.trim());
    const layer = parseLayer(label, text, (match?.[1] ?? part).trim());
    if (!layer.ok) return layer;
    const times = Number(match?.[2] ?? 1);
    if (layers.length + times > MOST) return fail(label, text, `is too deep. Use at most ${MOST} layers`);
    layers.push(...Array.from({ length: times }, () => layer.value));
  }
  return check('hidden', label, text, layers);
}

export const formatHidden = hiddenText;

export const hiddenForm: Form<'hidden'> = {
  parse: (text) => parseHidden(text),
  format: hiddenText,
  read: (value) =>
    Array.isArray(value)
      ? check('hidden', LABEL, asWritten(value), value)
      : fail(LABEL, asWritten(value), 'is not a list of widths. Write [500, 300], or [] for none'),
};
