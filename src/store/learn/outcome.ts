/** What a mini-lab's runs came to: the numbers that a lesson's texts name and its prediction is compared with. */
import type { RuleId } from '../../core/rules';
import type { MeasuredPlace } from '../../experiment/results/curves';
import type { RuleRecord, RuleSeries } from '../run/byRule';

export interface Outcome {
  /** Test accuracy after the last epoch, 0 … 1; the mean over seeds. NaN: the run did not get there. */
  readonly accuracy: (arm: string, rule: RuleId) => number;
  /** The same after epoch `epoch`. */
  readonly accuracyAt: (arm: string, rule: RuleId, epoch: number) => number;
  /** Mean training loss over the last epoch, or over epoch `epoch`. */
  readonly trainingLoss: (arm: string, rule: RuleId, epoch?: number) => number;
  /** A measure after the last epoch, or after epoch `epoch` (0: before training); NaN where it has no value. */
  readonly measured: (arm: string, rule: RuleId, what: MeasuredPlace, epoch?: number) => number;
  /** Seconds of one epoch's training alone, as measured in the last epoch; depends on the computer. */
  readonly seconds: (arm: string, rule: RuleId) => number;
  /** Epochs trained. */
  readonly epochs: (arm: string, rule: RuleId) => number;
}

const NONE = Number.NaN;

/** @param records of each arm, by rule */
export function outcomeOf(records: ReadonlyMap<string, RuleRecord>): Outcome {
  const seriesOf = (arm: string, rule: RuleId): RuleSeries | undefined => records.get(arm)?.get(rule);
  const done = (arm: string, rule: RuleId): RuleSeries | undefined => {
    const series = seriesOf(arm, rule);
    return series?.end === 'done' ? series : undefined;
  };
  const epochOf = (arm: string, rule: RuleId, epoch: number) =>
    seriesOf(arm, rule)?.epochs.find((event) => event.epoch === epoch);
  const measured: Outcome['measured'] = (arm, rule, { measure, series, place }, epoch) => {
    const events = seriesOf(arm, rule)?.measures ?? [];
    const event = epoch === undefined ? events.at(-1) : events.find((one) => one.epoch === epoch);
    return event?.values[measure]?.[series]?.[place] ?? NONE;
  };
  return {
    accuracy: (arm, rule) => done(arm, rule)?.epochs.at(-1)?.testAccuracy ?? NONE,
    accuracyAt: (arm, rule, epoch) => epochOf(arm, rule, epoch)?.testAccuracy ?? NONE,
    trainingLoss: (arm, rule, epoch) => {
      const series = done(arm, rule);
      const event = epoch === undefined ? series?.epochs.at(-1) : epochOf(arm, rule, epoch);
      return event?.trainingLoss ?? NONE;
    },
    measured,
    seconds: (arm, rule) => seriesOf(arm, rule)?.epochs.at(-1)?.aloneSeconds ?? NONE,
    epochs: (arm, rule) => seriesOf(arm, rule)?.epochs.length ?? 0,
  };
}
