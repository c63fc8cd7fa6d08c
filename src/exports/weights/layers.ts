/** Finds the parameters of a network in a file of arrays: under the lab's names or PyTorch's. */
import type { NamedArray } from '../../core/run/checkpoint';
import { DamagedFile } from '../../experiment/files/safetensors';
import { isParameter } from '../network';

export type Arrays = ReadonlyMap<string, NamedArray>;
type Parameters = Readonly<Record<string, NamedArray>>;

const WAY_OUT =
  'name its arrays layer1.W [inputs, units], layer1.b [units], layer2.W, …, or as PyTorch does: weight [units, inputs] and bias [units]';

/**
 * `layer<i>.W` and all that stands beside it, without what the lab keeps besides parameters. Not `layer<i>.weight`: PyTorch's
 * modules may be called layer1, too.
 */
function ownLayers(arrays: Arrays): Parameters | undefined {
  const own = [...arrays].filter(([name]) => isParameter(name));
  return own.some(([name]) => name.endsWith('.W')) ? Object.fromEntries(own) : undefined;
}

/** A dense layer of PyTorch: W [units, inputs], b [units]. */
interface Linear {
  /** "net.0" */
  readonly name: string;
  readonly weight: NamedArray;
  readonly bias: NamedArray | undefined;
}

const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

function linearAt(name: string, arrays: Arrays): Linear {
  const key = (what: string): string => (name === '' ? what : `${name}.${what}`);
  const weight = arrays.get(key('weight')) as NamedArray;
  const bias = arrays.get(key('bias'));
  if (weight.shape.length !== 2)
    throw new DamagedFile(
      `has “${key('weight')}” of shape ${shapeText(weight.shape)}, which no dense layer has: weights of other layers are read under the lab’s names only (layer1.W, …; docs/exports.md)`,
    );
  if (bias && String(bias.shape) !== String([weight.shape[0]]))
    throw new DamagedFile(
      `has “${key('bias')}” of shape ${shapeText(bias.shape)} beside “${key('weight')}” of shape ${shapeText(weight.shape)}: it needs ${shapeText([weight.shape[0] as number])}`,
    );
  return { name, weight, bias };
}

const follows = (below: Linear | undefined, above: Linear): boolean =>
  below === undefined || below.weight.shape[0] === above.weight.shape[1];

/** All orders in which each layer takes as many inputs as the one below has units; at most two. */
function ordersOf(layers: readonly Linear[], below: readonly Linear[] = []): (readonly Linear[])[] {
  if (layers.length === 0) return [below];
  const found: (readonly Linear[])[] = [];
  for (const next of layers) {
    if (!follows(below.at(-1), next)) continue;
    const rest = layers.filter((layer) => layer !== next);
    found.push(...ordersOf(rest, [...below, next]));
    if (found.length > 1) break;
  }
  return found;
}

const byNumber = new Intl.Collator('en', { numeric: true });
/** "net.10" → "net.": names that differ only in their numbers are in order. */
const withoutNumbers = (name: string): string => name.replace(/\d+/g, '');

/** Of more layers without numbers, all orders are too many to try. */
const MOST_UNNUMBERED = 8;

/** From the input up: by the numbers in their names, else as their shapes allow, if they allow one order only. */
function inOrder(layers: readonly Linear[]): readonly Linear[] {
  const sorted = [...layers].sort((a, b) => byNumber.compare(a.name, b.name));
  const numbered = new Set(sorted.map(({ name }) => withoutNumbers(name))).size === 1;
  const chained = sorted.every((layer, i) => follows(sorted[i - 1], layer));
  if (numbered && chained) return sorted;
  const tried = !numbered && sorted.length <= MOST_UNNUMBERED;
  const orders = tried ? ordersOf(sorted) : [];
  if (orders.length === 1) return orders[0] as readonly Linear[];
  const list = sorted.map(({ name, weight }) => `${name}.weight ${shapeText(weight.shape)}`).join(', ');
  throw new DamagedFile(
    orders.length === 0 && (tried || numbered)
      ? `has layers that do not stand on each other: ${list}. Each must have as many inputs as the one below has units; ${WAY_OUT}`
      : `does not tell the order of its layers: ${list}. Number their names from the input up, such as 1.weight, 2.weight`,
  );
}

/** [units, inputs] → [inputs, units] */
function turned({ shape, values }: NamedArray): NamedArray {
  const [units = 0, inputs = 0] = shape;
  const out = new Float32Array(values.length);
  for (let j = 0; j < units; j++)
    for (let i = 0; i < inputs; i++) out[i * units + j] = values[j * inputs + i] as number;
  return { shape: [inputs, units], values: out };
}

/** The state dict of a chain of `nn.Linear`. */
function torchLayers(arrays: Arrays): Parameters | undefined {
  const names = [...arrays.keys()].flatMap((name) =>
    name === 'weight' ? [''] : name.endsWith('.weight') ? [name.slice(0, -'.weight'.length)] : [],
  );
  if (names.length === 0) return undefined;
  const layers = inOrder(names.map((name) => linearAt(name, arrays)));
  const used = new Set(
    layers.flatMap(({ name }) => (name === '' ? ['weight', 'bias'] : [`${name}.weight`, `${name}.bias`])),
  );
  const other = [...arrays.keys()].find((name) => !used.has(name));
  if (other !== undefined)
    throw new DamagedFile(
      `has “${other}” beside the weights and biases of dense layers: take it out, or ${WAY_OUT}`,
    );
  return Object.fromEntries(
    layers.flatMap(({ weight, bias }, i) => [
      [`layer${i + 1}.W`, turned(weight)],
      ...(bias ? [[`layer${i + 1}.b`, bias] as const] : []),
    ]),
  );
}

/** @throws {DamagedFile} if no network's parameters are in it, or one that is not a finite number */
export function layersIn(arrays: Arrays): Parameters {
  const found = ownLayers(arrays) ?? torchLayers(arrays);
  if (!found) {
    const names = [...arrays.keys()].slice(0, 4).map((name) => `“${name}”`);
    const has = names.length === 0 ? 'nothing' : `${names.join(', ')}${arrays.size > 4 ? ', …' : ''}`;
    throw new DamagedFile(`has no layers: ${has} is in it; ${WAY_OUT}`);
  }
  for (const [name, { values }] of Object.entries(found)) {
    const at = (values as Float32Array).findIndex((value) => !Number.isFinite(value));
    if (at !== -1)
      throw new DamagedFile(
        `has ${values[at]} in its ${name}, at place ${at}: a network cannot start from that`,
      );
  }
  return found;
}

/** Hidden layers of a network that is dense throughout; undefined if its shapes do not say that. */
export function denseHidden(parameters: Parameters): number[] | undefined {
  const names = Object.keys(parameters);
  const K = names.filter((name) => name.endsWith('.W')).length;
  const isDense = names.every((name) => /^layer\d+\.[Wb]$/.test(name));
  const shapes = Array.from({ length: K }, (_, i) => parameters[`layer${i + 1}.W`]?.shape ?? []);
  const stands = shapes.every(
    ([inputs, units], i) => units !== undefined && (i === 0 || shapes[i - 1]?.[1] === inputs),
  );
  return isDense && stands ? shapes.slice(0, -1).map(([, units]) => units as number) : undefined;
}
