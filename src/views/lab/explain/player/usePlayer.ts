import { useEffect, useState } from 'react';

/** Milliseconds per step at speed 1. */
const STEP = 1250;
export const speeds = [0.5, 1, 2] as const;
export type Speed = (typeof speeds)[number];

export interface Player {
  /** The current step, from 0. */
  readonly at: number;
  readonly count: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly go: (to: number) => void;
  /** Plays or pauses; restarts from the first step at the end. */
  readonly toggle: () => void;
  readonly setSpeed: (speed: Speed) => void;
}

/**
 * Steps through a sequence, automatically or manually, and stops at the last step.
 * @param count number of steps
 * @param story identifies the sequence: a new one starts at its first step
 * @param repeats restarts after the last step
 * @param pace milliseconds per step at speed 1
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
