import { count, milliseconds } from '../../../core/format';
import { type Duration, estimateDuration, longText } from '../../../experiment/duration';
import { cores } from '../../../store/run/machine';
import { useLab } from '../../labContext';
import './cautions.css';

/** Runs estimated to take at least this many seconds show a warning. */
const LONG = 3600;

const several = (n: number, what: string): string => `${count(n)} ${what}${n === 1 ? '' : 's'}`;

interface Expected {
  readonly duration: Duration;
  /** Measured in the short test. */
  readonly msPerStep: number;
  readonly networks: number;
  readonly cores: number;
  /** All runs share one GPU: the duration is an upper bound. */
  readonly onDevice: boolean;
}

export function longRunText({ duration, msPerStep, networks, cores, onDevice }: Expected): string {
  const about = `${onDevice ? 'at most about' : 'about'} ${longText(duration.seconds)}`;
  const work = `${several(networks, 'network')}, ${count(duration.steps)} steps each`;
  const test = `the short test (${milliseconds(msPerStep)} for a step of 784-500-10)`;
  const where = onDevice ? 'wide layers go faster than that step' : `on ${several(cores, 'core')}`;
  return `This takes ${about} here: ${work}. Estimated from ${test} and the multiply-adds of these steps; ${where}.`;
}

/** Warns if training is expected to take hours, for example after a typing error. Does not block training. */
export function LongRun() {
  const lab = useLab();
  const draft = lab.settings.useSettings((state) => state.draft);
  const choice = lab.backend.useBackend((state) => state.choice);
  const refused = lab.settings.useSettings((state) => state.conflicts.some(({ at }) => at === 'hidden'));
  if (choice?.msPerStep === undefined || refused) return null;
  const { msPerStep } = choice;
  const onDevice = choice.backend === 'webgpu';
  const used = onDevice ? 1 : cores();
  const duration = estimateDuration(draft, { msPerStep, cores: used });
  if (!duration || duration.seconds < LONG) return null;
  const networks = draft.rules.length * draft.seeds.length;
  return (
    <div className="caution" role="note">
      <p>{longRunText({ duration, msPerStep, networks, cores: used, onDevice })}</p>
    </div>
  );
}
