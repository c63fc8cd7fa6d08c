/** Hidden layers as two text fields, number of layers and units per layer, for one list of sizes. */
import { type HiddenLayer, layerText } from '../../core/blocks/hidden';
import { fail, integerOf, type Parsed } from '../../experiment/fields/field';
import { parseHidden } from '../../experiment/fields/hidden';

const MOST = 1000;
const LABEL = 'Units per layer';

export interface HiddenTexts {
  readonly layers: string;
  readonly units: string;
}
export interface HiddenRead extends HiddenTexts {
  /** The list of sizes, if both texts are valid. */
  readonly hidden?: number[];
  readonly problems: { layers?: string; units?: string };
}

/** Whether the two fields can say it. */
export const isDense = (hidden: readonly HiddenLayer[]): boolean =>
  hidden.every((layer) => typeof layer === 'number');

export function formatHidden(hidden: readonly HiddenLayer[]): HiddenTexts {
  const texts = hidden.map(layerText);
  const same = texts.every((text) => text === texts[0]);
  return {
    layers: String(hidden.length),
    units: hidden.length === 0 ? '500' : same ? (texts[0] ?? '') : texts.join(', '),
  };
}

function readCount(text: string): number | undefined {
  const value = integerOf(text);
  return value >= 0 && value <= MOST ? value : undefined;
}

/** Other blocks have rows in the editor: the fields would be gone while one is typed. */
function readWidths(text: string): Parsed<number[]> {
  const parsed = parseHidden(text, LABEL);
  if (!parsed.ok) return parsed;
  const widths = parsed.value.filter((layer) => typeof layer === 'number');
  return widths.length === parsed.value.length
    ? { ok: true, value: widths }
    : fail(LABEL, text, 'has other blocks than dense layers. Write widths, such as 500, or use Edit layers');
}

/** @param edited the field just edited: a list of units sets the count; a count extends or truncates the list */
export function readHidden(texts: HiddenTexts, edited: keyof HiddenTexts): HiddenRead {
  const parsed = readWidths(texts.units);
  const list = parsed.ok ? parsed.value : undefined;
  const isList = /,|\d\s*[x×]/i.test(texts.units);
  const count = edited === 'units' && isList && list ? list.length : readCount(texts.layers);
  const problems: HiddenRead['problems'] = {};
  if (count === undefined) {
    problems.layers = `Hidden layers: “${texts.layers}” must be a whole number from 0 to ${MOST}.`;
  }
  if (!parsed.ok && count !== 0) {
    problems.units = parsed.problem;
  }
  if (count === 0) return { ...texts, hidden: [], problems };
  if (count === undefined || !list || list.length === 0) return { ...texts, problems };
  const last = list[list.length - 1] as number;
  const hidden = Array.from({ length: count }, (_, i) => list[i] ?? last);
  if (edited === 'units') return { units: texts.units, layers: String(count), hidden, problems };
  return { layers: texts.layers, units: isList ? formatHidden(hidden).units : texts.units, hidden, problems };
}
