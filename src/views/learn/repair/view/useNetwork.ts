import { useEffect, useState } from 'react';
import type { Lab } from '../../../../store/lab';
import { endRun, openLab } from '../../../../store/learn/miniLab';
import { mostEpochs } from '../../../../store/learn/progress';
import { firstScreen } from '../../../../store/page/firstScreen';
import type { Exercise } from '../exercise';

/** Trains the first step, so that there are numbers. */
const begin = (lab: Lab): void => void lab.actions.step();

/** The same from the beginning. */
export function beginAgain(lab: Lab): void {
  endRun(lab);
  begin(lab);
}

/** The network of an exercise in a lab of its own, which ends with it. */
export function useNetwork(exercise: Exercise): Lab {
  const [lab] = useState(() => openLab(exercise, mostEpochs()));
  useEffect(() => {
    let open = true;
    void firstScreen().then(() => {
      if (open) begin(lab);
    });
    return () => {
      open = false;
      endRun(lab);
    };
  }, [lab]);
  return lab;
}
