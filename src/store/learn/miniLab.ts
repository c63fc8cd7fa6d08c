/**
 * A lesson's mini-lab: one or several experiments that train one after the other, each in a lab of its own, so that
 * the Lab's run is not touched.
 */
import { create } from 'zustand';
import { createLab, type Lab } from '../lab';
import { openLink } from '../settings/address';

/** One of the experiments that a mini-lab compares. */
export interface Arm {
  /** Unique within the mini-lab. */
  readonly id: string;
  /** The experiment, as the query of its link. */
  readonly query: string;
}

interface MiniLabState {
  /** "stopped": an arm could not train to its end. */
  readonly phase: 'ready' | 'running' | 'finished' | 'stopped';
  /** Id of the arm that trains. */
  readonly arm: string | undefined;
}

export interface MiniLabOptions {
  /** Trains at most this many epochs: for slow computers and tests. */
  readonly mostEpochs?: number | undefined;
  /** Keeps the trained networks for inspection until `close`; otherwise each arm's are freed at its end. */
  readonly keep?: boolean;
}

function openArm({ query }: Arm, { mostEpochs }: MiniLabOptions): Lab {
  const lab = createLab();
  openLink(lab.settings, query);
  const { epochs } = lab.settings.useSettings.getState().draft;
  if (mostEpochs !== undefined && mostEpochs < epochs) lab.settings.setText('epochs', String(mostEpochs));
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

/** Resolves when all runs of the lab have ended; `started` must have been resolved. */
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

/** @param arms at least one, in the order in which they train */
export function createMiniLab(arms: readonly Arm[], options: MiniLabOptions = {}) {
  const labs: ReadonlyMap<string, Lab> = new Map(arms.map((arm) => [arm.id, openArm(arm, options)]));
  const useMiniLab = create<MiniLabState>(() => ({ phase: 'ready', arm: undefined }));
  /** Changes with every `run` and `close`: an earlier one ends when it sees another number. */
  let turn = 0;

  /** Trains all arms from the beginning. Resolves when they have ended, or another `run` or `close` came. */
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
      if (!options.keep) freeNetworks(lab);
    }
    useMiniLab.setState({ phase: 'finished', arm: undefined });
  }

  /** Ends training and frees all networks, when the lesson is left. */
  function close(): void {
    turn += 1;
    for (const lab of labs.values()) endRun(lab);
    useMiniLab.setState({ phase: 'ready', arm: undefined });
  }

  return { arms, labs, useMiniLab, run, close };
}
export type MiniLab = ReturnType<typeof createMiniLab>;
