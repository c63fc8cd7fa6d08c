/** Rules: how feedback weights are loaded, and one training step written out. */
import type { RuleId } from '../../../core/rules';
import { readErrors } from './information';
import { errorOf, lossOf } from './losses';
import { affine, lines, type ScriptPlan } from './plan';

/** The rule's formula, where it stands in the code. */
const formula = ({ rule }: ScriptPlan): string => `the rule: ${rule.formula?.plain}`;

interface RulePiece {
  /** How B is loaded; undefined for rules without it. */
  readonly feedback?: string;
  /** The function `train_step`. */
  readonly step: (plan: ScriptPlan) => string;
  /** Deltas of hidden layers pass f'. */
  readonly usesSlope: boolean | 'residual';
  /** The output layer learns from the true gradient of the loss. */
  readonly usesDelta: boolean;
}

const DIRECT = 'B = {i: load(f"feedback{i}") for i in range(1, K)}  # B_i [C, n_i], fixed';
const LAYERWISE =
  'B = {i: load(f"feedback{i}") for i in range(1, K)}  # B_i [n_i+1, n_i], in W_i+1\'s place, fixed';
const INPUT = 'B = load("feedback1")  # B_0 = F^T [C, n_0], fixed';

const START = lines(
  'def train_step(samples):',
  '    """Trains on one batch and returns its loss from before the update.',
  '',
  '',
);
const INPUTS = '    x, target = standardise(x_train[samples]), y_train[samples]';

/** Whether there are hidden layers at all. */
const isDeep = ({ spec }: ScriptPlan): boolean => spec.hidden.length > 0;

/** Names for what `forward` returns; f(z_i) of each layer, too, where residual layers add it to their input. */
export const passed = ({ residual }: Pick<ScriptPlan, 'residual'>, h = 'h', a = 'a'): string =>
  residual.length > 0 ? `${h}, ${a}, z` : `${h}, z`;
/** f(z_i), by which the slope is told. */
const active = ({ residual }: ScriptPlan): string => (residual.length > 0 ? 'a[i]' : 'h[i]');

const perSample = ({ spec }: ScriptPlan): string =>
  spec.feedbackReduction === 'mean' ? ' / len(target)' : '';

/** Update-locked rules: deltas from the output down, then all layers learn. @param rule dh of layer i, with its comment */
const late = (plan: ScriptPlan, waits: string, E: string | undefined, rule: string): string =>
  lines(
    `${START}    ${waits}`,
    '    """',
    INPUTS,
    `    ${passed(plan)} = forward(x)`,
    '    y = g(z)',
    isDeep(plan) && E !== undefined ? `    E = ${E}` : undefined,
    '    dz = {K: output_delta(y, target)}',
    isDeep(plan) ? rule : undefined,
    '    for i in range(1, K + 1):',
    '        learn(i, h[i - 1], dz[i])',
    `    return ${lossOf(plan)}`,
  );

/** Deltas that go from layer to layer. @param back the matrix that layer i + 1's delta passes */
const layerwise = (plan: ScriptPlan, back: string): string =>
  plan.residual.length === 0
    ? lines(
        '    for i in range(K - 1, 0, -1):',
        `        dh = dz[i + 1] @ ${back}  # ${formula(plan)}`,
        '        dz[i] = dh * slope(h[i])',
      )
    : lines(
        '    dh = {}',
        '    for i in range(K - 1, 0, -1):',
        `        dh[i] = dz[i + 1] @ ${back}  # ${formula(plan)}`,
        '        if i + 1 in RESIDUAL:',
        '            dh[i] = dh[i] + dh[i + 1]  # passes the sum unchanged',
        '        dz[i] = dh[i] * slope(a[i])',
      );

/** @param product E B_i */
const direct = (plan: ScriptPlan, product: string): string =>
  lines(
    '    for i in range(1, K):',
    `        dh = ${product}${perSample(plan)}  # ${formula(plan)}`,
    `        dz[i] = dh * slope(${active(plan)})`,
  );

const BACKWARDS =
  'Update and backward locked: a hidden layer waits for the output, and for the deltas above it.';
const LOCKED = 'Update locked: a hidden layer waits for the output’s error, but not for the layers above it.';

interface EarlyPiece {
  readonly E: string;
  /** Of E. */
  readonly comment: string;
  readonly remembers: boolean;
}

