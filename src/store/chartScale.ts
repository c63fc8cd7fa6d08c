/** How the accuracy chart is drawn: on the page and on paper. */
import { create } from 'zustand';

export type AccuracyScale = 'linear' | 'log';
export const useAccuracyScale = create<{ readonly scale: AccuracyScale }>(() => ({ scale: 'linear' }));

export function setAccuracyScale(scale: AccuracyScale): void {
  useAccuracyScale.setState({ scale });
}
