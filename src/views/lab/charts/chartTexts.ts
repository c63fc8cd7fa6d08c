/** Texts of the charts that depend on the data set and the experiment. */
import { count } from '../../../core/format';
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { canBePipelined } from '../../../core/trainer/pipeline/problem';
import type { DatasetInfo } from '../../../data/spec';
import { isSeveral } from '../../../store/run/runList';

/** Noun for the samples of a data set: images, points in a plane, rows of a table with named columns. */
export function sampleNoun({
  image,
  inputs,
  inputNames,
}: Pick<DatasetInfo, 'image' | 'inputs' | 'inputNames'>): string {
  if (image) return 'images';
  if (inputs === 2) return 'points';
  return inputNames ? 'rows' : 'samples';
}

/** "10,000 images", or where the run has some classes only "images of 4 classes". */
export function testText({ classes }: Pick<Experiment, 'classes'>, choice: DatasetInfo): string {
  const noun = sampleNoun(choice);
  return classes.length > 0 ? `${noun} of ${classes.length} classes` : `${count(choice.testSize)} ${noun}`;
}

/** What an epoch is evaluated on. */
export const evaluatedText = ({ classes }: Pick<Experiment, 'classes'>): string =>
  classes.length > 0 ? `test samples of ${classes.length} classes` : 'full test set';

/** What the main figure also shows. */
export function betweenText(experiment: Pick<Experiment, 'seeds' | 'pipeline' | 'rules'>): string {
  if (isSeveral(experiment)) return 'bold: mean over seeds';
  const inStages = experiment.rules.filter((rule) => experiment.pipeline > 1 && canBePipelined({ rule }));
  if (inStages.length === 0) return 'part of it in between';
  return inStages.length === experiment.rules.length
    ? 'none in between'
    : 'part of it in between for algorithms in one worker';
}

/** In the first epoch, rules with an error memory have no stored errors. */
export const shadesFirstEpoch = ({ rules: ids }: Pick<Experiment, 'rules'>): boolean =>
  ids.some((id) => rules[id].signal === 'delayed-error');

const NOTE = 'Epoch 1: F³ has no stored errors, so it is DRTP';

/** Note on the first epoch; undefined if it does not differ from the others. */
export function firstEpochNote(experiment: Experiment): string | undefined {
  return shadesFirstEpoch(experiment) && experiment.errorInit === 'target' ? NOTE : undefined;
}

export const lossTitles = { trainingLoss: 'Training loss', testLoss: 'Test loss' } as const;

/** "smoothed 0.9"; empty without smoothing. */
export const smoothedText = (beta: number): string => (beta > 0 ? `smoothed ${beta}` : '');

/** Names of points measured on the full test set, or on a sample of it. */
export const sampleKinds = {
  points: 'full test set',
  between: 'sample',
  betweenText: 'on the sample',
} as const;
export const batchKinds = { points: 'mean', between: 'one batch', betweenText: 'of one batch' } as const;
