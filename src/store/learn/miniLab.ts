/**
 * A lesson's mini-lab: one or several experiments that train one after the other, each in a lab of its own, so that
 * the Lab's run is not touched. A recorded one (`recorded.ts`) looks the same from outside.
 */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { createLab, type Lab } from '../lab';
import type { createByRule } from '../run/byRule';
import type { Redraw } from '../run/redraw';
import { progress } from '../run/results';
import { openLink } from '../settings/address';

/** One of the experiments that a mini-lab compares. */
export interface Arm {
  /** Unique within the mini-lab. */
  readonly id: string;
  /** The experiment, as the query of its link. */
  readonly query: string;
}

/** An arm of an open mini-lab. */
export interface OpenArm {
  readonly byRule: ReturnType<typeof createByRule>;
  readonly redraw: Redraw;
  readonly epochs: number;
  /** The epoch under way, from 1; undefined while it is being prepared. */
  readonly epoch: () => number | undefined;
  /** Why it did not train to its end. */
  readonly problem: () => string;
}

export interface MiniLabState {
  /** "stopped": an arm could not train to its end. */
  readonly phase: 'ready' | 'running' | 'finished' | 'stopped';
  /** Id of the arm that trains. */
  readonly arm: string | undefined;
}

export interface MiniLab {
  readonly arms: ReadonlyMap<string, OpenArm>;
  readonly useMiniLab: UseBoundStore<StoreApi<MiniLabState>>;
  /** Trains all arms from the beginning. Resolves when they have ended, or another `run` or `close` came. */
  readonly run: () => Promise<void>;
  /** Ends training and frees all networks, when the lesson is left. */
  readonly close: () => void;
  /** Where recorded numbers come from; absent if it trains here. */
  readonly about?: string;
}

/**
 * A lab of its own for an experiment.
 * @param mostEpochs trains at most this many; below 1: one epoch of this share of the training set
 */
export function openLab({ query }: Pick<Arm, 'query'>, mostEpochs?: number): Lab {
  const lab = createLab();
  openLink(lab.settings, query);
  const { epochs } = lab.settings.useSettings.getState().draft;
  if (mostEpochs !== undefined && mostEpochs < epochs)
    lab.settings.setText('epochs', String(Math.ceil(mostEpochs)));
  if (mostEpochs !== undefined && mostEpochs < 1) lab.settings.setText('epochShare', String(mostEpochs));
  lab.runs.syncRecord();
  return lab;
}

/** Ends the lab's run without offering Undo, and frees its networks. */
export function endRun({ runs, settings }: Lab): void {
  const held = runs.clear(settings.useSettings.getState().draft);
  held?.talk.session?.stop();
}

/** Frees the networks; the curves stay. */
function freeNetworks({ runs }: Lab): void {
  runs.currentConnection().session?.stop();
  runs.dropConnection();
  runs.setRuns({ alive: false });
}

/** Resolves when all runs of a started lab have ended. */
function ended({ runs }: Lab): Promise<void> {
  const isOver = (): boolean => !['preparing', 'running', 'stepping', 'paused'].includes(runs.phase());
  return new Promise((resolve) => {
    if (isOver()) return resolve();
    const stop = runs.useRuns.subscribe(() => {
      if (!isOver()) return;
      stop();
      resolve();
    });
  });
}

/** Why the lab did not train to the end. */
export function problemOf({ backend, runs, settings }: Lab): string {
  const { problem } = backend.useBackend.getState();
  if (problem !== undefined) return problem;
  const [note] = runs.useRuns.getState().notes;
  if (note?.kind === 'diverged') return `Its loss was not a number any more at step ${note.step}.`;
  const { dataset } = settings.useSettings.getState().draft;
  return note?.failure?.details ?? `The data set ${dataset} or its worker could not be loaded.`;
}

function armOf(lab: Lab): OpenArm {
  const { epochs, batchSize } = lab.settings.useSettings.getState().draft;
  return {
    byRule: lab.byRule,
    redraw: lab.redraw,
    epochs,
    epoch: () => {
      if (lab.runs.phase() === 'preparing') return undefined;
      return Math.min(epochs, Math.floor(progress(lab.series.record(), epochs, batchSize).now) + 1);
    },
    problem: () => problemOf(lab),
  };
}

/**
 * @param given at least one, in the order in which they train
 * @param mostEpochs trains at most this many: for slow computers and tests
 */
export function createMiniLab(given: readonly Arm[], mostEpochs?: number): MiniLab {
  const labs: ReadonlyMap<string, Lab> = new Map(given.map((arm) => [arm.id, openLab(arm, mostEpochs)]));
  const arms: ReadonlyMap<string, OpenArm> = new Map([...labs].map(([id, lab]) => [id, armOf(lab)]));
  const useMiniLab = create<MiniLabState>(() => ({ phase: 'ready', arm: undefined }));
  /** Changes with every `run` and `close`: an earlier one ends when it sees another number. */
  let turn = 0;

  async function run(): Promise<void> {
    turn += 1;
    const mine = turn;
    for (const lab of labs.values()) endRun(lab);
    for (const [arm, lab] of labs) {
      useMiniLab.setState({ phase: 'running', arm });
      await lab.actions.train();
      await ended(lab);
      if (mine !== turn) return;
      // "ready": there was no data set or no backend; "stopped": every run failed.
      if (lab.runs.phase() !== 'finished') return useMiniLab.setState({ phase: 'stopped', arm });
      freeNetworks(lab);
    }
    useMiniLab.setState({ phase: 'finished', arm: undefined });
  }

  function close(): void {
    turn += 1;
    for (const lab of labs.values()) endRun(lab);
    useMiniLab.setState({ phase: 'ready', arm: undefined });
  }

  return { arms, useMiniLab, run, close };
}
