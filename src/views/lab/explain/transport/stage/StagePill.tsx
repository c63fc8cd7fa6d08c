import { Lock } from 'lucide-react';
import { needsWeightTransport } from '../../../../../core/rules/rule';
import { pillOf, type StepId, type Told } from '../steps';
import { BORDER } from './stageLayout';

/** Label on the border between the lanes: what crosses it, if anything. */
export function StagePill({ told, step, x }: { told: Told; step: StepId; x: number }) {
  const { rule, moved } = told;
  const copies = needsWeightTransport(rule);
  const stale = copies && (step === 'stale' || moved !== undefined);
  const kind = copies ? (stale ? ' stale' : '') : ' locked';
  return (
    <span className={`stage-pill${kind}`} style={{ left: x, top: BORDER }}>
      {!copies && rule.path !== 'none' && <Lock size={13} strokeWidth={2} aria-hidden="true" />}
      {pillOf(step, told)}
    </span>
  );
}
