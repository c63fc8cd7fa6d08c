/**
 * Smoothing of each loss chart, on the page and in print, for this visit. Links and files leave it out, because they
 * describe what is trained: whoever opens a link sees the measured points.
 */
import { create } from 'zustand';
import type { CurveId } from '../run/series';

/** β, the decay of the exponential moving average; 0 means no smoothing. */
export const betas = [0, 0.6, 0.9, 0.97] as const;
export type Beta = (typeof betas)[number];
type Smoothing = Readonly<Record<Exclude<CurveId, 'testAccuracy'>, Beta>>;

export function createSmoothing() {
  const useSmoothing = create<Smoothing>(() => ({ trainingLoss: 0, testLoss: 0 }));
  const setSmoothing = (curve: keyof Smoothing, beta: Beta): void => useSmoothing.setState({ [curve]: beta });
  return { useSmoothing, setSmoothing };
}
