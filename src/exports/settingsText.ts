/** The settings of an experiment in one line, for captions of figures and tables. */
import { activations } from '../core/blocks/activation';
import { count, inDigits } from '../core/format';
import { losses } from '../core/head/loss';
import { optimizers } from '../core/optimizers';
import { rules } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import { endsOf } from '../data/spec';
import { datasetInfo } from '../data/storage/ownDatasets';
import { defaultExperiment } from '../experiment/defaults';
import type { FieldKey } from '../experiment/fields/field';
import { fieldKeys, fields, formatSetting } from '../experiment/fields/fields';
import { networkText } from '../experiment/fields/networkText';
import { seedsText } from '../experiment/fields/seeds';
import { withSetting } from '../experiment/files/read';
import { idleReason } from '../experiment/idle';
import type { SweepAxis } from '../experiment/sweep/sweep';
import type { DataFacts } from '../notebook/records';

/** Named in any case, or of no consequence for a result. */
const elsewhere: ReadonlySet<FieldKey> = new Set([
  ...([
    'dataset',
    'rules',
    'seeds',
    'backend',
    'threads',
    'measures',
    'hidden',
    'activation',
    'outputActivation',
  ] as const),
  ...(['loss', 'optimizer', 'learningRate', 'batchSize', 'epochs'] as const),
]);

/** "learning rate 0.001", or "learning rates BP 0.01, DFA 0.001" */
function ratesText({ rules: ids, learningRate }: Experiment): string {
  const [first] = ids.map((id) => learningRate[id]);
  return ids.every((id) => learningRate[id] === first)
    ? `learning rate ${first}`
    : `learning rates ${ids.map((id) => `${rules[id].name} ${learningRate[id]}`).join(', ')}`;
}

/** Settings of variants: those that take effect and are not the data set's defaults. */
function furtherTexts(experiment: Experiment, swept: ReadonlySet<FieldKey>): readonly string[] {
  if (datasetInfo(experiment.dataset) === undefined) return [];
  const usual = defaultExperiment(experiment.dataset);
  return fieldKeys.flatMap((key) => {
    const text = formatSetting(experiment, key);
    if (elsewhere.has(key) || swept.has(key) || idleReason(experiment, key) !== undefined) return [];
    return text === formatSetting(usual, key) ? [] : [`${fields[key].label.toLowerCase()} ${text || 'none'}`];
  });
}

/** "learning rate 0.01, 0.001" */
const axisText = (experiment: Experiment, { setting, values }: SweepAxis): string => {
  const texts = values.map((value) =>
    formatSetting(withSetting(experiment, setting, value as never), setting),
  );
  return `${fields[setting].label.toLowerCase()} ${texts.join(texts.some((text) => text.includes(',')) ? '; ' : ', ')}`;
};

/** "784–500–10" @param data stands in for a data set that is not known here */
export function networkOf(
  { dataset, hidden }: Experiment,
  data: Pick<DataFacts, 'inputs' | 'outputs'>,
): string {
  const info = datasetInfo(dataset);
  return networkText({ ...(info ? endsOf(info) : data), hidden });
}

/**
 * "MNIST · 784–500–10 · tanh, output Sigmoid · Binary cross-entropy · Adam · learning rate 0.001 · batches of 50 · 10
 * epochs · seeds 0-4", and what differs from the data set's defaults.
 * @param sweep settings that have several values, which are named in place of the one
 */
export function settingsText(
  experiment: Experiment,
  data: Pick<DataFacts, 'name' | 'inputs' | 'outputs'>,
  sweep: readonly SweepAxis[] = [],
): string {
  const { activation, outputActivation, loss, optimizer, batchSize, epochs, seeds } = experiment;
  const swept = new Set(sweep.map(({ setting }) => setting));
  const said: readonly (readonly [FieldKey, string])[] = [
    ['hidden', networkOf(experiment, data)],
    ['activation', activations[activation].name],
    ['outputActivation', `output ${activations[outputActivation].name}`],
    ['loss', losses[loss].name],
    ['optimizer', optimizers[optimizer].name],
    ['learningRate', ratesText(experiment)],
    ['batchSize', `batches of ${count(batchSize)}`],
    ['epochs', inDigits(epochs, 'epoch')],
  ];
  return [
    data.name,
    ...said.flatMap(([key, text]) => (swept.has(key) ? [] : [text])),
    ...sweep.map((axis) => axisText(experiment, axis)),
    ...furtherTexts(experiment, swept),
    seedsText(seeds),
  ].join(' · ');
}
