/** Keyboard shortcuts of the Lab. */
import type { Lab } from '../../store/lab';
import type { PageKey } from '../app/page/page';

/** Does nothing after the end of a run: Space pressed for scrolling must not clear the curves. */
function trainOrPause({ runs, verbs }: Lab): boolean {
  const { phase } = runs.useRuns.getState();
  if (phase === 'running' || phase === 'preparing') verbs.pause();
  else if (phase === 'paused') verbs.resume();
  else if (phase === 'ready') void verbs.train();
  else return false;
  return true;
}

export const labKeys: readonly PageKey[] = [
  { name: 'Space', does: 'Train, pause, resume', offControls: true, act: trainOrPause },
  { name: 'S', does: 'Step: one batch of every algorithm', act: ({ verbs }) => verbs.step() },
  {
    name: 'R',
    does: 'Reset: same seed, untrained',
    act: ({ runs, verbs }) => runs.useRuns.getState().phase !== 'ready' && verbs.reset(),
  },
  { name: 'N', does: 'New seed', act: ({ verbs }) => verbs.newSeed() },
];
