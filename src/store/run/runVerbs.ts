/** The verbs of the run bar, and what can be done about a run that broke off. */
import { createSession } from '../../client/session';
import type { Session } from '../../client/types';
import { count } from '../../core/format';
import type { RuleId } from '../../core/rules';
import type { BackendId } from '../../core/run/backends';
import type { RunId } from '../../core/run/spec';
import { expand } from '../../experiment/expand';
import { requestDataset } from '../data/data';
import { isShown, offerUndo, updateToast } from '../page/toast';
import { firstProblem, type SettingsForm } from '../settings/settings';
import type { LabBackend } from './backend';
import type { Clock } from './clock';
import { makeRoomFor, runBytes } from './heldRuns';
import { type RunNames, sessionOptions } from './runList';
import type { LabRuns } from './runs';
import type { SeriesLog } from './series';

/** What they work with. */
interface Parts {
  readonly series: SeriesLog;
  readonly clock: Clock;
  readonly settings: SettingsForm;
  readonly runs: LabRuns;
  readonly names: RunNames;
  readonly backend: LabBackend;
}

/** The verbs of one lab. */
export function createVerbs({ series, clock, settings, runs, names, backend }: Parts) {
  const {
    addNote,
    clear,
    currentConnection,
    endRunAsAsked,
    dropConnection,
    fail,
    suspendCurrent,
    removeNote,
  } = runs;
  const { createListener, offerRestore, phase, setRuns, useRuns } = runs;
  const { runName } = names;

  /** A session for the settings as they stand now; undefined when something is missing or it was called off. */
  async function prepare(): Promise<Session | undefined> {
    const form = settings.useSettings.getState();
    if (firstProblem(form) !== undefined) return undefined;
    const experiment = form.draft;
    const held = clear(experiment);
    if (held) offerRestore('The last run was cleared.', held);
    const mine = currentConnection();
    setRuns({ phase: 'preparing', experiment });
    const [dataset, choice] = await Promise.all([
      requestDataset(experiment.dataset),
      backend.requestBackend(experiment.backend),
    ]);
    if (mine !== currentConnection()) return undefined;
    if (!dataset || !choice) {
      setRuns({ phase: 'ready', experiment: undefined });
      return undefined;
    }
    makeRoomFor(runBytes(experiment, choice.backend));
    mine.session = createSession(
      expand(experiment),
      dataset,
      choice.backend,
      createListener(mine, experiment),
      sessionOptions(experiment),
    );
    setRuns({ backend: choice.backend, alive: true });
    return mine.session;
  }

  /** From nothing (or from an end): starts anew with the settings as they are. */
  async function train(): Promise<void> {
    if (phase() === 'paused') return resume();
    if (!['ready', 'stopped', 'finished'].includes(phase())) return;
    const fresh = await prepare();
    // Paused while it was being prepared: it stands ready, and goes on when asked.
    if (!fresh || phase() === 'paused') return;
    setRuns({ phase: 'running', stepped: false });
    clock.start();
    fresh.run();
  }

  function pause(): void {
    if (phase() === 'preparing') setRuns({ phase: 'paused' });
    if (phase() !== 'running') return;
    currentConnection().session?.pause();
    clock.stop();
    setRuns({ phase: 'paused' });
  }

  function resume(): void {
    if (phase() !== 'paused') return;
    if (!currentConnection().session) {
      setRuns({ phase: 'preparing' });
      return;
    }
    setRuns({ phase: 'running', stepped: false });
    clock.start();
    currentConnection().session?.run();
  }

  /** One batch of every run. */
  async function step(): Promise<void> {
    if (!['ready', 'paused'].includes(phase())) return;
    const one = phase() === 'paused' ? currentConnection().session : await prepare();
    if (!one) return;
    const mine = currentConnection();
    setRuns({ phase: 'stepping', stepped: true });
    await one.step();
    if (mine === currentConnection() && phase() === 'stepping') setRuns({ phase: 'paused' });
  }

  /** The networks go when nobody wants them back, the curves stay. */
  function stop(): void {
    const { session } = currentConnection();
    // Also where it was paused while it was prepared.
    if (phase() === 'preparing' || (phase() === 'paused' && !session))
      clear(settings.useSettings.getState().draft);
    if (!['running', 'stepping', 'paused'].includes(phase())) return;
    const held = suspendCurrent();
    dropConnection();
    clock.stop();
    setRuns({ phase: 'stopped', alive: false });
    if (held) offerRestore('Stopped.', held);
  }

  /** Back to nothing trained, with the same seed. */
  function reset(): void {
    const held = clear(settings.useSettings.getState().draft);
    if (held) offerRestore('Reset. The run was cleared.', held);
  }

  /** The offer to go back to the seed before, while nothing has been trained with the new one. */
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

  /** @param also is done when the run before is wanted back */
  async function startAgain(also?: () => void): Promise<void> {
    if (firstProblem(settings.useSettings.getState()) !== undefined) return;
    const held = clear(settings.useSettings.getState().draft);
    if (held) offerRestore('The last run was cleared.', held, also);
    await train();
  }

  /** A tenth of the step that was too large, for this rule alone; all start again, from the same weights. */
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

  /** A silent run may take its time. */
  function waitFor(run: RunId): void {
    removeNote(run, 'silent');
    currentConnection().session?.wait(run);
  }

  /** A silent run ends here; what it had reached stays. */
  function endRun(run: RunId): void {
    currentConnection().session?.end(run);
    fail(run, { kind: 'silent', details: 'Its worker did not answer.' });
  }

  /** One that learns nothing stands still at once; its network goes when nobody wants it back. */
  function stopRun(run: RunId): void {
    const mine = currentConnection();
    const own = series.record().get(run);
    if (!mine.session || !own || own.end !== undefined) return;
    const notes = useRuns.getState().notes.filter((note) => note.run === run);
    const ran = phase() === 'running';
    mine.session.hold(run);
    removeNote(run);
    endRunAsAsked(run);
    const goOn = (): void => {
      // Memory may have taken its network meanwhile.
      if (!mine.session || series.record().get(run) !== own || own.end !== 'stopped') return;
      series.reopen(run);
      for (const note of notes) addNote(note);
      mine.session.resume(run);
      if (ran) continueRuns();
      else if (hasEnded()) setRuns({ phase: 'paused' });
    };
    offerUndo(
      `${runName(own)} was stopped at step ${count(own.step)}.`,
      // Its run may have been put away since: then it goes on when that comes back.
      () => (mine.missed ? mine.missed.push(goOn) : goOn()),
      () => {
        if (own.end === 'stopped') mine.session?.end(run);
      },
    );
  }

  /** All its runs have, or it was stopped. */
  const hasEnded = (): boolean => phase() === 'finished' || phase() === 'stopped';

  /** It goes on where it had ended because all its runs had. */
  function continueRuns(): void {
    if (!hasEnded()) return;
    setRuns({ phase: 'running' });
    clock.start();
    currentConnection().session?.run();
  }

  /** Runs that broke off begin anew in new workers, from the same weights; the others go on. */
  function restartRuns(failed: readonly RunId[], on: BackendId): void {
    const { session } = currentConnection();
    const { experiment, backend: before } = useRuns.getState();
    if (!session || !experiment) return;
    for (const run of failed) {
      series.restart(run);
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
