import { shownUnits } from '../../../../../core/measures/sampling';
import type { Inspection } from '../../../../../core/run/inspect/network';
import type { Target } from '../../sample/target';
import type { Source } from '../diagramText';

export interface SourceValues {
  /** Indices of the shown outputs; `values` are theirs. */
  readonly unit: readonly number[];
  readonly values: readonly number[];
  /** Values of all outputs: the true class may not be among the shown ones. */
  readonly all: readonly number[];
}

/**
 * The source of the feedback for the shown sample. A memory with one number per sample stores that of the true class;
 * every memory holds the target before its sample's first visit.
 */
export function sourceValues(
  source: Source,
  inspection: Inspection | undefined,
  outputs: number,
  target: Target | undefined,
): SourceValues {
  const unit = shownUnits(outputs);
  const read = (): readonly number[] => {
    if (!inspection) return source === 'error' ? [] : (target?.values ?? []);
    const { sample } = inspection;
    if (source === 'target') return [...sample.target];
    if (source === 'error') return [...sample.target].map((y, i) => y - (sample.output[i] ?? 0));
    const { remembered } = sample;
    if (target?.label !== undefined && remembered?.length === 1)
      return target.values.map((one) => one * (remembered[0] as number));
    return [...(remembered ?? [])];
  };
  const all = read();
  return { unit, values: unit.map((i) => all[i] ?? 0), all };
}
