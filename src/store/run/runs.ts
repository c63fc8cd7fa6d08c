/** The state of a lab's runs: their phase, notes and events, and how they are suspended and restored. */
import { create } from 'zustand';
import type { SessionListener, WorkerFailure } from '../../client/types';
import type { BackendId } from '../../core/run/backends';
import type { DeadEvent, RunEvent, StageLostEvent, StuckEvent } from '../../core/run/events';
import type { InspectionId, InspectionOf, RequestOf } from '../../core/run/inspect';
import type { Experiment, RunId } from '../../core/run/spec';
import type { RunRecord, RunState } from '../../notebook/records';
import type { SettingsForm } from '../settings/settings';
import type { Clock, RunClock } from './clock';
import { noteState } from './kept/keeping';
import type { ReadKept } from './kept/readKept';
import { noteShown } from './kept/shown';
import type { Redraw } from './redraw';
import { progress } from './results';
import { refsOf } from './runList';
import type { RunSeries, SeriesLog, SeriesRecord } from './series';
import { offerSuspendedRun, type RunConnection, runBytes } from './suspendedRuns';

export type Phase = 'ready' | 'preparing' | 'running' | 'stepping' | 'paused' | 'stopped' | 'finished';
export interface Note {
  readonly run: RunId;
  /** A run continues after `dead`, `stage-lost` and `regained`, and may after `silent`. */
  readonly kind: 'diverged' | 'failed' | 'dead' | 'stuck' | 'silent' | 'stage-lost' | 'regained';
  readonly step: number;
  /** Why it failed. */
  readonly failure?: WorkerFailure;
  /** The dead layer. */
  readonly dead?: DeadEvent;
  /** Evidence that it is stuck. */
  readonly stuck?: StuckEvent;
  /** The stage that was lost. */
  readonly lost?: StageLostEvent;
  /** The layer where the divergence began, if measured. */
  readonly layer?: number;
}
export interface Runs {
  readonly phase: Phase;
  /** Changes with every new series record. */
  readonly generation: number;
  /** The experiment that trains or has trained; undefined before any. */
  readonly experiment: Experiment | undefined;
  readonly backend: BackendId | undefined;
  /** The last thing done was a single step. */
  readonly stepped: boolean;
  /** Networks exist that can be inspected: until Stop, Reset or the next run frees them. */
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
/** A snapshot that Undo can restore. */
interface SuspendedRun {
  readonly talk: RunConnection;
  readonly state: Runs;
  readonly record: SeriesRecord;
  readonly clock: RunClock;
}

/** Seconds of training: of the longest run, since side by side they share the time. */
const secondsOf = (runs: readonly RunRecord[]): number =>
  Math.max(0, ...runs.map(({ reached }) => reached?.trainSeconds ?? 0));

/** Notes of runs that broke off before. */
const notesOf = (all: readonly RunSeries[]): Note[] =>
  all.flatMap(({ id: run, step, end }) => (end === 'diverged' ? [{ run, step, kind: end }] : []));

const goesOn = ({ kind }: Note): boolean => ['dead', 'stuck', 'stage-lost', 'regained'].includes(kind);

/** The state after its networks were freed. */
const withoutNetworks = (state: Runs): Runs => ({
  ...state,
  alive: false,
  phase: state.phase === 'finished' ? 'finished' : 'stopped',
});

/** The parts of a lab that it needs. */
interface Parts {
  readonly series: SeriesLog;
  readonly clock: Clock;
  readonly redraw: Redraw;
  readonly settings: SettingsForm;
}

/** The runs of one lab. */
export function createRuns({ series, clock, redraw, settings }: Parts) {
  const useRuns = create<Runs>(() => nothing);

  /** The connection of the current experiment; every experiment has its own. */
  let talk: RunConnection = {};
  const currentConnection = (): RunConnection => talk;
  /** The notebook keeps the current runs. */
  const isKept = (): boolean => talk.kept !== undefined;
  /** Later events of the current workers are ignored. */
  function dropConnection(): void {
    talk = {};
  }
  let lastGeneration = 0;

  const setRuns = (part: Partial<Runs>): void => useRuns.setState(part);
  const phase = (): Phase => useRuns.getState().phase;

  function finishIfDone(): void {
    const record = series.record();
    if (phase() === 'finished' || [...record.values()].some((series) => series.end === undefined)) return;
    // The networks stay for inspection until Reset or the next run.
    clock.stop();
    redraw.soon();
    setRuns({ phase: [...record.values()].some((series) => series.end === 'done') ? 'finished' : 'stopped' });
  }

  /** Inspects one run's network; undefined when there is none. */
  async function inspectRun<K extends InspectionId>(
    run: RunId,
    what: K,
    request: RequestOf<K>,
  ): Promise<InspectionOf<K> | undefined> {
    return talk.session?.inspect(run, what, request);
  }

  /** At most one note per run: its end replaces earlier notes. Runs that ended come first. */
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
    if (event.type === 'stage-lost') addNote({ kind: event.type, run, step, lost: event });
    if (event.type === 'unstuck') removeNote(run, 'stuck');
    if (event.type === 'summary') series.end(run, 'done');
    if (event.type === 'summary' || event.type === 'diverged') finishIfDone();
  }

