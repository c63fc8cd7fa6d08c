/** The run bar's actions, and what the user can do about a run that failed. */
import type { Session } from '../../client/types';
import { count } from '../../core/format';
import type { RuleId } from '../../core/rules';
import type { BackendId } from '../../core/run/backends';
import type { RunId } from '../../core/run/spec';
import { isShown, offerUndo, updateToast } from '../page/toast';
import { firstProblem, type SettingsForm } from '../settings/settings';
import type { LabBackend } from './backend';
import type { Clock } from './clock';
import { createPreparing } from './preparing';
import type { RunNames } from './runList';
import type { LabRuns } from './runs';
import type { SeriesLog } from './series';

/** The parts of a lab that they need. */
interface Parts {
  readonly series: SeriesLog;
  readonly clock: Clock;
  readonly settings: SettingsForm;
  readonly runs: LabRuns;
  readonly names: RunNames;
  readonly backend: LabBackend;
  /** Its runs are kept in the notebook. */
  readonly keeps: boolean;
}

/** The actions of one lab. */
export function createRunActions({ series, clock, settings, runs, names, backend, keeps }: Parts) {
  const {
    addNote,
    clear,
    currentConnection,
    endRunByUser,
    dropConnection,
    fail,
    suspendCurrent,
    removeNote,
  } = runs;
  const { offerRestore, phase, setRuns, useRuns } = runs;
  const { runName } = names;
  const { prepare, reconnect } = createPreparing({ series, settings, runs, backend, keeps });

  /** Resumes runs that the notebook brought back. */
  async function resumeRestored(): Promise<void> {
    const session = await reconnect();
    // Paused meanwhile: the session waits for `resume`.
    if (session && phase() === 'preparing') go(session);
  }

  function go(session: Session): void {
    setRuns({ phase: 'running', stepped: false });
    clock.start();
    session.run();
  }

  /** Starts a new run with the current settings, or resumes a paused one. */
  async function train(): Promise<void> {
    if (phase() === 'paused') return resume();
    if (!['ready', 'stopped', 'finished'].includes(phase())) return;
    const fresh = await prepare();
    // Paused while preparing: the session waits for `resume`.
    if (!fresh || phase() === 'paused') return;
    go(fresh);
  }

  function pause(): void {
    if (phase() === 'preparing') setRuns({ phase: 'paused' });
    if (phase() !== 'running') return;
    currentConnection().session?.pause();
    runs.noteUnfinished('paused');
    clock.stop();
    setRuns({ phase: 'paused' });
  }

  function resume(): void {
    if (phase() !== 'paused') return;
    const mine = currentConnection();
    if (mine.restored) {
      void resumeRestored();
      return;
    }
    if (!mine.session) {
      setRuns({ phase: 'preparing' });
      return;
    }
    runs.noteUnfinished('training');
    go(mine.session);
  }

  /** Trains one batch of every run. */
  async function step(): Promise<void> {
    if (!['ready', 'paused'].includes(phase())) return;
    const existing = phase() === 'paused' ? currentConnection() : undefined;
    const one = existing ? (existing.session ?? (await reconnect())) : await prepare();
    if (!one) return;
    const mine = currentConnection();
    setRuns({ phase: 'stepping', stepped: true });
    await one.step();
    if (mine === currentConnection() && phase() === 'stepping') setRuns({ phase: 'paused' });
  }

  /** Stops all runs. The curves stay; the networks are freed when Undo expires. */
  function stop(): void {
    const { session, restored } = currentConnection();
    // Cancelled while preparing, perhaps after a pause.
    if (!restored && (phase() === 'preparing' || (phase() === 'paused' && !session)))
      clear(settings.useSettings.getState().draft);
    if (!['running', 'stepping', 'paused'].includes(phase())) return;
    const held = suspendCurrent();
    dropConnection();
    clock.stop();
    setRuns({ phase: 'stopped', alive: false });
    if (held) offerRestore('Stopped.', held);
  }

  /** Back to the untrained state, with the same seed. */
  function reset(): void {
    const held = clear(settings.useSettings.getState().draft);
    if (held) offerRestore('Reset. The run was cleared.', held);
  }

  /** The offer to restore the previous seed, while nothing has been trained with the new one. */
  let seedOffer: { id: number; now: string; readonly more: string } | undefined;

  function newSeed(): void {
    const before = settings.useSettings.getState().texts.seeds;
    settings.randomSeeds();
    const now = settings.useSettings.getState().texts.seeds;
    const held = clear(settings.useSettings.getState().draft);
    const text = `New seed${settings.useSettings.getState().draft.seeds.length === 1 ? '' : 's'}: ${now}.`;
    if (!held && seedOffer?.now === before && isShown(seedOffer.id)) {
      seedOffer.now = now;
      updateToast(seedOffer.id, text + seedOffer.more);
      return;
    }
    const offer = { id: 0, now, more: held ? ' The last run was cleared.' : '' };
    const also = (): void => {
      if (settings.useSettings.getState().texts.seeds === offer.now) settings.setText('seeds', before);
    };
    offer.id = held ? offerRestore(text + offer.more, held, also) : offerUndo(text, also);
    seedOffer = offer;
  }

  /** @param also runs when Undo restores the previous run */
  async function startAgain(also?: () => void): Promise<void> {
    if (firstProblem(settings.useSettings.getState()) !== undefined) return;
    const held = clear(settings.useSettings.getState().draft);
    if (held) offerRestore('The last run was cleared.', held, also);
    await train();
  }

  /** A tenth of the learning rate for this rule only; all rules restart from the same weights. */
  async function trySmallerRate(rule: RuleId): Promise<void> {
    const before = settings.useSettings.getState().texts.learningRate;
    settings.setRuleRate(rule, smallerRate(rule));
    const now = settings.useSettings.getState().texts.learningRate;
    await startAgain(() => {
      if (settings.useSettings.getState().texts.learningRate === now)
        settings.setText('learningRate', before);
    });
  }
  function smallerRate(rule: RuleId): number {
    const experiment = useRuns.getState().experiment ?? settings.useSettings.getState().draft;
    return Number((experiment.learningRate[rule] / 10).toPrecision(12));
  }

  /** Gives a silent run more time. */
  function waitFor(run: RunId): void {
    removeNote(run, 'silent');
    currentConnection().session?.wait(run);
  }

  /** Ends a silent run; its curves stay. */
  function endRun(run: RunId): void {
    currentConnection().session?.end(run);
    fail(run, { kind: 'silent', details: 'Its worker stopped responding.' });
  }

  /** Stops one run at once; its network is freed when Undo expires. */
  function stopRun(run: RunId): void {
    const mine = currentConnection();
    const own = series.record().get(run);
    if (!mine.session || !own || own.end !== undefined) return;
    const notes = useRuns.getState().notes.filter((note) => note.run === run);
    const ran = phase() === 'running';
    mine.session.hold(run);
    removeNote(run);
    endRunByUser(run);
    const trainNow = (): void => {
      // Its network may have been freed to save memory.
      if (!mine.session || series.record().get(run) !== own || own.end !== 'stopped') return;
      series.reopen(run);
      for (const note of notes) addNote(note);
      mine.session.resume(run);
      if (ran) continueRuns();
      else if (hasEnded()) setRuns({ phase: 'paused' });
    };
    offerUndo(
      `${runName(own)} was stopped at step ${count(own.step)}.`,
      // If the runs are suspended by now, it continues when they come back.
      () => (mine.queued ? mine.queued.push(trainNow) : trainNow()),
      () => {
        if (own.end === 'stopped') mine.session?.end(run);
      },
    );
  }

  /** All runs have ended, or the user stopped them. */
  const hasEnded = (): boolean => phase() === 'finished' || phase() === 'stopped';

  /** Resumes training after all runs had ended. */
  function continueRuns(): void {
    if (!hasEnded()) return;
    setRuns({ phase: 'running' });
    clock.start();
    currentConnection().session?.run();
  }

  /** Restarts failed runs in new workers, from the same weights; the others continue. */
  function restartRuns(failed: readonly RunId[], on: BackendId): void {
    const { session } = currentConnection();
    const { experiment, backend: before } = useRuns.getState();
    if (!session || !experiment) return;
    const resumes = runs.isKept() && on === before;
    for (const run of failed) {
      // From its last checkpoint, whose epoch its first event tells.
      if (resumes) series.reopen(run);
      else series.restart(run);
      removeNote(run);
      session.restart(run, on);
    }
    const all = [...series.record().keys()].every((run) => failed.includes(run));
    setRuns({ backend: all ? on : before });
    continueRuns();
  }

  return {
    train,
    pause,
    resume,
    step,
    stop,
    reset,
    newSeed,
    startAgain,
    trySmallerRate,
    smallerRate,
    waitFor,
    endRun,
    stopRun,
    restartRuns,
  };
}
