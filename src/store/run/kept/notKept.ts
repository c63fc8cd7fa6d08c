/** Why the notebook cannot keep what trains now: training goes on, and the user is told. */
import { create } from 'zustand';
import { listen } from '../../../notebook/channel';
import type { Problem } from '../../data/data';

export const useNotKept = create<{ readonly problem: Problem | undefined }>(() => ({ problem: undefined }));

export const reportNotKept = ({ title, detail }: Problem): void =>
  useNotKept.setState({ problem: { title, detail } });
export const dismissNotKept = (): void => useNotKept.setState({ problem: undefined });

/** Workers report on the notebook's channel. */
export function watchNotKept(): void {
  listen((change) => {
    if (change.what === 'refused') reportNotKept(change.problem);
  });
}
