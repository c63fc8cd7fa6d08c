/** Texts of the status line. */
import { clock, count, counted, inDigits } from '../../../core/format';
import { samplesPerSecond, secondsLeft } from '../../../store/run/pace';
import { progress } from '../../../store/run/results';
import { useLab } from '../../labContext';
import { useSeries } from '../../useSeries';
import { useBlocked } from './useBlocked';

export interface Status {
  /** For the live region: it changes once per epoch. */
  readonly epoch: string;
  readonly speed: string;
  readonly left: string;
  /** "14 of 20 runs waiting"; empty if none. */
  readonly waiting: string;
  readonly blocked: string | undefined;
  /** 0 … 1 */
  readonly part: number;
}

/** Seconds of warm-up without an estimate. */
const QUIET_SECONDS = 3;

function useReady(): string {
  const lab = useLab();
  const draft = lab.settings.useSettings((state) => state.draft);
  const epochs = `${count(draft.epochs)} epoch${draft.epochs === 1 ? '' : 's'}`;
  return `Ready. ${counted(draft.rules.length * draft.seeds.length, 'network')}, ${epochs}.`;
}

export function useStatus(): Status {
  const lab = useLab();
  useSeries('progress', 500);
  const { phase, experiment, stepped, alive } = lab.runs.useRuns();
  const blocked = useBlocked();
  const ready = useReady();
  const idle = {
    speed: '',
    left: '',
    waiting: '',
    blocked: phase === 'ready' ? blocked : undefined,
    part: 0,
  };
  if (!experiment) return { ...idle, epoch: blocked === undefined ? ready : 'Not ready.' };
  if (phase === 'preparing') return { ...idle, epoch: 'Getting ready' };
  const at = progress(lab.series.record(), experiment.epochs, experiment.batchSize);
  const pace = lab.clock.pace();
  const trained = lab.clock.secondsTrained();
  const rate = samplesPerSecond(pace);
  const left = secondsLeft(pace, at.samplesLeft);
  const over: Partial<Record<typeof phase, string>> = {
    finished: `finished in ${clock(trained)}`,
    stopped: 'stopped',
    paused: 'paused',
  };
  const batch = stepped && at.batches > 0 ? `batch ${count(at.batch)} of ${count(at.batches)}` : undefined;
  const going = trained < QUIET_SECONDS || left === undefined ? '' : `about ${clock(left)} left`;
  return {
    epoch: `Epoch ${at.epoch} of ${experiment.epochs}`,
    speed: batch ?? (phase === 'running' && rate !== undefined ? `${count(rate)} samples/s` : ''),
    left: over[phase] ?? going,
    waiting: alive && at.waiting > 0 ? `${count(at.waiting)} of ${inDigits(at.runs, 'run')} waiting` : '',
    blocked: undefined,
    part: phase === 'finished' ? 1 : at.part,
  };
}
