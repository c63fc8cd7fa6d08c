/** Symbols of the rules' formulas, as `core/rules/rule.ts` defines them, with the names that the engine gives them. */
import { type Expression, type Place, type SymbolText, symbol } from './expression';
import { map, multiply, type Numbers, transpose } from './matrix';

/** A term of the network. */
const net =
  (name: (layer: number) => string) =>
  ({ values, layer }: Place) =>
    values[name(layer)];
/** A term of the rule. */
const own =
  (name: (layer: number) => string) =>
  ({ values, rule, layer }: Place) =>
    values[`${rule}/${name(layer)}`];

/** (W_{i+1} … W_K)ᵀ */
function pathDown({ values, layer }: Place): Numbers | undefined {
  let path: Numbers | undefined;
  for (let above = layer + 1; ; above++) {
    const W = values[`W ${above}`];
    if (!W) return path && transpose(path);
    path = path ? multiply(path, W) : W;
  }
}

/** B_i of another rule than the run's: FA's, beside the weights of backpropagation. */
export const feedbackOf = (rule: string): Expression =>
  symbol({ tex: 'B_i', plain: 'B_i', read: ({ values, layer }) => values[`${rule}/B ${layer}`] });

const of = (tex: string, plain: string, read: SymbolText['read']): Expression => symbol({ tex, plain, read });

export const W_above = of(
  'W_{i+1}',
  'W_i+1',
  net((i) => `W ${i + 1}`),
);
export const W_path = of(String.raw`(W_{i+1} \cdots W_K)`, '(W_i+1 … W_K)', (place) => {
  const down = pathDown(place);
  return down && transpose(down);
});
export const B = of(
  'B_i',
  'B_i',
  own((i) => `B ${i}`),
);
export const h = of(
  'h_i',
  'h_i',
  net((i) => `h ${i}`),
);
export const slope = of(
  "f'(z_i)",
  'f′(z_i)',
  net((i) => `slope ${i}`),
);
export const slopeAbove = of(
  "f'(z_{i+1})",
  'f′(z_i+1)',
  net((i) => `slope ${i + 1}`),
);
export const y = of(
  'y',
  'y',
  net(() => 'y'),
);
export const target = of(
  'y^*',
  'y*',
  net(() => 'target'),
);
export const error = of(
  'E_t',
  'E_t',
  net(() => 'error'),
);
/** What the rule is fed. */
export const oldError = of(
  'E_{t-1}',
  'E_t−1',
  own(() => 'E'),
);
/** δz_{i+1}, of the output layer above the last hidden one. */
export const dzAbove = of(
  String.raw`\delta z_{i+1}`,
  'δz_i+1',
  own((i) => `dz ${i + 1}`),
);
export const dhAbove = of(
  String.raw`\delta h_{i+1}`,
  'δh_i+1',
  own((i) => `dh ${i + 1}`),
);

/** Left sides: what rules compute. */
export const dh: SymbolText = { tex: String.raw`\delta h_i`, plain: 'δh_i', read: own((i) => `dh ${i}`) };
export const dz: SymbolText = { tex: String.raw`\delta z_i`, plain: 'δz_i', read: own((i) => `dz ${i}`) };
/** Plain descent on the gradient, for a learning rate of 1. */
export const stepAbove: SymbolText = {
  tex: String.raw`\Delta W_{i+1} / \eta`,
  plain: 'ΔW_i+1 / η',
  read: (place) => {
    const gradient = own((i) => `gradient ${i + 1}`)(place);
    return gradient && map(gradient, (value) => -value);
  },
};
/** What the memory keeps for the sample's next visit. */
export const stored: SymbolText = {
  tex: 'E_t',
  plain: 'E_t',
  read: net(() => 'stored'),
};
