/** What the loss of a pipeline's stage means for its run, for page and command line. */
import type { StageLostEvent } from '../core/run/events';

/** Follows the run's name and a colon: two sentences without their full stops. */
export const stageLost = ({ stage, reason, alone }: StageLostEvent): readonly [string, string] => [
  `stage ${stage} was lost (${reason})`,
  alone
    ? 'The epoch began again without stages, with the same result'
    : 'The epoch began again, with the same result',
];
