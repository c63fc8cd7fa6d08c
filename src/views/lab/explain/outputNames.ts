import type { Experiment } from '../../../core/run/spec';
import { datasetChoice } from '../../../store/settings/choices';

/** Names of the C outputs: of the classes, or of the predicted numbers. */
export function outputNames({ dataset }: Pick<Experiment, 'dataset'>): readonly string[] {
  const { classNames, targetName, outputs, task } = datasetChoice(dataset);
  if (classNames) return classNames;
  if (task === 'classification') return Array.from({ length: outputs }, (_, i) => String(i));
  return outputs === 1
    ? [targetName ?? 'target']
    : Array.from({ length: outputs }, (_, i) => `output ${i + 1}`);
}
