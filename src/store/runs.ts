/** The run: what the person asked for, how far it is, and the verbs of the run bar. */
import { create } from 'zustand';
import { createSession } from '../client/session';
import type { Session } from '../client/types';
import type { Inspection, InspectRequest } from '../core/inspect';
import type { RuleId } from '../core/rules';
import type { BackendId, Experiment, RunEvent } from '../core/run';
import { wantBackend } from './backend';
import { noteSamples, resetClock, startClock, stopClock } from './clock';
import { wantDataset } from './data';
import { redrawSoon } from './redraw';
import { progress } from './results';
import { addEvent, endSeries, resetSeries, seriesRecord } from './series';
import { firstProblem, randomSeed, setRuleRate, useSettings } from './settings';

export type Phase = 'ready' | 'preparing' | 'running' | 'stepping' | 'paused' | 'stopped' | 'finished';
export interface Note {
  readonly rule: RuleId;
  /** After a dead layer the rule goes on. */
  readonly kind: 'diverged' | 'failed' | 'dead';
  readonly step: number;
  readonly message: string;
  /** Where it began, if that was watched. */
  readonly layer?: number;
}
export interface Runs {
  readonly phase: Phase;
  /** Goes up with every fresh record of curves. */
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
export const useRuns = create<Runs>(() => ({
  phase: 'ready',
  generation: 0,
  experiment: undefined,
  backend: undefined,
  stepped: false,
  alive: false,
  notes: [],
}));

let session: Session | undefined;
/** Says to late answers of an earlier run that nobody waits for them. */
let ticket = 0;

const set = (part: Partial<Runs>): void => useRuns.setState(part);
const phase = (): Phase => useRuns.getState().phase;

function finishIfDone(): void {
  const record = seriesRecord();
  if (phase() === 'finished' || [...record.values()].some((series) => series.end === undefined)) return;
  // The networks stay, so that one can look inside; Reset and the next run let go of them.
  stopClock();
  redrawSoon();
  set({ phase: [...record.values()].some((series) => series.end === 'done') ? 'finished' : 'stopped' });
}

/** A look inside one rule's network; undefined when there is none. */
export async function inspectRun(rule: RuleId, request: InspectRequest): Promise<Inspection | undefined> {
  return session?.inspect(rule, request);
}

const goesOn = ({ kind }: Note): boolean => kind === 'dead';

/** One per rule: the end of a rule is told in place of what came before it. What ended comes first. */
function addNote(note: Note): void {
  useRuns.setState(({ notes }) => {
    const others = notes.filter((old) => old.rule !== note.rule);
    const all = others.length < notes.length && goesOn(note) ? notes : [...others, note];
    return { notes: all.toSorted((a, b) => Number(goesOn(a)) - Number(goesOn(b))) };
  });
}

function hear(event: RunEvent, experiment: Experiment): void {
  addEvent(event);
  noteSamples(() => progress(seriesRecord(), experiment.epochs, experiment.batchSize).samplesDone);
  if (event.type === 'diverged') {
    endSeries(event.rule, 'diverged');
    const { type: kind, rule, step, ...where } = event;
    addNote({ kind, rule, step, message: '', ...where });
  }
  if (event.type === 'dead') {
    const { rule, step, layer } = event;
    addNote({ kind: 'dead', rule, step, message: '', layer });
  }
  if (event.type === 'summary') endSeries(event.rule, 'done');
  if (event.type === 'summary' || event.type === 'diverged') finishIfDone();
}

function fail(rule: RuleId, message: string): void {
  endSeries(rule, 'failed');
  addNote({ rule, kind: 'failed', step: seriesRecord().get(rule)?.step ?? 0, message });
  finishIfDone();
}

/** Lets go of what runs and puts an empty record in its place. */
function clear(rules: readonly RuleId[]): void {
  ticket += 1;
  session?.stop();
  session = undefined;
  resetClock();
  resetSeries(rules);
  useRuns.setState(({ generation }) => ({
    phase: 'ready',
    generation: generation + 1,
    experiment: undefined,
    backend: undefined,
    stepped: false,
    alive: false,
    notes: [],
  }));
}

/** A session for the settings as they stand now; undefined when something is missing or it was called off. */
async function prepare(): Promise<Session | undefined> {
  const settings = useSettings.getState();
  if (firstProblem(settings) !== undefined) return undefined;
  const experiment = settings.draft;
  clear(experiment.rules);
  const mine = ticket;
  set({ phase: 'preparing', experiment });
  const [dataset, choice] = await Promise.all([
    wantDataset(experiment.dataset),
    wantBackend(experiment.backend),
  ]);
  if (mine !== ticket) return undefined;
  if (!dataset || !choice) {
    set({ phase: 'ready', experiment: undefined });
    return undefined;
  }
  const listening = () => mine === ticket;
  session = createSession(experiment, dataset, choice.backend, {
    onEvent: (event) => listening() && hear(event, experiment),
    onFailure: (rule, message) => listening() && fail(rule, message),
  });
  set({ backend: choice.backend, alive: true });
  return session;
}

const clearDraft = (): void => clear(useSettings.getState().draft.rules);

/** From nothing (or from an end): starts anew with the settings as they are. */
export async function train(): Promise<void> {
  if (phase() === 'paused') return resume();
  if (!['ready', 'stopped', 'finished'].includes(phase())) return;
  const fresh = await prepare();
  // Paused while it was being prepared: it stands ready, and goes on when asked.
  if (!fresh || phase() === 'paused') return;
  set({ phase: 'running', stepped: false });
  startClock();
  fresh.run();
}

export function pause(): void {
  if (phase() === 'preparing') set({ phase: 'paused' });
  if (phase() !== 'running') return;
  session?.pause();
  stopClock();
  set({ phase: 'paused' });
}

export function resume(): void {
  if (phase() !== 'paused') return;
  if (!session) {
    set({ phase: 'preparing' });
    return;
  }
  set({ phase: 'running', stepped: false });
  startClock();
  session.run();
}

/** One batch of every rule. */
export async function step(): Promise<void> {
  if (!['ready', 'paused'].includes(phase())) return;
  const one = phase() === 'paused' ? session : await prepare();
  if (!one) return;
  const mine = ticket;
  set({ phase: 'stepping', stepped: true });
  await one.step();
  if (mine === ticket && phase() === 'stepping') set({ phase: 'paused' });
}

/** The networks go, the curves stay. */
export function stop(): void {
  if (phase() === 'preparing') clearDraft();
  if (!['running', 'stepping', 'paused'].includes(phase())) return;
  ticket += 1;
  session?.stop();
  session = undefined;
  stopClock();
  set({ phase: 'stopped', alive: false });
}

/** Back to nothing trained, with the same seed. */
export function reset(): void {
  clearDraft();
}

export function newSeed(): void {
  randomSeed();
  reset();
}

export async function startAgain(): Promise<void> {
  if (firstProblem(useSettings.getState()) !== undefined) return;
  reset();
  await train();
}

export function leaveNote(rule: RuleId): void {
  useRuns.setState(({ notes }) => ({ notes: notes.filter((note) => note.rule !== rule) }));
}

/** A tenth of the step that was too large, for this rule alone; all start again, from the same weights. */
export async function trySmallerRate(rule: RuleId): Promise<void> {
  setRuleRate(rule, smallerRate(rule));
  await startAgain();
}
export function smallerRate(rule: RuleId): number {
  const experiment = useRuns.getState().experiment ?? useSettings.getState().draft;
  return Number((experiment.learningRate[rule] / 10).toPrecision(12));
}

/** Before the first run the record follows the ticked rules, so that every row is there from the start. */
export function keepRecord(): void {
  resetSeries(useSettings.getState().draft.rules);
  useSettings.subscribe(({ draft }, before) => {
    if (draft.rules !== before.draft.rules && phase() === 'ready') {
      resetSeries(draft.rules);
      useRuns.setState(({ generation }) => ({ generation: generation + 1 }));
    }
  });
}
