/**
 * One typed list of an experiment's settings: the form's fields, a link's query keys, a file's entries and
 * the command line's options are all read and written here, so that they can never disagree. They are read
 * in this order: a field whose meaning depends on another stands after it.
 */
import { activationIds, outputActivationIds } from '../../core/blocks/activation';
import { errorTransformIds } from '../../core/errorMemory/transforms';
import { feedbackIds } from '../../core/feedback';
import { lossIds } from '../../core/head/loss';
import { measureIds } from '../../core/measures';
import { optimizerIds } from '../../core/optimizers';
import { ruleIds } from '../../core/rules';
import { backendIds, type Experiment } from '../../core/run/spec';
import {
  errorInitIds,
  feedbackRedrawIds,
  feedbackReductionIds,
  feedbackSharingIds,
  lossErrorScaleIds,
} from '../../core/run/variants';
import { scheduleIds } from '../../core/schedules';
import { weightInitIds } from '../../core/weights';
import { datasetField } from './dataset';
import {
  choiceField,
  type Field,
  type FieldKey,
  idsField,
  numberField,
  wholeField,
  yesNoField,
} from './field';
import { freezeField } from './freeze';
import { hiddenField } from './hidden';
import { learningRateField } from './learningRate';
import { optimizerOptionsField, scheduleOptionsField } from './options';
import { seedsField } from './seeds';

export const fields: { readonly [K in FieldKey]: Field<K> } = {
  dataset: datasetField,
  rules: idsField('rules', ruleIds, {
    key: 'rule',
    label: 'Algorithms',
    group: 'algorithms',
    help: `one or several, comma-separated: ${ruleIds.join(', ')}`,
  }),
  hidden: hiddenField,
  activation: choiceField<'activation'>(activationIds, {
    key: 'activation',
    label: 'Activation',
    group: 'network',
    help: 'of the hidden layers',
  }),
  outputActivation: choiceField<'outputActivation'>(outputActivationIds, {
    key: 'output-activation',
    label: 'Output activation',
    group: 'network',
    help: 'of the output layer',
  }),
  loss: choiceField<'loss'>(lossIds, {
    key: 'loss',
    label: 'Loss',
    group: 'network',
    help: 'what the output layer descends on',
  }),
  weightInit: choiceField<'weightInit'>(weightInitIds, {
    key: 'weight-init',
    label: 'Initial weights',
    group: 'network',
    help: 'how the forward weights start',
  }),
  bias: yesNoField<'bias'>({
    key: 'bias',
    label: 'Biases',
    group: 'network',
    help: 'whether layers have biases (PEPITA never has)',
  }),
  freeze: freezeField,
  feedbackInit: choiceField<'feedbackInit'>(feedbackIds, {
    key: 'feedback-init',
    label: 'Feedback initialisation',
    group: 'feedback',
    help: 'how B is drawn',
  }),
  feedbackSharing: choiceField<'feedbackSharing'>(feedbackSharingIds, {
    key: 'feedback-sharing',
    label: 'Feedback sharing',
    group: 'feedback',
    help: 'whether hidden layers share one B',
  }),
  feedbackRedraw: choiceField<'feedbackRedraw'>(feedbackRedrawIds, {
    key: 'feedback-redraw',
    label: 'Feedback redraw',
    group: 'feedback',
    help: 'whether B stays',
  }),
  feedbackRedrawSteps: wholeField('feedbackRedrawSteps', {
    key: 'feedback-redraw-steps',
    label: 'Redraw steps',
    group: 'feedback',
    help: 'steps between two, with feedback-redraw steps or copy-steps',
  }),
  feedbackReduction: choiceField<'feedbackReduction'>(feedbackReductionIds, {
    key: 'feedback-reduction',
    label: 'Feedback reduction',
    group: 'feedback',
    help: 'of direct rules’ hidden gradients over a batch',
  }),
  errorTransform: choiceField<'errorTransform'>(errorTransformIds, {
    key: 'error-transform',
    label: 'Error information',
    group: 'f3',
    help: 'what f3-* feeds back',
  }),
  errorInit: choiceField<'errorInit'>(errorInitIds, {
    key: 'error-init',
    label: 'First error',
    group: 'f3',
    help: 'what f3-* remembers before the first visit',
  }),
  lossErrorScale: choiceField<'lossErrorScale'>(lossErrorScaleIds, {
    key: 'loss-error-scale',
    label: 'Loss scale',
    group: 'f3',
    help: 'of f3-loss',
  }),
  optimizer: choiceField<'optimizer'>(optimizerIds, {
    key: 'optimizer',
    label: 'Optimizer',
    group: 'training',
    help: 'the update',
  }),
  optimizerOptions: optimizerOptionsField,
  learningRate: learningRateField,
  schedule: choiceField<'schedule'>(scheduleIds, {
    key: 'schedule',
    label: 'Schedule',
    group: 'training',
    help: 'of the learning rate over the epochs',
  }),
  scheduleOptions: scheduleOptionsField,
  batchSize: wholeField('batchSize', {
    key: 'batch-size',
    label: 'Batch size',
    group: 'training',
    help: 'samples per step',
  }),
  epochShare: numberField('epochShare', {
    key: 'epoch-share',
    label: 'Share of data per epoch',
    group: 'training',
    help: 'part of the training set seen in an epoch, drawn anew each time: 1 for all',
  }),
  epochs: wholeField('epochs', {
    key: 'epochs',
    label: 'Epochs',
    group: 'training',
    help: 'passes over the training set',
  }),
  seeds: seedsField,
  backend: choiceField<'backend'>(['auto', ...backendIds], {
    key: 'backend',
    label: 'Backend',
    group: 'training',
    help: 'what computes (on the command line auto is wasm)',
  }),
  measures: idsField('measures', measureIds, {
    key: 'measures',
    label: 'Measures',
    group: 'measures',
    help: `none, or some, comma-separated: ${measureIds.join(', ')}`,
    none: 'none',
  }),
};
export const fieldKeys = Object.keys(fields) as FieldKey[];

/** A setting as text. */
export function formatSetting(experiment: Experiment, name: FieldKey): string {
  return (fields[name] as Field<FieldKey>).format(experiment[name], experiment);
}
