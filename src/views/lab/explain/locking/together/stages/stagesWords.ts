/** What the chart of speed-up against stages comes to, in words. */
import { waitsFor } from '../../../../../../core/cost/timeline';
import { count, inDigits, listed, percent, times } from '../../../../../../core/format';
import { type RuleId, rules } from '../../../../../../core/rules';
import { why } from '../../laneLayout';
import type { Bottleneck } from './stageCurves';

const layersText = (first: number, last: number): string =>
  first === last ? `layer ${first}` : `layers ${first} to ${last}`;

/** "With 4 stages this network could be trained 3.1× as fast as by one worker; stage 1 (layers 1 to 3) is the bottleneck …" */
export function bottleneckSentence(found: Bottleneck, isTraced: boolean): string {
  const { stages, speedUp, stage, first, last, share } = found;
  if (stages === 1) return 'A network of one layer has nothing to split among stages.';
  const by = isTraced ? 'By its layers’ times in the trace' : 'By the cost model';
  return `${by}, this network could be trained ${times(speedUp)} as fast with ${inDigits(stages, 'stage')} as by one worker; stage ${stage} (${layersText(first, last)}) is the bottleneck: it has ${percent(share, 0)} of the work, where equal stages have ${percent(1 / stages, 0)}.`;
}

/** Why locked rules have no line. */
export function lockedSentence(locked: readonly RuleId[]): string {
  const kinds = [...new Set(locked.map((id) => waitsFor(rules[id])))];
  const said = kinds.map((kind) => {
    const names = locked.filter((id) => waitsFor(rules[id]) === kind).map((id) => rules[id].name);
    return `${listed(names)} (${why[kind]})`;
  });
  return `Stages would gain nothing with ${said.join('; ')}: while one works, the others wait.`;
}

export const batchesText = (batches: number): string =>
  `over one worker, ${batches === 1 ? '1 batch' : `${count(batches)} batches`}`;
