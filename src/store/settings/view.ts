/** Which controls the Lab hides, as its link says: for a class, until someone shows all. */
import { create } from 'zustand';
import { fromViewQuery, type Part, type View } from '../../experiment/files/view';

const ALL: View = { hidden: [], autostart: false };

export const useView = create<View>(() => ALL);

/** @returns what was not understood */
export function openView(search: string): readonly string[] {
  const { problems, ...view } = fromViewQuery(search);
  useView.setState(view, true);
  return problems;
}

export const showAll = (): void => useView.setState(ALL, true);

export const isHidden = (part: Part): boolean => useView.getState().hidden.includes(part);
