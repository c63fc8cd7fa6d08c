import { shownUnits } from '../../../../../core/measures/sampling';
import type { Inspection } from '../../../../../core/run/inspect/network';
import type { Target } from '../../sample/target';
import type { Source } from '../diagramText';

export interface SourceValues {
  /** Outputs that are shown, and what each holds. */
  readonly unit: readonly number[];
  readonly values: readonly number[];
  /** Of every output: the right class may not be among those that are shown. */
  readonly all: readonly number[];
}

/**
 * What feedback starts from for the sample that is shown. A memory that keeps one number of a class keeps that of
 * the right one; every memory holds the target before its sample's first visit.
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
