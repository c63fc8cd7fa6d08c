/** A run before its first step, with all that it would draw, from which a script is written. */
import type { InitialValues } from '../../core/network/network';
import type { DrawnRun } from '../../core/run/drawnRun';
import type { RunSpec } from '../../core/run/spec';

/** Said in the script's head. */
export interface ScriptFacts {
  /** Version of the lab. */
  readonly lab: string;
}

export interface ScriptRun extends Pick<DrawnRun, 'data' | 'orders' | 'test'> {
  readonly spec: RunSpec;
  /** Parameters of each layer and feedback weights, row-major. */
  readonly initial: Pick<InitialValues, 'layers' | 'feedback'>;
  readonly facts: ScriptFacts;
}
