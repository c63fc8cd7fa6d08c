/** The run: what the person asked for, how far it is, and how it is put away and brought back. */
import { create } from 'zustand';
import type { SessionListener, WorkerFailure } from '../../client/types';
import type { Inspection, InspectRequest } from '../../core/measures/inspect';
import type { BackendId } from '../../core/run/backends';
import type { DeadEvent, RunEvent, StuckEvent } from '../../core/run/events';
import type { Experiment, RunId } from '../../core/run/spec';
import type { SettingsForm } from '../settings/settings';
import type { Clock, RunClock } from './clock';
import { offerSuspendedRun, type RunConnection, runBytes } from './heldRuns';
import type { Redraw } from './redraw';
import { progress } from './results';
import { refsOf } from './runList';
import type { SeriesLog, SeriesRecord } from './series';

export type Phase = 'ready' | 'preparing' | 'running' | 'stepping' | 'paused' | 'stopped' | 'finished';
export interface Note {
  readonly run: RunId;
  /** After a dead layer the run goes on; a silent one may. */
  readonly kind: 'diverged' | 'failed' | 'dead' | 'stuck' | 'silent';
  readonly step: number;
  /** Why it failed. */
  readonly failure?: WorkerFailure;
  /** Which layer nothing reaches. */
  readonly dead?: DeadEvent;
  /** What was seen of one that is stuck. */
  readonly stuck?: StuckEvent;
  /** Where it began, if that was watched. */
  readonly layer?: number;
}
export interface Runs {
  readonly phase: Phase;
  /** Another one for every record of curves. */
  readonly generation: number;
  /** What trains or has trained; undefined while nothing has. */
  readonly experiment: Experiment | undefined;
  readonly backend: BackendId | undefined;
  /** The last thing done was a single step. */
  readonly stepped: boolean;
  /** There are networks to look into: until Stop, Reset or the next run lets go of them. */
  readonly alive: boolean;
  readonly notes: readonly Note[];
}
const nothing: Runs = {
  phase: 'ready',
  generation: 0,
  experiment: undefined,
  backend: undefined,
  stepped: false,
  alive: false,
  notes: [],
};
/** A run as it stands. */
interface SuspendedRun {
  readonly talk: RunConnection;
  readonly state: Runs;
  readonly record: SeriesRecord;
  readonly clock: RunClock;
}

const goesOn = ({ kind }: Note): boolean => kind === 'dead' || kind === 'stuck';

/** What it is without its networks. */
const withoutNetworks = (state: Runs): Runs => ({
  ...state,
  alive: false,
  phase: state.phase === 'finished' ? 'finished' : 'stopped',
});

/** With what else a lab's run has to do. */
interface Parts {
  readonly series: SeriesLog;
  readonly clock: Clock;
  readonly redraw: Redraw;
  readonly settings: SettingsForm;
}

