/** Optimizers of torch.optim: the lab's have their form. */
import { type OptimizerId, optimizers } from '../../../core/optimizers';
import { type OptionValues, optionValues } from '../../../core/options';
import { literal, type ScriptPlan } from './plan';

/** Arguments after the parameters and the rate. */
interface OptimizerPiece {
  readonly name: string;
  readonly options: (values: OptionValues) => Readonly<Record<string, string>>;
}

const number = (values: OptionValues, key: string): string => literal(values[key] as number);

/** torch.optim.SGD refuses Nesterov's form without momentum, where both are plain descent. */
const momentum = (values: OptionValues, nesterov: boolean): Readonly<Record<string, string>> =>
  values.momentum === 0
    ? {}
    : { momentum: number(values, 'momentum'), ...(nesterov ? { nesterov: 'True' } : {}) };

export const optimizerPieces: Readonly<Partial<Record<OptimizerId, OptimizerPiece>>> = {
  adam: {
    name: 'Adam',
    options: (values) => ({
      betas: `(${number(values, 'beta1')}, ${number(values, 'beta2')})`,
      eps: number(values, 'epsilon'),
    }),
  },
  sgd: { name: 'SGD', options: () => ({}) },
  momentum: { name: 'SGD', options: (values) => momentum(values, false) },
  nesterov: { name: 'SGD', options: (values) => momentum(values, true) },
  rmsprop: {
    name: 'RMSprop',
    options: (values) => ({ alpha: number(values, 'decay'), eps: number(values, 'epsilon') }),
  },
};

/** One optimizer for each layer. */
export function optimizerText({ spec, bias }: ScriptPlan): string {
  const { name, options } = optimizerPieces[spec.optimizer] as OptimizerPiece;
  const values = options(optionValues(optimizers[spec.optimizer].options, spec.optimizerOptions));
  const given = Object.entries(values).map(([key, value]) => `, ${key}=${value}`);
  return [
    '# One for each layer: a layer may learn before the next one has seen its output.',
    'optimizers = {',
    `    i: torch.optim.${name}([W[i]${bias ? ', b[i]' : ''}], lr=LEARNING_RATE${given.join('')}) for i in range(1, K + 1)`,
    '}',
  ].join('\n');
}
