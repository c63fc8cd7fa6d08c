/** (contract, implementation follows) One typed list of an experiment's settings for form, link and command line. */
import type { Experiment } from '../core/run';
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };
export interface Field<K extends FieldKey> {
  /** Query key and command-line option: "batch-size". */
  readonly key: string;
  /** Accessible name in the page: "Batch size". */
  readonly label: string;
  readonly help: string;
  /** Text as typed → value, or a problem that names field, value and way out. */
  readonly parse: (text: string, experiment: Experiment) => Parsed<Experiment[K]>;
  readonly format: (value: Experiment[K]) => string;
}
export type FieldKey = keyof Experiment;
export declare const fields: { readonly [K in FieldKey]: Field<K> };
/** The default experiment for a data set (its published rates); no id: the lab's default, `digits`. */
export declare function defaultExperiment(datasetId?: string): Experiment;
/** Readable query without the keys that have their default value. */
export declare function toQuery(experiment: Experiment): string;
/** `problems`: one sentence per setting that was dropped or replaced. */
export declare function fromQuery(query: string): { experiment: Experiment; problems: string[] };
