import { useSyncExternalStore } from 'react';

/** The window that a presentation is laid out for, in pixels. */
const [WIDTH, HEIGHT] = [1280, 720];

function follow(notify: () => void): () => void {
  addEventListener('resize', notify);
  return () => removeEventListener('resize', notify);
}

/** 1 at 1280 × 720 and in smaller windows, which lay it out anew; 1.5 at 1920 × 1080. */
export const useScale = (): number =>
  useSyncExternalStore(follow, () => Math.max(1, Math.min(innerWidth / WIDTH, innerHeight / HEIGHT)));
