/** The formula of a hidden unit's delta with one sample's numbers, and the factors that depend on the rule. */
import type { LayerShape } from '../../../../../core/blocks/chain';
import { threeDigits } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import { needsWeightTransport, type Rule } from '../../../../../core/rules/rule';
import type { Trace, TracedFeedback, TracedLayer } from '../../../../../core/run/inspect/trace';
import { sub } from '../../../inside/labels';

/** A symbol of the formula, in LaTeX and as plain text. */
export interface Symbol {
  readonly tex: string;
  readonly plain: string;
}

/** One term: the fed value times its feedback weight. */
export interface Term {
  /** Index of the fed value: a unit of the source layer. */
  readonly k: number;
  readonly fed: number;
  readonly weight: number;
  readonly product: number;
}

/** The two factors that depend on the rule. */
export interface Factors {
  /** Undefined without feedback. */
  readonly carrier: Symbol | undefined;
  readonly fed: Symbol | undefined;
}

export interface Delta extends Factors {
  readonly layer: number;
  readonly unit: number;
  readonly terms: readonly Term[];
  /** dh: the sum of the terms. */
  readonly sum: number;
  /** f'(z) */
  readonly slope: number;
  /** dz; 0 for layers without feedback. */
  readonly delta: number;
  /** h and h' of PEPITA, whose delta is their difference. */
  readonly passes: { readonly h: number; readonly second: number } | undefined;
}

export const layerIn = ({ layers }: Trace, layer: number): TracedLayer | undefined =>
  layers.find((one) => one.layer === layer);

/** The feedback weights of a hidden layer. */
export function carrierOf(rule: Rule, layer: number): Symbol | undefined {
  if (rule.path === 'none') return undefined;
  if (needsWeightTransport(rule))
    return { tex: String.raw`W_{${layer + 1}}^{\mathsf T}`, plain: `W${sub(layer + 1)}ᵀ` };
  const of = rule.path === 'input' ? 0 : layer;
  return { tex: `B_{${of}}`, plain: `B${sub(of)}` };
}

/** Whether a direct rule feeds only the error's sign. */
const isSign = (fed: Float32Array, error: Float32Array): boolean =>
  fed.every((value, k) => value === Math.sign(error[k] as number)) &&
  fed.some((value, k) => value !== error[k]);

/** The signal fed to it. For rules with a memory: y* before the sample's first visit. */
export function fedOf(rule: Rule, layer: number, { feedback, sample }: Trace): Symbol | undefined {
  if (rule.path === 'none') return undefined;
  if (rule.path === 'layerwise')
    return { tex: String.raw`\delta_{${layer + 1}}`, plain: `δ${sub(layer + 1)}` };
  if (rule.signal === 'target') return { tex: 'y^{*}', plain: 'y*' };
  if (rule.signal === 'delayed-error') {
    if (sample.visited === undefined) return { tex: 'y^{*}', plain: 'y*' };
    return rule.stores === 'loss-gradient'
      ? { tex: String.raw`-\nabla L^{\,t-1}`, plain: '−∇L(t−1)' }
      : { tex: String.raw`e^{\,t-1}`, plain: 'e(t−1)' };
  }
  if (feedback && isSign(feedback.fed, sample.error))
    return { tex: String.raw`\operatorname{sign} e`, plain: 'sign e' };
  return { tex: 'e', plain: 'e' };
}

function termsOf({ fed, units, weights }: TracedFeedback, unit: number): Term[] {
  const j = units.indexOf(unit);
  return Array.from(fed, (value, k) => {
    const weight = weights[k * units.length + j] ?? Number.NaN;
    return { k, fed: value, weight, product: value * weight };
  });
}

/** The delta of a traced unit. */
export function deltaOf(trace: Trace, layer: number, unit: number): Delta {
  const rule: Rule = rules[trace.rule];
  const own = layerIn(trace, layer);
  const j = own?.units.indexOf(unit) ?? -1;
  const { feedback } = trace;
  const terms = feedback?.to === layer ? termsOf(feedback, unit) : [];
  const second = own?.second?.[j];
  return {
    layer,
    unit,
    carrier: carrierOf(rule, layer),
    fed: fedOf(rule, layer, trace),
    terms,
    sum: terms.reduce((sum, { product }) => sum + product, 0),
    slope: own?.slope?.[j] ?? 0,
    delta: own?.dz?.[j] ?? 0,
    passes: second === undefined ? undefined : { h: own?.h[j] ?? 0, second },
  };
}

