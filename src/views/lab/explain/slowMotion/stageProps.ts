import type { Trace } from '../../../../core/run/inspect/trace';
import type { StageColumn } from './stageLayout';
import type { Active, Standing } from './standing';

export interface StageProps {
  readonly trace: Trace;
  readonly columns: readonly StageColumn[];
  readonly width: number;
  readonly active: Active;
  readonly standing: Standing;
  /** Names of the drawn outputs. */
  readonly names: readonly string[];
  readonly image: boolean;
  readonly label: string;
}
export const largest = (values: ArrayLike<number> | undefined): number =>
  Array.from(values ?? []).reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);

export const has = (part: readonly number[] | undefined, layer: number): boolean =>
  part?.includes(layer) ?? false;
export const lit = (on: boolean): string => (on ? 'lit' : 'dim');
