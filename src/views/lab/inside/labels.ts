/** Labels of a network's parts, with the papers' symbols. */
import { isMaps } from '../../../core/measures/sampling';
import { needsWeightTransport, type Rule } from '../../../core/rules/rule';

const SUB = '₀₁₂₃₄₅₆₇₈₉';
const T = 'ᵀ';
const MINUS = '\u2212';

/** A number as subscript. */
export const sub = (n: number): string => [...String(n)].map((digit) => SUB[Number(digit)] ?? digit).join('');

/**
 * "W₂", "(W₂W₃)" or "(W₂…W₅)": forward weights from one layer to another, with "(I+W₂)" where a layer adds to its input.
 */
function product(from: number, to: number, skips: readonly boolean[]): string {
  const factor = (layer: number): string => (skips[layer - 1] ? `(I+W${sub(layer)})` : `W${sub(layer)}`);
  if (from === to) return factor(to);
  return `(${factor(from)}${to > from + 1 ? '…' : ''}${factor(to)})`;
}

/** The feedback weights of a hidden layer; undefined for rules without. */
export function feedbackLabel(rule: Rule, layer: number): string | undefined {
  if (rule.path === 'input') return `F${T}`;
  return rule.path === 'none' || needsWeightTransport(rule) ? undefined : `B${sub(layer)}`;
}

/**
 * The forward path above a hidden layer, with the sign used to compare it with B; undefined if it is not compared.
 * @param last K, the output layer
 * @param skips whether each of the layers 1 … K adds to its input
 */
export function pathLabel(
  rule: Rule,
  layer: number,
  last: number,
  skips: readonly boolean[],
): string | undefined {
  const path = `${product(layer + 1, last, skips)}${T}`;
  if (rule.path === 'direct') return `${MINUS}${path}`;
  if (rule.path !== 'layerwise') return undefined;
  return rule.feedback ? `W${sub(layer + 1)}${T}` : path;
}

/** "x", "h₁", "y" */
export function layerLabel(layer: number, last: number): string {
  if (layer === 0) return 'x';
  return layer === last ? 'y' : `h${sub(layer)}`;
}

/** "hidden layer 1", "hidden layers 1 and 2", "hidden layers 1 to 9" */
export function hiddenText(hidden: number): string {
  if (hidden === 1) return 'hidden layer 1';
  return `hidden layers 1 ${hidden === 2 ? 'and' : 'to'} ${hidden}`;
}

/** "500", "16 × 32" of tokens and their dimensions, "8 maps 28 × 28" */
export function shapeText(shape: readonly number[]): string {
  if (!isMaps(shape)) return shape.join(' × ');
  const [maps = 1, height, width] = shape;
  return `${maps} map${maps === 1 ? '' : 's'} ${height} × ${width}`;
}

/** "unit 212"; "token 3, dimension 7"; of feature maps "map 3, pixel (4, 7)", its row and column. */
export function unitName(shape: readonly number[], unit: number): string {
  const [tokens, dims] = shape;
  if (tokens !== undefined && dims !== undefined && shape.length === 2)
    return `token ${Math.floor(unit / dims)}, dimension ${unit % dims}`;
  if (!isMaps(shape)) return `unit ${unit}`;
  const [, height = 1, width = 1] = shape;
  const pixel = unit % (height * width);
  const map = (unit - pixel) / (height * width);
  return `map ${map}, pixel (${Math.floor(pixel / width)}, ${pixel % width})`;
}
