import { useContext, useEffect, useState } from 'react';
import { STILL, useMedia } from '../../../useMedia';
import { Autoplay } from './autoplay';

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

interface Options {
  /** Identifies the sequence: a new one begins at `start`. */
  readonly story?: string;
  /** The first step shown; beyond the last one for the end, whatever the number of steps. */
  readonly start?: number;
  /** Milliseconds per step at speed 1. */
  readonly pace?: number;
}

/**
 * Steps through a sequence, automatically or manually, and stops at the last step. At the end it stays at the end when
 * the sequence grows or shrinks. Within `Autoplay` it begins at the first step and plays, unless the user wants less motion.
 * @param count number of steps
 */
export function usePlayer(count: number, { story = '', start = 0, pace = STEP }: Options = {}): Player {
  const still = useMedia(STILL);
  const plays = useContext(Autoplay) && !still;
  const begin = plays ? { story, at: 0, playing: true } : { story, at: start, playing: false };
  const [state, setState] = useState(begin);
  const [speed, setSpeed] = useState<Speed>(1);
  const own = state.story === story ? state : begin;
  const last = Math.max(0, count - 1);
  const at = Math.min(own.at, last);
  const playing = own.playing && at < last;
  const set = (to: number, plays: boolean): void =>
    setState({ story, at: to < last ? Math.max(0, to) : Number.POSITIVE_INFINITY, playing: plays });
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      setState({ story, at: at + 1 < last ? at + 1 : Number.POSITIVE_INFINITY, playing: true });
    }, pace / speed);
    return () => clearTimeout(timer);
  }, [playing, at, last, speed, story, pace]);
  return {
    at,
    count,
    playing,
    speed,
    go: (to) => set(to, false),
    toggle: () => set(at < last ? at : 0, !playing),
    setSpeed,
  };
}
