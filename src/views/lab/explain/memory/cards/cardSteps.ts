/** What happens to the cards of a batch in one training step. */
import type { MemoryInspection } from '../../../../../core/run/inspect/memory';
import type { RunSpec } from '../../../../../core/run/spec';

export const cardSteps = ['Take out', 'Use', 'File'] as const;

const uses: Readonly<Record<RunSpec['errorTransform'], string>> = {
  raw: 'the stored errors',
  'one-hot': 'of each stored error the entry of the right class',
  softmax: 'the stored errors, which were taken through a softmax',
  aggregate: 'the target times the mean error of the last epoch',
};

/** @param at from 0 @param first whether the samples were not visited yet */
export function cardSentence(
  at: number,
  { epochOfNext }: Pick<MemoryInspection, 'epochOfNext'>,
  { errorTransform }: Pick<RunSpec, 'errorTransform'>,
  first: boolean,
): string {
  if (at === 0)
    return first
      ? `The next batch, in epoch ${epochOfNext}: its cards are taken out. They still hold the targets y*, so this step is one of DRTP.`
      : `The next batch, in epoch ${epochOfNext}: its cards are taken out, with the errors of each sample’s last visit.`;
  if (at === 1)
    return first
      ? 'Every hidden layer is fed the target through its B, and learns before the output is known.'
      : `Every hidden layer is fed ${uses[errorTransform]} through its B, and learns before the output is known.`;
  return 'The output is known: the errors now are filed in place of the old cards, for the next visit.';
}
