import { useEffect, useState, useSyncExternalStore } from 'react';
import { loadRecorded } from '../../../experiment/results/studies';
import { createMiniLab, type MiniLab, type OpenArm } from '../../../store/learn/miniLab';
import { type Outcome, outcomeOf } from '../../../store/learn/outcome';
import { mostEpochs, setRan } from '../../../store/learn/progress';
import { createRecordedMiniLab } from '../../../store/learn/recorded';
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

const outcomeNow = ({ arms }: MiniLab): Outcome =>
  outcomeOf(new Map([...arms].map(([id, arm]) => [id, arm.byRule.rules()])));

/** A recorded study is loaded first. @returns the mini-lab, or a promise that rejects if it cannot be loaded */
export function openMiniLab({ miniLab }: Lesson): MiniLab | Promise<MiniLab> {
  const most = mostEpochs();
  if (miniLab.arms) return createMiniLab(miniLab.arms, most);
  return loadRecorded(miniLab.study).then((recorded) => createRecordedMiniLab(recorded, most));
}

/**
 * Follows a mini-lab, which ends with the lesson.
 * @param id the lesson's
 * @returns what came out, once all arms have trained to their end
 */
export function useOutcome(id: string, miniLab: MiniLab): Outcome | undefined {
  const phase = miniLab.useMiniLab((state) => state.phase);
  useEffect(() => miniLab.close, [miniLab]);
  useEffect(() => {
    if (phase === 'finished') setRan(id);
  }, [id, phase]);
  return phase === 'finished' ? outcomeNow(miniLab) : undefined;
}
