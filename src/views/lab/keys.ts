/** Keyboard shortcuts of the Lab. */
import type { Lab } from '../../store/lab';
import { isHidden } from '../../store/settings/view';
import type { PageKey } from '../app/page/page';

/** Does nothing after the end of a run: Space pressed for scrolling must not clear the curves. */
function trainOrPause({ runs, actions }: Lab): boolean {
  const { phase } = runs.useRuns.getState();
  if (phase === 'running' || phase === 'preparing') actions.pause();
  else if (phase === 'paused') actions.resume();
  else if (phase === 'ready') void actions.train();
  else return false;
  return true;
}

export const labKeys: readonly PageKey[] = [
  { name: 'Space', does: 'Train, pause, resume', offControls: true, act: trainOrPause },
  { name: 'S', does: 'Step: one batch of every algorithm', act: ({ actions }) => actions.step() },
  {
    name: 'R',
    does: 'Reset: same seed, untrained',
    act: ({ runs, actions }) => runs.useRuns.getState().phase !== 'ready' && actions.reset(),
  },
  { name: 'N', does: 'New seed', act: ({ actions }) => !isHidden('seed') && actions.newSeed() },
];
