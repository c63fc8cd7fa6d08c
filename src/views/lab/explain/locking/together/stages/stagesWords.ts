/** What the chart of speed-up against stages comes to, in words. */
import type { Pace } from '../../../../../../core/cost/stageGain';
import { count, inDigits, percent, times } from '../../../../../../core/format';
import type { Bottleneck } from './stageCurves';

const layersText = (first: number, last: number): string =>
  first === last ? `layer ${first}` : `layers ${first} to ${last}`;

/** "… 3.1× as fast with 4 stages as by one worker; stage 1 (layers 1 to 3) is the bottleneck …" */
export function bottleneckSentence(found: Bottleneck, isTraced: boolean, pace: Pace): string {
  const { stages, speedUp, stage, first, last, share } = found;
  if (stages === 1) return 'A network of one layer has nothing to split among stages.';
  const by = isTraced ? 'By its layers’ times in the trace' : 'By the cost model';
  const could = `${by}, this network could be trained ${times(speedUp)} as fast with ${inDigits(stages, 'stage')} as by one worker`;
  if (pace.waits === 'nothing' || pace.waits === 'never')
    return `${could}; stage ${stage} (${layersText(first, last)}) is the bottleneck: it has ${percent(share, 0)} of the work, where equal stages have ${percent(1 / stages, 0)}.`;
  const way =
    pace.waits === 'backward'
      ? 'goes up through all of them and its error comes back'
      : 'goes up through all of them';
  const parts =
    pace.microBatches > 1
      ? `; its ${count(pace.microBatches)} micro-batches let them work side by side`
      : '; micro-batches would let them work side by side';
  return `${could}: a batch ${way} before any layer may begin the next one${parts}.`;
}

export const batchesText = (batches: number): string =>
  `over one worker, ${batches === 1 ? '1 batch' : `${count(batches)} batches`}`;
