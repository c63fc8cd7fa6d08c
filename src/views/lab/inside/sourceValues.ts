import type { Inspection } from '../../../core/inspect';
import { shownUnits } from '../../../core/sampling';
import type { Source } from './diagramText';

export interface SourceValues {
  /** Outputs that are shown, and what each holds. */
  readonly unit: readonly number[];
  readonly values: readonly number[];
}

const oneHot = (outputs: number, target: number | undefined, value: number): number[] =>
  Array.from({ length: outputs }, (_, i) => (i === target ? value : 0));

/**
 * What feedback starts from for the sample that is shown. A memory that keeps one number keeps that of the
 * right class, and holds the target before its first visit.
 * @param target the sample's class, where it has one
 */
export function sourceValues(
  source: Source,
  inspection: Inspection | undefined,
  outputs: number,
  target: number | undefined,
): SourceValues {
  const unit = shownUnits(outputs);
  const all = (): readonly number[] => {
    if (!inspection) return source === 'error' ? [] : oneHot(outputs, target, 1);
    const { sample } = inspection;
    if (source === 'target') return [...sample.target];
    if (source === 'error') return [...sample.target].map((y, i) => y - (sample.output[i] ?? 0));
    const { remembered } = sample;
    if (remembered?.length === 1) return oneHot(outputs, target, remembered[0] as number);
    return [...(remembered ?? [])];
  };
  const values = all();
  return { unit, values: unit.map((i) => values[i] ?? 0) };
}
