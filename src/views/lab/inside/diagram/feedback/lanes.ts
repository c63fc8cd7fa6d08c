/** The feedback path of a rule as lines, arrow heads and weight positions, derived from the rule's path only. */
import { needsWeightTransport, type Rule } from '../../../../../core/rules/rule';
import { sub } from '../../labels';
import { bottomOf, type Column, type DiagramLayout, LANE } from '../diagramLayout';
import { sourceOf } from '../diagramText';

export interface Weights {
  readonly label: string;
  /** Hidden layer of this B; undefined if forward weights are used. */
  readonly layer: number | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Position of the label: beside a vertical line, above a horizontal one. */
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
/** Width of a label beside its picture. */
const NAME = 30;
const ROUND = 6;
/** Width of the box where feedback starts. */
const BOX = 108;

/** The box below the output where the signal starts; undefined for rules without feedback. */
export function boxOf(rule: Rule, { width }: DiagramLayout): Box | undefined {
  const source = sourceOf(rule);
  if (!source) return undefined;
  return { x: width - 12 - BOX, y: 222, width: BOX, height: 74 };
}

/** Path from a point on the lane to the left, then up to an arrow tip. */
const hook = (fromX: number, toX: number, tip: number): string =>
  `M${fromX} ${LANE}H${toX + ROUND}Q${toX} ${LANE} ${toX} ${LANE - ROUND}V${tip + 6}`;

const iconWidth = (gap: number): number => Math.max(NARROWEST, Math.min(WIDEST, gap - 14));

function direct({ hidden }: DiagramLayout, box: Box): Lanes {
  const [first, second] = hidden;
  const width = first && second ? Math.min(WIDEST, second.x - first.x - NAME) : WIDEST;
  // The source box must not cover the last label.
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

/** One step into each hidden layer, from the source or from the layer above. */
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

/** The error goes to the input, then through a second forward pass. */
function throughInput({ input, hidden, output }: DiagramLayout, box: Box): Lanes {
  const into = { x: input.x - (input.image ? 8 : 0), y: bottomOf(input) + 3 };
  const start = into.x + 20;
  const from = bottomOf(input) + 4;
  // Next to the line from the output.
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
