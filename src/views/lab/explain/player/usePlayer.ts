import { useEffect, useState } from 'react';

/** Milliseconds a step stands at speed 1. */
const STEP = 1250;
export const speeds = [0.5, 1, 2] as const;
export type Speed = (typeof speeds)[number];

export interface Player {
  /** The step that is shown, from 0. */
  readonly at: number;
  readonly count: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly go: (to: number) => void;
  /** From the start where it is at the end. */
  readonly toggle: () => void;
  readonly setSpeed: (speed: Speed) => void;
}

/**
 * Goes through numbered steps, by itself or by hand, and stands still at the last.
 * @param count how many there are
 * @param story what they tell: another one begins at its start
 * @param repeats begins again after the last
 * @param pace milliseconds a step stands at speed 1
 */
export function usePlayer(count: number, story = '', repeats = false, pace = STEP): Player {
  const [state, setState] = useState({ story, at: 0, playing: false });
  const [speed, setSpeed] = useState<Speed>(1);
  const own = state.story === story ? state : { story, at: 0, playing: false };
  const at = Math.max(0, Math.min(own.at, count - 1));
  const playing = own.playing && (repeats || at < count - 1);
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      setState({ story, at: (at + 1) % count, playing: true });
    }, pace / speed);
    return () => clearTimeout(timer);
  }, [playing, at, count, speed, story, pace]);
  return {
    at,
    count,
    playing,
    speed,
    go: (to) => setState({ story, at: Math.max(0, Math.min(to, count - 1)), playing: false }),
    toggle: () => setState({ story, at: at < count - 1 ? at : 0, playing: !playing }),
    setSpeed,
  };
}
