import { useEffect, useRef, useState } from 'react';
import type { Stroke } from './strokes';

/** Milliseconds between two drawings that are passed on while the pen moves. */
const EVERY = 150;

/** Passes a value on at most every `EVERY` milliseconds, the last one always. */
function useThrottled<T>(pass: (value: T) => void): (value: T) => void {
  const state = useRef<{ value?: T; timer?: ReturnType<typeof setTimeout> }>({});
  const now = useRef(pass);
  useEffect(() => {
    now.current = pass;
  }, [pass]);
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return (value) => {
    const own = state.current;
    own.value = value;
    own.timer ??= setTimeout(() => {
      delete own.timer;
      now.current(own.value as T);
    }, EVERY);
  };
}

/** The strokes on a pad; undefined before the first change. @param onDraw is told of every change, soon after it */
export function useStrokes(onDraw: (strokes: readonly Stroke[]) => void) {
  const [strokes, setStrokes] = useState<readonly Stroke[]>();
  // Several points may come before the next render.
  const latest = useRef<readonly Stroke[]>([]);
  const passOn = useThrottled(onDraw);
  const change = (next: readonly Stroke[]): void => {
    latest.current = next;
    setStrokes(next);
    passOn(next);
  };
  return {
    strokes,
    begin: (x: number, y: number): void => change([...latest.current, [x, y]]),
    /** @param points x, y of each */
    extend: (points: readonly number[]): void => {
      const all = latest.current;
      change([...all.slice(0, -1), [...(all.at(-1) ?? []), ...points]]);
    },
    undo: (): void => change(latest.current.slice(0, -1)),
    clear: (): void => change([]),
  };
}
