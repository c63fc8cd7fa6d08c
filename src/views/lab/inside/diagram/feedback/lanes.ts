/** The feedback path of a rule as lines, arrow heads and places for its weights. It follows from the rule's path alone. */
import { needsWeightTransport, type Rule } from '../../../../../core/rules/rule';
import { sub } from '../../labels';
import { bottomOf, type Column, type DiagramLayout, LANE } from '../diagramLayout';
import { sourceOf } from '../diagramText';

export interface Weights {
  readonly label: string;
  /** Hidden layer whose B it is; undefined where forward weights are copied. */
  readonly layer: number | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** On which side the name stands: beside it on an upright line, above it on a level one. */
  readonly name: 'left' | 'right' | 'above';
}
export interface Lanes {
  readonly lines: readonly string[];
  /** The second forward pass of rules that have one. */
  readonly second: readonly string[];
  /** Tips of arrows that point up. */
  readonly tips: readonly { readonly x: number; readonly y: number }[];
  readonly weights: readonly Weights[];
}
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const TIP = 203;
const SECOND = 212;
const WIDEST = 44;
const NARROWEST = 20;
/** Room for a name beside its picture. */
const NAME = 30;
const ROUND = 6;
/** Width of the box where feedback starts. */
const BOX = 108;

/** Where the signal starts, below the output; undefined for rules without feedback. */
export function boxOf(rule: Rule, { width }: DiagramLayout): Box | undefined {
  const source = sourceOf(rule);
  if (!source) return undefined;
  return { x: width - 12 - BOX, y: 222, width: BOX, height: 74 };
}

/** From a point along the lane to the left, and up to a tip. */
const hook = (fromX: number, toX: number, tip: number): string =>
  `M${fromX} ${LANE}H${toX + ROUND}Q${toX} ${LANE} ${toX} ${LANE - ROUND}V${tip + 6}`;

const iconWidth = (gap: number): number => Math.max(NARROWEST, Math.min(WIDEST, gap - 14));

function direct({ hidden }: DiagramLayout, box: Box): Lanes {
  const [first, second] = hidden;
  const width = first && second ? Math.min(WIDEST, second.x - first.x - NAME) : WIDEST;
  // The source must not cover the last one's name.
  const crowded = hidden.some(({ x }) => x + width / 2 + NAME > box.x);
  return {
    lines: hidden.map(({ x }) => hook(box.x, x, TIP)),
    second: [],
    tips: hidden.map(({ x }) => ({ x, y: TIP })),
    weights: hidden.map(({ x, layer }) => ({
      label: `B${sub(layer)}`,
      layer,
      x,
      y: 228,
      width,
      name: crowded ? 'left' : 'right',
    })),
  };
}

/** One hop into each hidden layer, from the source or from the layer above. */
function layerwise(rule: Rule, { hidden }: DiagramLayout, box: Box): Lanes {
  const hops = hidden.map((to: Column, i) => {
    const above = hidden[i + 1];
    return { to, above, fromX: above ? above.x - ROUND : box.x, toX: to.x + ROUND };
  });
  const copies = needsWeightTransport(rule);
  return {
    lines: hops.map(({ above, fromX, toX }) =>
      above
        ? `M${fromX} ${TIP}V${LANE - ROUND}Q${fromX} ${LANE} ${fromX - ROUND} ${LANE}${hook(fromX - ROUND, toX, TIP).replace(/^M[^H]*/, '')}`
        : hook(fromX, toX, TIP),
    ),
    second: [],
    tips: hops.map(({ toX }) => ({ x: toX, y: TIP })),
    weights: hops.map(({ to, fromX, toX }) => ({
      label: copies ? `W${sub(to.layer + 1)}ᵀ` : `B${sub(to.layer)}`,
      layer: copies ? undefined : to.layer,
      x: (fromX + toX) / 2,
      y: LANE,
      width: iconWidth(fromX - toX),
      name: 'above',
    })),
  };
}

/** The error goes to the input; a second forward pass takes it up again. */
function throughInput({ input, hidden, output }: DiagramLayout, box: Box): Lanes {
  const into = { x: input.x - (input.image ? 8 : 0), y: bottomOf(input) + 3 };
  const start = into.x + 20;
  const from = bottomOf(input) + 4;
  // Beside the line that leaves the output.
  const ups = [...hidden.map(({ x }) => x), output.x - 9];
  return {
    lines: [hook(box.x, into.x, into.y)],
    second: [
      `M${start} ${from}V${SECOND - ROUND}Q${start} ${SECOND} ${start + ROUND} ${SECOND}H${ups[ups.length - 1]}`,
      ...ups.map((x) => `M${x} ${SECOND}V${TIP + 6}`),
    ],
    tips: [into, ...ups.map((x) => ({ x, y: TIP }))],
    weights: [
      {
        label: 'F',
        layer: 1,
        x: input.x + 0.65 * (box.x - input.x),
        y: LANE,
        width: WIDEST,
        name: 'above',
      },
    ],
  };
}

export function lanesOf(rule: Rule, layout: DiagramLayout): Lanes {
  const box = boxOf(rule, layout);
  if (!box || layout.hidden.length === 0) return { lines: [], second: [], tips: [], weights: [] };
  if (rule.path === 'direct') return direct(layout, box);
  return rule.path === 'layerwise' ? layerwise(rule, layout, box) : throughInput(layout, box);
}
