/** Previews of data sets: a few samples for each card. */
import { create } from 'zustand';
import type { Preview } from '../../data/preview';

interface Previews {
  /** null: it could not be made. Absent: not made yet. */
  readonly previews: Readonly<Record<string, Preview | null>>;
}
export const usePreviews = create<Previews>(() => ({ previews: {} }));

export function showPreview(id: string, preview: Preview | null): void {
  usePreviews.setState(({ previews }) => ({ previews: { ...previews, [id]: preview } }));
}

/** Discards previews, so that they are made again when the data return. */
export function forgetPreviews(ids: readonly string[]): void {
  usePreviews.setState(({ previews }) => ({
    previews: Object.fromEntries(Object.entries(previews).filter(([id]) => !ids.includes(id))),
  }));
}

/** Retries failed previews of sets whose data have been replaced. */
export function forgetFailures(ids: readonly string[]): void {
  const { previews } = usePreviews.getState();
  forgetPreviews(ids.filter((id) => previews[id] === null));
}
