/** Words of the charts that follow from the data set and the experiment. */
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import type { DatasetInfo } from '../../../data/spec';
import { isSeveral } from '../../../store/run/runList';

/** What the samples of a data set are called: images, points in a plane, rows of a table with named columns. */
export function sampleNoun({
  image,
  inputs,
  inputNames,
}: Pick<DatasetInfo, 'image' | 'inputs' | 'inputNames'>): string {
  if (image) return 'images';
  if (inputs === 2) return 'points';
  return inputNames ? 'rows' : 'samples';
}

/** What else is drawn in the large figure. */
export const betweenText = (experiment: Pick<Experiment, 'seeds'>): string =>
  isSeveral(experiment) ? 'bold: mean over seeds' : 'a sample in between';

/** Rules that remember errors have none in the first epoch. */
export const shadesFirstEpoch = ({ rules: ids }: Pick<Experiment, 'rules'>): boolean =>
  ids.some((id) => rules[id].signal === 'delayed-error');

const NOTE = 'F³ has no errors to remember yet: it is DRTP';

/** What there is to know of the first epoch; undefined where it is as all others. */
export function firstEpochNote(experiment: Experiment): string | undefined {
  return shadesFirstEpoch(experiment) && experiment.errorInit === 'target' ? NOTE : undefined;
}

export const lossTitles = { trainingLoss: 'Training loss', testLoss: 'Test loss' } as const;

/** "smoothed 0.9"; empty where nothing is. */
export const smoothedText = (beta: number): string => (beta > 0 ? `smoothed ${beta}` : '');

/** What points are called that are of the whole test set, or of a part of it. */
export const sampleKinds = {
  points: 'full test set',
  between: 'sample',
  betweenText: 'on the sample',
} as const;
export const batchKinds = { points: 'mean', between: 'one batch', betweenText: 'of one batch' } as const;
