/**
 * How much the loss charts are smoothed, each for itself: on the page and on paper, for this visit. Nothing of it is in
 * links or files, for those tell what is trained; who opens a link sees what was measured.
 */
import { create } from 'zustand';
import type { CurveId } from '../run/series';

/** β: what is kept of the average from one point to the next; 0 shows the points as they are. */
export const betas = [0, 0.6, 0.9, 0.97] as const;
export type Beta = (typeof betas)[number];
type Smoothing = Readonly<Record<Exclude<CurveId, 'testAccuracy'>, Beta>>;

export function createSmoothing() {
  const useSmoothing = create<Smoothing>(() => ({ trainingLoss: 0, testLoss: 0 }));
  const setSmoothing = (curve: keyof Smoothing, beta: Beta): void => useSmoothing.setState({ [curve]: beta });
  return { useSmoothing, setSmoothing };
}
