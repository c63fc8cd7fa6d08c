/** Texts on the source of the feedback: its value and when it was computed. */
import { count, threeDigits, twoDigits } from '../../../../../core/format';
import type { Inspection } from '../../../../../core/run/inspect/network';
import { type Source, sourceTitles } from '../diagramText';
import type { SignalScale } from './signalScale';

export interface SignalFacts {
  readonly source: Source;
  readonly sample: number;
  readonly inspection: Inspection | undefined;
  /** The value at the true class, or of the first output in regression; undefined while unknown. */
  readonly value: number | undefined;
  /** Name of the class or output that the value belongs to. */
  readonly name: string;
  readonly isClass: boolean;
}

/** Origin of the value: "its label", "epoch 4"; an error is of the current weights. */
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
      : 'not computed yet';
  const visited = inspection?.sample.visited;
  if (visited === 0) return 'stored before training, in the inference epoch';
  if (visited !== undefined) return `stored at its visit in epoch ${visited}`;
  return `not visited yet, so it holds its ${isClass ? 'label' : 'target'} (e₀ = y*)`;
}

/** "Error memory of training sample no. 1: 0.424 at class 7, stored at its visit in epoch 4. Bars go from 0 to 1." */
export function signalSentence(facts: SignalFacts, { low, high }: SignalScale): string {
  const { source, sample, value, name } = facts;
  const what = `${sourceTitles[source]} of training sample no. ${count(sample + 1)}`;
  const said =
    value === undefined ? originText(facts) : `${threeDigits(value)} at ${name}, ${originText(facts)}`;
  return `${what}: ${said}. Bars go from ${twoDigits(low)} to ${twoDigits(high)}.`;
}
