import { useEffect, useState, useSyncExternalStore } from 'react';
import { createMiniLab, type MiniLab, type OpenArm } from '../../../store/learn/miniLab';
import { type Outcome, outcomeOf } from '../../../store/learn/outcome';
import { mostEpochs, setRan } from '../../../store/learn/progress';
import type { Slot } from '../../../store/run/redraw';
import type { Lesson } from '../lesson';

/** Milliseconds between two redraws. */
const INTERVAL = 200;

/** Renders again when any of the arms has news; returns a key that changes then. */
export function useNews(arms: readonly OpenArm[]): string {
  const [{ subscribe, snapshot }] = useState(() => {
    const slots = arms.map((arm): [OpenArm, Slot] => [arm, arm.redraw.make('progress', INTERVAL)]);
    return {
      subscribe: (notify: () => void) => {
        const leave = slots.map(([arm, slot]) => arm.redraw.occupy(slot, notify));
        return () => {
          for (const one of leave) one();
        };
      },
      snapshot: () => slots.map(([, { seen }]) => seen).join(),
    };
  });
  return useSyncExternalStore(subscribe, snapshot);
}

export interface OpenMiniLab {
  readonly miniLab: MiniLab;
  /** Once all arms have ended. */
  readonly outcome: Outcome | undefined;
  /** Trains all arms from the beginning. */
  readonly run: () => void;
}

const outcomeNow = ({ arms }: MiniLab): Outcome =>
  outcomeOf(new Map([...arms].map(([id, arm]) => [id, arm.byRule.rules()])));

/** The mini-lab of an open lesson; it ends with the lesson. */
export function useLessonLab({ id, miniLab: { arms } }: Lesson): OpenMiniLab {
  const [miniLab] = useState(() => createMiniLab(arms, mostEpochs()));
  const phase = miniLab.useMiniLab((state) => state.phase);
  useEffect(() => miniLab.close, [miniLab]);
  useEffect(() => {
    if (phase === 'finished') setRan(id);
  }, [id, phase]);
  const over = phase === 'finished' || phase === 'stopped';
  return { miniLab, outcome: over ? outcomeNow(miniLab) : undefined, run: () => void miniLab.run() };
}
