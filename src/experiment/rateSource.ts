/** The source of an experiment's learning rates, and which settings differ from those that they were chosen for. */
import { optimizers } from '../core/optimizers';
import type { Experiment } from '../core/run/spec';
import { datasetInfo } from '../data/storage/ownDatasets';
import { defaultExperiment } from './defaults';
import type { FieldKey } from './fields/field';
import { fields, formatSetting } from './fields/fields';

/** Settings that a good learning rate depends on, besides the optimizer. */
const chosenFor = ['hidden', 'activation', 'outputActivation', 'loss', 'batchSize', 'schedule'] as const;

const differs = (a: Experiment, b: Experiment, key: FieldKey): boolean =>
  JSON.stringify(a[key]) !== JSON.stringify(b[key]);

/** One sentence without its full stop. Ignores the rates of rules that are not chosen. */
export function rateSource(experiment: Experiment): string {
  const { dataset, rules, learningRate, optimizer } = experiment;
  const source = datasetInfo(dataset)?.learningRateSource;
  if (source === undefined) return 'none known: the data set is gone';
  const suggested = defaultExperiment(dataset);
  const own = rules.some((id) => learningRate[id] !== suggested.learningRate[id]);
  const itsOptimizer = optimizers[suggested.optimizer].name;
  if (own)
    return `set here; the default for this data set with ${itsOptimizer} is ${formatSetting(suggested, 'learningRate')}`;
  if (optimizer !== suggested.optimizer)
    return `chosen for ${itsOptimizer}; no rate is known for ${optimizers[optimizer].name}`;
  if (differs(experiment, suggested, 'optimizerOptions'))
    return `chosen for ${itsOptimizer} with its usual settings`;
  const others = chosenFor.filter((key) => differs(experiment, suggested, key));
  if (others.length === 0) return source;
  const were = others.map((key) => `${fields[key].label.toLowerCase()} ${formatSetting(suggested, key)}`);
  return `${source}; there with ${were.join(', ')}`;
}
