/** How each algorithm is drawn, everywhere: colour, dash and marker (design 2.2). */
import type { RuleId } from '../../core/rules';

export type MarkerShape =
  | 'disc'
  | 'ring'
  | 'square'
  | 'openSquare'
  | 'triangle'
  | 'diamond'
  | 'openDiamond'
  | 'plus'
  | 'cross';

interface Stroke {
  readonly dash?: string;
  readonly marker: MarkerShape;
  readonly cap?: 'round';
}

export interface RuleStyle extends Stroke {
  /** 3:1 on every surface. */
  readonly line: string;
  /** 4.5:1 on every surface; also of filled shapes that carry text. */
  readonly text: string;
}

const strokes: Readonly<Record<string, Stroke>> = {
  bp: { marker: 'disc' },
  fa: { dash: '12 3 2 3', marker: 'ring' },
  dfa: { dash: '9 3', marker: 'square' },
  sdfa: { dash: '2 3', marker: 'openSquare' },
  drtp: { dash: '5 3', marker: 'triangle' },
  'f3-error': { dash: '18 3', marker: 'diamond' },
  'f3-loss': { dash: '9 3 2 3', marker: 'openDiamond' },
  pepita: { dash: '5 2 2 2', marker: 'plus' },
  llo: { dash: '1 4', marker: 'cross', cap: 'round' },
};

export function ruleStyle(rule: RuleId): RuleStyle {
  const stroke = strokes[rule] ?? { dash: '14 4 2 4', marker: 'ring' };
  return {
    ...stroke,
    line: `var(--rule-${rule}, var(--ink2))`,
    text: `var(--rule-${rule}-text, var(--ink2))`,
  };
}
