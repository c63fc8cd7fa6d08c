/** F³'s error memory: what is stored at a visit, and what is read an epoch later. */
import type { ErrorTransformId } from '../../../core/errorMemory/transforms';
import { storesLossGradient } from '../../../core/rules/rule';
import { softmaxPullBack } from './activations';
import { lossPieces } from './losses';
import { lines, type ScriptPlan } from './plan';

interface InformationPiece {
  /** E [N, C] of a batch, from `memory[samples]` and `target`. */
  readonly read: string;
  readonly comment: string;
  /** The output passes a softmax first. */
  readonly softmax?: true;
  /** One number for the training set, renewed after each epoch. */
  readonly aggregated?: true;
}

export const informationPieces: Readonly<Partial<Record<ErrorTransformId, InformationPiece>>> = {
  raw: { read: 'memory[samples]', comment: 'what these samples left at their last visit, an epoch ago' },
  'one-hot': {
    read: 'memory[samples] * target',
    comment: 'of what these samples left at their last visit, the right class only',
  },
  softmax: {
    read: 'memory[samples]',
    comment: 'what these samples left at their last visit, an epoch ago',
    softmax: true,
  },
  aggregate: {
    read: 'target * mean_error',
    comment: 'one number for the whole training set, from the last epoch',
    aggregated: true,
  },
};

const pieceOf = ({ spec }: ScriptPlan): InformationPiece =>
  informationPieces[spec.errorTransform] as InformationPiece;

/** E as early rules read it, with its comment. */
export const readErrors = (plan: ScriptPlan): Pick<InformationPiece, 'read' | 'comment'> => pieceOf(plan);

export const isAggregated = (plan: ScriptPlan): boolean =>
  plan.rule.signal === 'delayed-error' && pieceOf(plan).aggregated === true;

/** The body of `remember` after its docstring. */
function stored(plan: ScriptPlan): string {
  const { spec, rule } = plan;
  const { softmax } = pieceOf(plan);
  const first = softmax ? '    y = torch.softmax(y, dim=1)' : undefined;
  if (!storesLossGradient(rule)) return lines(first, '    memory[samples] = target - y');
  const perSample = spec.lossErrorScale === 'per-sample';
  const scale = perSample ? ` * ${lossPieces[spec.loss]?.scale}` : '';
  return lines(
    first,
    `    dy = loss_gradient(y, target)${scale}`,
    `    memory[samples] = -${softmax ? `(${softmaxPullBack('y', 'dy')})` : 'dy'}`,
  );
}

/** What is stored, for a docstring. */
function contents(plan: ScriptPlan): string {
  const { spec, rule } = plan;
  const through = pieceOf(plan).softmax ? ', y through a softmax' : '';
  if (!storesLossGradient(rule)) return `E = y* - y${through}`;
  const loss = spec.lossErrorScale === 'per-sample' ? 'each sample’s own loss' : 'the averaged loss';
  return `-dL/dy of ${loss}${through}`;
}

const rememberText = (plan: ScriptPlan): string =>
  lines(
    'def remember(samples, y, target):',
    `    """Stores ${contents(plan)}, for the next visit."""`,
    stored(plan),
  );

const AGGREGATE = lines(
  'def end_epoch(visited):',
  '    """The mean of what is stored for the right class, over the samples of this epoch."""',
  '    mean_error.copy_((y_train[visited] * memory[visited]).sum() / len(visited))',
);

/** The pass without learning that fills the memory, inside `main`. */
export const firstErrors = (plan: ScriptPlan): string | undefined =>
  plan.rule.signal === 'delayed-error' && plan.spec.errorInit === 'inference-epoch'
    ? lines(
        '    # A pass over the first batches without learning fills the memory with true errors.',
        '    for samples in batches[0].split(BATCH_SIZE):',
        '        y = g(forward(standardise(x_train[samples]))[-1])',
        '        remember(samples, y, y_train[samples])',
        isAggregated(plan) ? '    end_epoch(batches[0])' : undefined,
      )
    : undefined;

/** The memory with its functions; none for rules without one. */
export function memoryText(plan: ScriptPlan): readonly string[] {
  if (plan.rule.signal !== 'delayed-error') return [];
  const starts = plan.spec.errorInit === 'target' ? '; in the first epoch the rule is DRTP' : '';
  const state = lines(
    "# The error memory [training samples, C], by a sample's place in the data set.",
    `# It starts with e_0 = y*${starts}.`,
    'memory = y_train.clone()',
    isAggregated(plan) ? 'mean_error = torch.ones(())' : undefined,
  );
  return [state, rememberText(plan), ...(isAggregated(plan) ? [AGGREGATE] : [])];
}
