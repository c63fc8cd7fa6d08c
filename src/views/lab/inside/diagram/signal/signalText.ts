/** What the feedback starts from, in words: its value and when it was made. */
import { count, threeDigits, twoDigits } from '../../../../../core/format';
import type { Inspection } from '../../../../../core/run/inspect/network';
import { type Source, sourceTitles } from '../diagramText';
import type { SignalScale } from './signalScale';

export interface SignalFacts {
  readonly source: Source;
  readonly sample: number;
  readonly inspection: Inspection | undefined;
  /** The value at the right class, or the first of predicted numbers; undefined while it is not known. */
  readonly value: number | undefined;
  /** What that value is of: a class or an output by its name. */
  readonly name: string;
  readonly isClass: boolean;
}

/** Where the value comes from: "its label", "epoch 4"; an error is of the present weights. */
export function signalSince({ source, inspection, isClass }: SignalFacts): string {
  const label = isClass ? 'its label' : 'its target';
  if (source === 'target') return label;
  if (source === 'error') return inspection ? `epoch ${inspection.epoch}` : 'no epoch yet';
  const visited = inspection?.sample.visited;
  return visited === undefined ? label : `epoch ${visited}`;
}

/** "0.424" and "epoch 4" */
export function signalNotes(facts: SignalFacts): readonly [string, string] {
  return [facts.value === undefined ? '–' : threeDigits(facts.value), signalSince(facts)];
}

function originText(facts: SignalFacts): string {
  const { source, inspection, isClass } = facts;
  if (source === 'target') return isClass ? 'its label, always' : 'its target, always';
  if (source === 'error')
    return inspection
      ? `with the weights after step ${count(inspection.step)}, in epoch ${inspection.epoch}`
      : 'not made yet';
  const visited = inspection?.sample.visited;
  if (visited === 0) return 'left before training, by the inference epoch';
  if (visited !== undefined) return `left by its visit in epoch ${visited}`;
  return `not visited yet, so it is its ${isClass ? 'label' : 'target'} (e₀ = y*)`;
}

/** "Error memory of training sample no. 1: 0.424 at class 7, left by its visit in epoch 4. Bars go from 0 to 1." */
export function signalSentence(facts: SignalFacts, { low, high }: SignalScale): string {
  const { source, sample, value, name } = facts;
  const what = `${sourceTitles[source]} of training sample no. ${count(sample + 1)}`;
  const said =
    value === undefined ? originText(facts) : `${threeDigits(value)} at ${name}, ${originText(facts)}`;
  return `${what}: ${said}. Bars go from ${twoDigits(low)} to ${twoDigits(high)}.`;
}
