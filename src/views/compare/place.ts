/** What the address of the Compare page names. */
import { type CompareView, parseView, plainView } from './view';

export interface ComparePlace {
  /** Id of an experiment; undefined: the newest. */
  readonly experiment: string | undefined;
  readonly view: CompareView;
}

/** Runs of all experiments together. */
export const ALL = 'all';

/** `#compare/<experiment>/<view>` */
export function readPlace(rest: readonly string[]): ComparePlace | undefined {
  const [experiment, text = ''] = rest;
  const view = text === '' ? plainView : parseView(text);
  if (rest.length > 2 || view === undefined) return undefined;
  return experiment === undefined || /^[\w-]+$/.test(experiment) ? { experiment, view } : undefined;
}