/** The run of one lab. */
export function createRuns({ series, clock, redraw, settings }: Parts) {
  const useRuns = create<Runs>(() => nothing);

  /** With the workers of the run that is shown; each run has its own. */
  let talk: RunConnection = {};
  const currentConnection = (): RunConnection => talk;
  /** Nobody is spoken with any more. */
  function dropConnection(): void {
    talk = {};
  }
  let lastGeneration = 0;

  const setRuns = (part: Partial<Runs>): void => useRuns.setState(part);
  const phase = (): Phase => useRuns.getState().phase;

  function finishIfDone(): void {
    const record = series.record();
    if (phase() === 'finished' || [...record.values()].some((series) => series.end === undefined)) return;
    // The networks stay, so that one can look inside; Reset and the next run let go of them.
    clock.stop();
    redraw.soon();
    setRuns({ phase: [...record.values()].some((series) => series.end === 'done') ? 'finished' : 'stopped' });
  }

  /** A look inside one run's network; undefined when there is none. */
  async function inspectRun(run: RunId, request: InspectRequest): Promise<Inspection | undefined> {
    return talk.session?.inspect(run, request);
  }

  /** One per run: the end of a run is told in place of what came before it. What ended comes first. */
  function addNote(note: Note): void {
    useRuns.setState(({ notes }) => {
      const others = notes.filter((old) => old.run !== note.run);
      const all = others.length < notes.length && goesOn(note) ? notes : [...others, note];
      return { notes: all.toSorted((a, b) => Number(goesOn(a)) - Number(goesOn(b))) };
    });
  }
  const stepOf = (run: RunId): number => series.record().get(run)?.step ?? 0;

  function handleEvent(event: RunEvent, experiment: Experiment): void {
    series.add(event);
    clock.noteSamples(() => progress(series.record(), experiment.epochs, experiment.batchSize).samplesDone);
    const { run, step } = event;
    if (event.type === 'diverged') {
      series.end(run, 'diverged');
      addNote({ kind: 'diverged', run, step, ...(event.layer === undefined ? {} : { layer: event.layer }) });
    }
    if (event.type === 'dead') addNote({ kind: 'dead', run, step, dead: event });
    if (event.type === 'stuck') {
      removeNote(run, 'dead');
      addNote({ kind: 'stuck', run, step, stuck: event });
    }
    if (event.type === 'unstuck') removeNote(run, 'stuck');
    if (event.type === 'summary') series.end(run, 'done');
    if (event.type === 'summary' || event.type === 'diverged') finishIfDone();
  }

  function fail(run: RunId, failure: WorkerFailure): void {
    series.end(run, 'failed');
    addNote({ run, kind: 'failed', step: stepOf(run), failure });
    finishIfDone();
  }

  /** A person's wish, which needs no note. */
  function endRunAsAsked(run: RunId): void {
    series.end(run, 'stopped');
    finishIfDone();
  }

  function handleSilence(run: RunId, silent: boolean): void {
    if (silent) addNote({ run, kind: 'silent', step: stepOf(run) });
    else removeNote(run, 'silent');
  }

  /** What was trained and would be lost; its workers stand still. */
  function suspendCurrent(): SuspendedRun | undefined {
    const state = useRuns.getState();
    const { session } = talk;
    const trained = [...series.record().values()].some(({ step }) => step > 0);
    if (!state.experiment || !trained) {
      session?.stop();
      return undefined;
    }
    session?.pause();
    talk.missed = [];
    const phaseThen = state.phase === 'stepping' ? 'paused' : state.phase;
    return { talk, state: { ...state, phase: phaseThen }, record: series.record(), clock: clock.read() };
  }

  /** Puts an empty record for what comes next in the place of what is shown. @returns what that was, if it was anything */
  function clear(next: Experiment): SuspendedRun | undefined {
    const held = suspendCurrent();
    talk = {};
    clock.reset();
    series.reset(refsOf(next));
    lastGeneration += 1;
    useRuns.setState({ ...nothing, generation: lastGeneration });
    return held;
  }

  /** As it was: curves, results, notes, and the networks where they are alive. It goes on if it was going on. */
  function restoreRun(held: SuspendedRun): void {
    const { generation } = useRuns.getState();
    // The same run stands there with its networks, brought back from an earlier moment.
    if (generation === held.state.generation && talk.session) return;
    if (generation !== held.state.generation) {
      const other = suspendCurrent();
      if (other) offerRestore('The other run was cleared.', other);
      series.show(held.record);
    }
    talk = held.talk;
    clock.set(held.clock);
    useRuns.setState(talk.session ? held.state : withoutNetworks(held.state), true);
    const missed = talk.missed ?? [];
    delete talk.missed;
    for (const deliver of missed) deliver();
    if (phase() !== 'running') return;
    clock.start();
    talk.session?.run();
  }

  function offerRestore(text: string, held: SuspendedRun, also: () => void = () => undefined): number {
    const { experiment, backend } = held.state;
    const bytes = held.talk.session && experiment && backend ? runBytes(experiment, backend) : 0;
    return offerSuspendedRun(text, held.talk, bytes, () => {
      restoreRun(held);
      also();
    });
  }

  /** Whatever is said of an earlier run is kept for when it is wanted back. */
  function createListener(own: RunConnection, experiment: Experiment): SessionListener {
    const soon = (deliver: () => void): void => {
      if (own.missed) own.missed.push(deliver);
      else if (own === talk) deliver();
    };
    return {
      onBegin: (run) => soon(() => series.begin(run)),
      onEvent: (event) => soon(() => handleEvent(event, experiment)),
      onFailure: (run, failure) => soon(() => fail(run, failure)),
      onSilence: (run, silent) => soon(() => handleSilence(run, silent)),
    };
  }

  function removeNote(run: RunId, kind?: Note['kind']): void {
    useRuns.setState(({ notes }) => ({
      notes: notes.filter((note) => note.run !== run || (kind !== undefined && note.kind !== kind)),
    }));
  }

  /** Before the first run the record follows the ticked rules and the seed, so that every row is there from the start. */
  function syncRecord(): void {
    series.reset(refsOf(settings.useSettings.getState().draft));
    settings.useSettings.subscribe(({ draft }, before) => {
      const same = draft.rules === before.draft.rules && draft.seeds === before.draft.seeds;
      if (same || phase() !== 'ready') return;
      series.reset(refsOf(draft));
      lastGeneration += 1;
      setRuns({ generation: lastGeneration });
    });
  }

  return {
    useRuns,
    currentConnection,
    dropConnection,
    setRuns,
    phase,
    inspectRun,
    addNote,
    fail,
    endRunAsAsked,
    suspendCurrent,
    clear,
    offerRestore,
    createListener,
    removeNote,
    syncRecord,
  };
}
export type LabRuns = ReturnType<typeof createRuns>;
