import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Lab } from '../../../store/lab';
import { createMiniLab, type MiniLab } from '../../../store/learn/miniLab';
import { type Outcome, outcomeOf } from '../../../store/learn/outcome';
import { mostEpochs, setRan } from '../../../store/learn/progress';
import type { Slot } from '../../../store/run/redraw';
import type { Lesson } from '../lesson';

/** Milliseconds between two redraws. */
const INTERVAL = 200;

/** Renders again when any of the labs has news; returns a key that changes then. */
export function useNews(labs: readonly Lab[]): string {
  const [{ subscribe, snapshot }] = useState(() => {
    const slots = labs.map((lab): [Lab, Slot] => [lab, lab.redraw.make('progress', INTERVAL)]);
    return {
      subscribe: (notify: () => void) => {
        const leave = slots.map(([lab, slot]) => lab.redraw.occupy(slot, notify));
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

const outcomeNow = ({ labs }: MiniLab): Outcome =>
  outcomeOf(new Map([...labs].map(([arm, lab]) => [arm, lab.byRule.rules()])));

/** The mini-lab of an open lesson; it ends with the lesson. */
export function useLessonLab({ id, miniLab: { arms } }: Lesson): OpenMiniLab {
  const [miniLab] = useState(() => createMiniLab(arms, { mostEpochs: mostEpochs() }));
  const phase = miniLab.useMiniLab((state) => state.phase);
  useEffect(() => miniLab.close, [miniLab]);
  useEffect(() => {
    if (phase === 'finished') setRan(id);
  }, [id, phase]);
  const over = phase === 'finished' || phase === 'stopped';
  return { miniLab, outcome: over ? outcomeNow(miniLab) : undefined, run: () => void miniLab.run() };
}
