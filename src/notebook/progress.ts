/** A run's record after its events: how far it is, what it reached, and how it ended. */
import type { EpochEvent, MeasuresEvent, ResumedEvent, RunEvent, StartedEvent } from '../core/run/events';
import { hiddenMean } from '../experiment/aggregate';
import type { Reached, RunRecord } from './records';

/** Math.min and Math.max return NaN for any; the best value ignores them. */
const best = (a: number | undefined, b: number, isBetter: (a: number, b: number) => boolean): number =>
  a === undefined || Number.isNaN(a) || isBetter(b, a) ? b : a;

const isLower = (a: number, b: number): boolean => a < b;
const isHigher = (a: number, b: number): boolean => a > b;

function afterEpoch(old: Reached | undefined, event: EpochEvent): Reached {
  const { trainingLoss, testLoss, testAccuracy, aloneSeconds } = event;
  const alone = [old?.aloneSeconds, aloneSeconds].filter((seconds) => seconds !== undefined);
  return {
    trainingLoss,
    testLoss,
    testAccuracy,
    bestTestLoss: best(old?.bestTestLoss, testLoss, isLower),
    bestTestAccuracy: best(old?.bestTestAccuracy, testAccuracy, isHigher),
    trainSeconds: (old?.trainSeconds ?? 0) + event.trainSeconds,
    ...(old?.meanAngle === undefined ? {} : { meanAngle: old.meanAngle }),
    ...(alone.length > 0 ? { aloneSeconds: Math.min(...alone) } : {}),
  };
}

/** BP's angle to itself is zero by definition, and is not listed. */
function afterMeasures({ reached, ...old }: RunRecord, { values }: MeasuresEvent): RunRecord {
  if (!reached) return old;
  const { meanAngle: _before, ...others } = reached;
  const angle = old.spec.rule === 'bp' ? undefined : hiddenMean(values['gradient-angle']?.angle);
  return { ...old, reached: { ...others, ...(angle === undefined ? {} : { meanAngle: angle }) } };
}

/** From the seed, everything reached before is void; from a checkpoint, it stays. */
function afterBeginning(old: RunRecord, event: StartedEvent | ResumedEvent, now: number): RunRecord {
  const { stepsPerEpoch, epochEnds, parameters, step } = event;
  const { reached, ended: _ended, ...others } = old;
  const resumed = event.type === 'resumed' ? { reached, epoch: event.epoch } : { epoch: 0 };
  return {
    ...others,
    ...(resumed.reached ? { reached: resumed.reached } : {}),
    ...(epochEnds ? { epochEnds } : {}),
    ...{ state: 'training', step, epoch: resumed.epoch, stepsPerEpoch, parameters, began: old.began ?? now },
  };
}

function afterEvent(old: RunRecord, event: RunEvent, now: number): RunRecord {
  const { step } = event;
  switch (event.type) {
    case 'started':
    case 'resumed':
      return afterBeginning(old, event, now);
    case 'epoch':
      return { ...old, step, epoch: event.epoch, reached: afterEpoch(old.reached, event) };
    case 'measures':
      return afterMeasures(old, event);
    case 'summary':
      return { ...old, step, state: 'done', ended: now };
    case 'diverged':
      return { ...old, step, state: 'diverged', ended: now };
    default:
      return old;
  }
}

/** @param now milliseconds since 1970 */
export const afterEvents = (record: RunRecord, events: readonly RunEvent[], now: number): RunRecord =>
  events.reduce((old, event) => afterEvent(old, event, now), record);
