/** Scale of the accuracy chart, on the page and in print. */
import { create } from 'zustand';

export type AccuracyScale = 'linear' | 'log';

export function createChartScale() {
  const useAccuracyScale = create<{ readonly scale: AccuracyScale }>(() => ({ scale: 'linear' }));
  const setAccuracyScale = (scale: AccuracyScale): void => useAccuracyScale.setState({ scale });
  return { useAccuracyScale, setAccuracyScale };
}