/** Rules without update locking: each layer learns on the way up. */
function early(plan: ScriptPlan, { E, comment, remembers }: EarlyPiece): string {
  const adds = plan.residual.length > 0;
  const pass = adds
    ? lines(
        `        a = f(${affine(plan, 'i', 'h')})`,
        '        below, h = h, (h + a if i in RESIDUAL else a)',
      )
    : `        below, h = h, f(${affine(plan, 'i', 'h')})`;
  const hidden = lines(
    `    E = ${E}  # ${comment}`,
    '    for i in range(1, K):',
    pass,
    `        dh = E @ B[i]${perSample(plan)}  # ${formula(plan)}`,
    `        learn(i, below, dh * slope(${adds ? 'a' : 'h'}))`,
  );
  return lines(
    `${START}    Not update locked: a hidden layer learns at once, before the layer above has seen what it passes on.`,
    '    """',
    INPUTS.replace('x,', 'h,'),
    isDeep(plan) ? hidden : undefined,
    `    z = ${affine(plan, 'K', 'h')}`,
    '    y = g(z)',
    '    learn(K, h, output_delta(y, target))',
    remembers ? '    remember(samples, y, target)' : undefined,
    `    return ${lossOf(plan)}`,
  );
}

const f3: RulePiece = {
  feedback: DIRECT,
  usesSlope: true,
  usesDelta: true,
  step: (plan) => {
    const { read, comment } = readErrors(plan);
    return early(plan, { E: read, comment, remembers: true });
  },
};

const pepitaStep = (plan: ScriptPlan): string => {
  const mean = plan.spec.lossReduction === 'sum' ? '' : ' / len(x)';
  const adds = plan.residual.length > 0;
  return lines(
    `${START}    Update locked: the second pass starts from the error of the first. No f', no biases.`,
    '    """',
    INPUTS,
    `    ${passed(plan, 'h', '_')} = forward(x)`,
    '    y = g(z)',
    `    E = ${errorOf(plan)}`,
    `    ${adds ? 'second, second_a, second_z' : 'second, second_z'} = forward(x - E @ B)  # the error changes the input`,
    '    for i in range(1, K):',
    `        dz = (h[i] - second[i])${mean}  # ${formula(plan)}`,
    adds
      ? lines(
          '        if i in RESIDUAL:',
          '            dz = dz * slope(second_a[i])  # here f is inside the layer',
        )
      : undefined,
    '        learn(i, second[i - 1], dz)',
    `    learn(K, second[K - 1], (g(second_z) - target)${mean})`,
    `    return ${lossOf(plan)}`,
  );
};

const lloStep = (plan: ScriptPlan): string =>
  lines(
    `${START}    Hidden layers keep their initial weights.`,
    '    """',
    INPUTS,
    `    ${passed(plan, 'h', '_')} = forward(x)`,
    '    y = g(z)',
    '    learn(K, h[K - 1], output_delta(y, target))',
    `    return ${lossOf(plan)}`,
  );

export const rulePieces: Readonly<Partial<Record<RuleId, RulePiece>>> = {
  bp: {
    usesSlope: true,
    usesDelta: true,
    step: (plan) => late(plan, BACKWARDS, undefined, layerwise(plan, 'W[i + 1].T')),
  },
  fa: {
    feedback: LAYERWISE,
    usesSlope: true,
    usesDelta: true,
    step: (plan) => late(plan, BACKWARDS, undefined, layerwise(plan, 'B[i]')),
  },
  dfa: {
    feedback: DIRECT,
    usesSlope: true,
    usesDelta: true,
    step: (plan) => late(plan, LOCKED, errorOf(plan), direct(plan, 'E @ B[i]')),
  },
  sdfa: {
    feedback: DIRECT,
    usesSlope: true,
    usesDelta: true,
    step: (plan) => late(plan, LOCKED, errorOf(plan), direct(plan, 'torch.sign(E) @ B[i]')),
  },
  drtp: {
    feedback: DIRECT,
    usesSlope: true,
    usesDelta: true,
    step: (plan) =>
      early(plan, {
        E: 'target',
        comment: 'the right answer in place of the error',
        remembers: false,
      }),
  },
  'f3-error': f3,
  'f3-loss': f3,
  llo: { usesSlope: false, usesDelta: true, step: lloStep },
  pepita: { feedback: INPUT, usesSlope: 'residual', usesDelta: false, step: pepitaStep },
};
