/** Losses: what is reported, what is differentiated, and the error of the output. */
import type { LossId } from '../../../core/head/loss';
import { outputPieces } from './activations';
import { lines, type ScriptPlan } from './plan';

interface LossPiece {
  readonly name: string;
  /** Body of `loss(y, target)`: summed over outputs, averaged over samples. */
  readonly report: string;
  /** Its gradient in y, of the mean over samples and outputs, or over samples. */
  readonly gradient: string;
  readonly mean: string;
  /** The summed loss divided by that mean. */
  readonly scale: string;
  readonly note?: string;
}

export const lossPieces: Readonly<Partial<Record<LossId, LossPiece>>> = {
  bce: {
    name: 'Binary cross-entropy',
    report: lines(
      '    log_y, log_rest = y.log().clamp_min(-100), (1 - y).log().clamp_min(-100)',
      '    return -(target * log_y + (1 - target) * log_rest).sum() / len(y)',
    ),
    gradient: '(y - target) / (y * (1 - y)).clamp_min(1e-12) / y.numel()',
    mean: 'samples and outputs',
    scale: 'y.numel()',
    note: 'clamped as by BCELoss',
  },
  ce: {
    name: 'Cross-entropy',
    report: '    return -(target * y.log().clamp_min(-100)).sum() / len(y)',
    gradient: '-target / y.clamp_min(2**-126) / len(y)',
    mean: 'samples',
    scale: 'len(y)',
  },
  mse: {
    name: 'Squared error',
    report: '    return ((y - target) ** 2).sum() / len(y)',
    gradient: '2 * (y - target) / y.numel()',
    mean: 'samples and outputs',
    scale: 'y.numel()',
  },
};

const pieceOf = ({ spec }: ScriptPlan): LossPiece => lossPieces[spec.loss] as LossPiece;

function reportText(plan: ScriptPlan): string {
  const { name, report, note } = pieceOf(plan);
  if (plan.fused)
    return lines(
      'def loss(z, target):',
      `    """${name} of softmax(z), averaged over samples."""`,
      '    return -(target * torch.log_softmax(z, dim=1)).sum() / len(z)',
    );
  return lines(
    'def loss(y, target):',
    `    """${name}, summed over outputs, averaged over samples${note === undefined ? '' : `; ${note}`}."""`,
    report,
  );
}

function gradientText(plan: ScriptPlan): string {
  const { gradient, mean, note } = pieceOf(plan);
  const clamps = note === undefined ? '' : `, ${note}`;
  return lines(
    'def loss_gradient(y, target):',
    `    """dL/dy [N, C] of the loss averaged over ${mean}${clamps}."""`,
    `    return ${gradient}`,
  );
}

/** Where the loss is a formula of the logits, so is the error. */
const SOFTMAX_ERROR = lines(
  'def error(y, target):',
  '    """E = y* - y [N, C] of a softmax.',
  '',
  '    For the right class, 1 - y is the sum of the others, which keeps its size after y has rounded to 1.',
  '    """',
  '    others = (y * (1 - target)).sum(1, keepdim=True)',
  '    others = torch.where(others > 2**-53, others, torch.zeros_like(others))',
  '    return target * others - (1 - target) * y.clamp_min(2**-126)',
);

function deltaText(plan: ScriptPlan): string {
  const { spec, fused } = plan;
  const { scale, mean } = pieceOf(plan);
  const summed = spec.lossReduction === 'sum';
  const of = summed ? 'summed over the batch' : `averaged over ${mean}`;
  const head = lines(
    'def output_delta(y, target):',
    `    """dz_K [N, C]: the true gradient of the training loss, ${of}."""`,
  );
  if (fused) return lines(head, `    return -error(y, target)${summed ? '' : ' / len(y)'}`);
  return lines(
    head,
    `    dy = loss_gradient(y, target)${summed ? ` * ${scale}` : ''}`,
    `    return ${outputPieces[spec.outputActivation]?.pullBack}`,
  );
}

/** @param usesDelta whether the output layer learns from dz_K @param storesGradient whether the rule remembers dL/dy */
export function lossText(plan: ScriptPlan, usesDelta: boolean, storesGradient: boolean): readonly string[] {
  return [
    reportText(plan),
    ...(storesGradient || (usesDelta && !plan.fused) ? [gradientText(plan)] : []),
    ...(plan.fused ? [SOFTMAX_ERROR] : []),
    ...(usesDelta ? [deltaText(plan)] : []),
  ];
}

/** E of a batch, as rules with the current error use it. */
export const errorOf = ({ fused }: ScriptPlan): string => (fused ? 'error(y, target)' : 'target - y');

/** The reported loss of a batch. */
export const lossOf = ({ fused }: ScriptPlan): string => (fused ? 'loss(z, target)' : 'loss(y, target)');
