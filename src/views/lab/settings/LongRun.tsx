import { count, milliseconds } from '../../../core/format';
import { estimateDuration, longText } from '../../../experiment/duration';
import { useBackend } from '../../../store/backend';
import { cores } from '../../../store/machine';
import { useSettings } from '../../../store/settings';

/** Seconds from which on it is told beforehand. */
const LONG = 3600;

const several = (n: number, what: string): string => `${count(n)} ${what}${n === 1 ? '' : 's'}`;

/** Where training will take hours: so that nobody waits for what was a slip of the hand. It stops nothing. */
export function LongRun() {
  const draft = useSettings((state) => state.draft);
  const choice = useBackend((state) => state.choice);
  const refused = useSettings((state) => state.conflicts.some(({ at }) => at === 'hidden'));
  if (choice?.msPerStep === undefined || refused) return null;
  const onDevice = choice.backend === 'webgpu';
  const used = onDevice ? 1 : cores();
  const duration = estimateDuration(draft, { msPerStep: choice.msPerStep, cores: used });
  if (!duration || duration.seconds < LONG) return null;
  const networks = several(draft.rules.length, 'network');
  const where = onDevice ? 'wide layers go faster than that step' : `on ${several(used, 'core')}`;
  return (
    <div className="caution" role="note">
      <p>
        This takes {onDevice ? 'at most about' : 'about'} {longText(duration.seconds)} here: {networks},{' '}
        {count(duration.steps)} steps each. Estimated from the short test ({milliseconds(choice.msPerStep)}
        for a step of 784-500-10) and the multiply-adds of these steps; {where}.
      </p>
    </div>
  );
}