  function fail(run: RunId, failure: WorkerFailure): void {
    series.end(run, 'failed');
    // A refused run may be training in another tab, which notes how it stands.
    if (failure.kind !== 'refused') void noteState(talk.kept, [run], 'failed');
    addNote({ run, kind: 'failed', step: stepOf(run), failure });
    finishIfDone();
  }

  /** Ended by the user, so no note is needed. */
  function endRunByUser(run: RunId): void {
    series.end(run, 'stopped');
    void noteState(talk.kept, [run], 'stopped');
    finishIfDone();
  }

  function handleSilence(run: RunId, silent: boolean): void {
    if (silent) addNote({ run, kind: 'silent', step: stepOf(run) });
    else removeNote(run, 'silent');
  }

  /** Notes in the notebook how the runs stand that have not ended. */
  function noteUnfinished(state: RunState): void {
    if (!talk.session) return;
    const unfinished = [...series.record().values()].filter(({ end }) => end === undefined);
    void noteState(
      talk.kept,
      unfinished.map(({ id }) => id),
      state,
    );
  }

  /** Pauses the current runs and returns a snapshot; undefined when nothing has been trained. */
  function suspendCurrent(): SuspendedRun | undefined {
    const state = useRuns.getState();
    const { session } = talk;
    const trained = [...series.record().values()].some(({ step }) => step > 0);
    if (!state.experiment || !trained) {
      session?.stop();
      return undefined;
    }
    session?.pause();
    noteUnfinished('paused');
    talk.queued = [];
    const phaseThen = state.phase === 'stepping' ? 'paused' : state.phase;
    return { talk, state: { ...state, phase: phaseThen }, record: series.record(), clock: clock.read() };
  }

  /** Replaces the record with an empty one for `next`. @returns the suspended run, if anything had been trained */
  function clear(next: Experiment): SuspendedRun | undefined {
    const held = suspendCurrent();
    if (talk.kept) noteShown(undefined);
    talk = {};
    clock.reset();
    series.reset(refsOf(next));
    lastGeneration += 1;
    useRuns.setState({ ...nothing, generation: lastGeneration });
    return held;
  }

  /** Restores curves, results, notes and, if still alive, the networks. Training continues if it was running. */
  function restoreRun(held: SuspendedRun): void {
    const { generation } = useRuns.getState();
    // The same run is already shown with its networks, restored from an earlier snapshot.
    if (generation === held.state.generation && talk.session) return;
    if (generation !== held.state.generation) {
      const other = suspendCurrent();
      if (other) offerRestore('The other run was cleared.', other);
      series.show(held.record);
    }
    talk = held.talk;
    if (talk.kept) noteShown(talk.kept.id);
    clock.set(held.clock);
    useRuns.setState(talk.session ? held.state : withoutNetworks(held.state), true);
    const queued = talk.queued ?? [];
    delete talk.queued;
    for (const deliver of queued) deliver();
    if (phase() !== 'running') return;
    noteUnfinished('training');
    clock.start();
    talk.session?.run();
  }

  /** Shows an experiment of the notebook: its curves and results, and, where runs are unfinished, Resume. */
  function showKept({ experiment, runs: kept, series: record, kept: place }: ReadKept): void {
    talk = { kept: place, restored: true };
    series.show(record);
    clock.reset();
    clock.set({ ...clock.read(), seconds: secondsOf(kept) });
    lastGeneration += 1;
    const all = [...record.values()];
    const over = all.every(({ end }) => end !== undefined);
    const done = all.some(({ end }) => end === 'done');
    const backend = kept.find((run) => run.backend)?.backend;
    useRuns.setState({
      ...nothing,
      ...{ generation: lastGeneration, experiment: experiment.settings, backend, notes: notesOf(all) },
      phase: over ? (done ? 'finished' : 'stopped') : 'paused',
    });
  }

  function offerRestore(text: string, held: SuspendedRun, also: () => void = () => undefined): number {
    const { experiment, backend } = held.state;
    const bytes = held.talk.session && experiment && backend ? runBytes(experiment, backend) : 0;
    return offerSuspendedRun(text, held.talk, bytes, () => {
      restoreRun(held);
      also();
    });
  }

  /** Queues events of a suspended run until it is restored, and drops those of a discarded one. */
  function createListener(own: RunConnection, experiment: Experiment): SessionListener {
    const soon = (deliver: () => void): void => {
      if (own.queued) own.queued.push(deliver);
      else if (own === talk) deliver();
    };
    return {
      onBegin: (run) => soon(() => series.begin(run)),
      onEvent: (event) => soon(() => handleEvent(event, experiment)),
      onFailure: (run, failure) => soon(() => fail(run, failure)),
      onRegain: (run) => soon(() => addNote({ run, kind: 'regained', step: stepOf(run) })),
      onSilence: (run, silent) => soon(() => handleSilence(run, silent)),
    };
  }

  function removeNote(run: RunId, kind?: Note['kind']): void {
    useRuns.setState(({ notes }) => ({
      notes: notes.filter((note) => note.run !== run || (kind !== undefined && note.kind !== kind)),
    }));
  }

  /** Before the first run, the record follows the selected rules and seeds, so that every row exists from the start. */
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
    isKept,
    dropConnection,
    setRuns,
    phase,
    inspectRun,
    addNote,
    fail,
    endRunByUser,
    suspendCurrent,
    noteUnfinished,
    showKept,
    clear,
    offerRestore,
    createListener,
    removeNote,
    syncRecord,
  };
}
export type LabRuns = ReturnType<typeof createRuns>;
