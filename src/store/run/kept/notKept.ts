/** Why the notebook cannot keep what trains now: training goes on, and the user is told until all of it is kept. */
import { create } from 'zustand';
import { listen } from '../../../notebook/channel';
import { keyText } from '../../../notebook/keys';
import type { ExperimentId } from '../../../notebook/records';
import type { Problem } from '../../data/data';

export const useNotKept = create<{
  readonly problem: Problem | undefined;
  /** Experiments without records, by their ids, and runs of which the latest epochs are not kept, by `keyText`. */
  readonly missing: ReadonlySet<string>;
}>(() => ({ problem: undefined, missing: new Set() }));

export const reportNotKept = ({ title, detail }: Problem): void =>
  useNotKept.setState({ problem: { title, detail } });
export const dismissNotKept = (): void => useNotKept.setState({ problem: undefined });

const note = (what: string): void =>
  useNotKept.setState(({ missing }) => ({ missing: new Set([...missing, what]) }));

function noteKept(what: string): void {
  const { missing } = useNotKept.getState();
  if (!missing.has(what)) return;
  useNotKept.setState({ missing: new Set([...missing].filter((one) => one !== what)) });
  if (missing.size === 1) dismissNotKept();
}
export const noteUnrecorded = (id: ExperimentId): void => note(id);
export const noteRecorded = (id: ExperimentId): void => noteKept(id);

/** Whether something of the experiment is not kept. */
export const isMissing = (id: ExperimentId): boolean =>
  [...useNotKept.getState().missing].some((what) => what === id || what.startsWith(keyText([id, ''])));

/** Workers report on the notebook's channel. */
export function watchNotKept(): void {
  listen((news) => {
    if (news.what === 'refused') {
      note(keyText(news.key));
      reportNotKept(news.problem);
    }
    if (news.what === 'kept') noteKept(keyText(news.key));
  });
}