/** The `most` largest terms, in their original order. */
export function largestTerms(terms: readonly Term[], most: number): readonly Term[] {
  if (terms.length <= most) return terms;
  const largest = new Set(terms.toSorted((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, most));
  return terms.filter((term) => largest.has(term));
}

/** Which factors differ from another rule; without another rule, those that vary in its family. */
export interface Changed {
  readonly carrier: boolean;
  readonly fed: boolean;
}
export function changedFactors(now: Factors, rule: Rule, before: Factors | undefined): Changed {
  // Layerwise rules differ in the feedback weights, direct ones in the signal.
  if (!before)
    return { carrier: rule.path === 'layerwise' || rule.path === 'input', fed: rule.path === 'direct' };
  return {
    carrier: now.carrier?.plain !== before.carrier?.plain,
    fed: now.fed?.plain !== before.fed?.plain,
  };
}

const marked = (tex: string, what: keyof Changed, changed: Changed): string =>
  changed[what] ? String.raw`\htmlClass{f-${what}}{${tex}}` : tex;

/** "−1.2e−4" as LaTeX. */
function texNumber(value: number): string {
  const [digits = '', power] = threeDigits(value).replaceAll('\u2212', '-').split('e');
  const plain = digits.replaceAll(',', '{,}');
  return power === undefined ? plain : String.raw`${plain}\!\cdot\!10^{${power}}`;
}
const inBrackets = (value: number): string => (value < 0 ? `(${texNumber(value)})` : texNumber(value));

/** "−0.0431 · 0.78", for screen readers. */
const plainProduct = ({ weight, fed }: Term): string => `${threeDigits(weight)} · ${threeDigits(fed)}`;

const SPELLED = 2;

/** The right-hand side with symbols and with numbers, shortened to two terms; the table has all. */
function sides(delta: Delta, changed: Changed): { readonly letters: string; readonly numbers: string[] } {
  const { layer, unit, carrier, fed, terms, slope, sum } = delta;
  const z = `f'(z_{${layer}}[${unit}])`;
  const isCopy = carrier?.plain.startsWith('W');
  const weight = isCopy ? `W_{${layer + 1}}[${unit},k]` : `${carrier?.tex ?? ''}[k,${unit}]`;
  const letters = String.raw`${z}\,\sum_k ${marked(weight, 'carrier', changed)}\;${marked(`${fed?.tex ?? ''}[k]`, 'fed', changed)}`;
  const spelled = largestTerms(terms, SPELLED).map(
    (term) =>
      String.raw`${marked(inBrackets(term.weight), 'carrier', changed)}\cdot ${marked(inBrackets(term.fed), 'fed', changed)}`,
  );
  const more = terms.length > spelled.length ? [String.raw`\cdots`] : [];
  return {
    letters,
    numbers: [
      String.raw`${texNumber(slope)}\,\bigl(${[...spelled, ...more].join(' + ')}\bigr)`,
      String.raw`${texNumber(slope)}\cdot ${inBrackets(sum)}`,
    ],
  };
}

/** The formula of a unit's delta, with symbols and numbers: in LaTeX, and as text for screen readers. */
export function formulaOf(delta: Delta, changed: Changed): Symbol {
  const { layer, unit, carrier, passes, slope, sum, terms } = delta;
  const left = String.raw`\delta_{${layer}}[${unit}]`;
  const name = `δ${sub(layer)}[${unit}]`;
  const result = texNumber(delta.delta);
  const lines = (all: readonly string[]): string =>
    String.raw`\begin{aligned}${left} &= ${all.join(String.raw` \\[2pt] &= `)}\end{aligned}`;
  if (passes) {
    const h = `h_{${layer}}[${unit}]`;
    return {
      tex: lines([
        String.raw`${h} - \htmlClass{f-carrier}{h'_{${layer}}[${unit}]}`,
        `${texNumber(passes.h)} - ${inBrackets(passes.second)}`,
        result,
      ]),
      plain: `${name} = h − h′ = ${threeDigits(passes.h)} − (${threeDigits(passes.second)}) = ${threeDigits(delta.delta)}`,
    };
  }
  if (!carrier) return { tex: `${left} = 0`, plain: `${name} = 0` };
  // Blocks without wires have no single weights to show.
  if (terms.length === 0)
    return { tex: `${left} = ${result}`, plain: `${name} = ${threeDigits(delta.delta)}` };
  const { letters, numbers } = sides(delta, changed);
  const spelled = largestTerms(terms, SPELLED).map(plainProduct).join(' + ');
  const more = terms.length > SPELLED ? ' + …' : '';
  return {
    tex: lines([letters, ...numbers, result]),
    plain: `${name} = ${threeDigits(slope)} × (${spelled}${more}) = ${threeDigits(slope)} × ${threeDigits(sum)} = ${threeDigits(delta.delta)}`,
  };
}

/** Number of weights copied before each update: all but the first layer's; 0 for rules with their own B. */
export function copiedWeights(rule: Rule, layers: readonly Pick<LayerShape, 'weights'>[]): number {
  if (!needsWeightTransport(rule)) return 0;
  return layers.slice(1).reduce((sum, { weights: [rows, columns] }) => sum + rows * columns, 0);
}
