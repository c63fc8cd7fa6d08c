/** Samples for the cards. */
import { create } from 'zustand';
import type { Preview } from '../../data/preview';

interface Previews {
  /** null: it could not be made. Absent: not yet. */
  readonly previews: Readonly<Record<string, Preview | null>>;
}
export const usePreviews = create<Previews>(() => ({ previews: {} }));

export function showPreview(id: string, preview: Preview | null): void {
  usePreviews.setState(({ previews }) => ({ previews: { ...previews, [id]: preview } }));
}

/** So that they are made anew when the data come back. */
export function forgetPreviews(ids: readonly string[]): void {
  usePreviews.setState(({ previews }) => ({
    previews: Object.fromEntries(Object.entries(previews).filter(([id]) => !ids.includes(id))),
  }));
}

/** Of sets whose data have come anew: what could not be made of the old ones is tried again. */
export function forgetFailures(ids: readonly string[]): void {
  const { previews } = usePreviews.getState();
  forgetPreviews(ids.filter((id) => previews[id] === null));
}
