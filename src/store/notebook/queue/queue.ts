/**
 * The queue: trains kept runs in the background, several at once, each in a session of its own. Curves and checkpoints
 * reach the page through the notebook; from the sessions it learns only how far they are and how they end.
 */
import { create } from 'zustand';
import { createSession } from '../../../client/session';
import type { Session, WorkerFailure } from '../../../client/types';
import type { RunEvent } from '../../../core/run/events';
import { keyText } from '../../../notebook/keys';
import { listNotebook } from '../../../notebook/read';
import type { ExperimentRecord, RunKey, RunRecord, RunState } from '../../../notebook/records';
import { changeRuns } from '../../../notebook/write';
import { requestDataset } from '../../data/data';
import type { LabBackend } from '../../run/backend';
import { cores } from '../../run/machine';
import { holdPace, noPace, notePace, type Pace, secondsLeft } from '../../run/pace';
import { createLimit, type Limit } from './limit';
import { samplesIn } from './samplesIn';

export interface QueueState {
  /** Paused by the user; nothing trains. */
  readonly paused: boolean;
  /** Texts of the keys of runs that wait, in order. */
  readonly waiting: readonly string[];
  readonly training: readonly string[];
  /** Ended since the queue was last empty. */
  readonly done: number;
  readonly secondsLeft: number | undefined;
  /** Why a run could not train, by the text of its key. */
  readonly problems: Readonly<Record<string, string>>;
}

interface Job {
  readonly key: RunKey;
  readonly run: RunRecord;
  readonly experiment: ExperimentRecord;
  session?: Session;
  step: number;
  /** Its worker broke before: a second time, it counts as failed. */
  retried: boolean;
  /** Cancelled, or the queue was emptied, while it was being prepared. */
  gone: boolean;
}

const idle: QueueState = {
  paused: false,
  waiting: [],
  training: [],
  done: 0,
  secondsLeft: undefined,
  problems: {},
};

/** Milliseconds between two estimates of the time left. */
const ESTIMATE = 1000;

/** @param isLive whether the Lab trains this experiment itself */
export function createRunQueue(backend: LabBackend, isLive: (experiment: string) => boolean) {
  const useQueue = create<QueueState>(() => idle);
  let waiting: readonly Job[] = [];
  let training: readonly Job[] = [];
  let limit: Limit | undefined;
  let pace: Pace = noPace;
  let samplesDone = 0;
  let estimatedAt = 0;

  const show = (part: Partial<QueueState> = {}): void => {
    const texts = (jobs: readonly Job[]) => jobs.map(({ key }) => keyText(key));
    useQueue.setState({ waiting: texts(waiting), training: texts(training), ...part });
  };
  const samplesLeft = (): number =>
    [...waiting, ...training].reduce(
      (sum, { run, experiment, step }) => sum + samplesIn(run.spec, experiment.data, step),
      0,
    );
  const note = (job: Job, state: RunState): Promise<unknown> =>
    changeRuns([job.key], (old) => ({ ...old, state })).catch(() => undefined);

  function leave(job: Job): void {
    job.gone = true;
    waiting = waiting.filter((one) => one !== job);
    training = training.filter((one) => one !== job);
    limit?.changed(training.length);
  }

  function end(job: Job): void {
    leave(job);
    const { done } = useQueue.getState();
    const over = waiting.length + training.length === 0;
    show({ done: over ? 0 : done + 1, ...(over ? { secondsLeft: undefined, paused: false } : {}) });
    fill();
  }

  /** @param state undefined: another tab trains it, and says how it stands */
  function refuse(job: Job, problem: string, state?: RunState): void {
    if (state) void note(job, state);
    useQueue.setState(({ problems }) => ({ problems: { ...problems, [keyText(job.key)]: problem } }));
    end(job);
  }

  /** A worker that broke is replaced once: the run goes on from its last checkpoint. */
  function handleFailure(job: Job, { kind, details }: WorkerFailure): void {
    job.session?.stop();
    if (kind === 'refused') refuse(job, details);
    else if (job.retried) refuse(job, details, 'failed');
    else {
      job.retried = true;
      void begin(job);
    }
  }

  function handleEvent(job: Job, event: RunEvent): void {
    const steps = Math.max(0, event.step - job.step);
    if (event.type !== 'resumed') samplesDone += steps * job.run.spec.batchSize;
    job.step = event.step;
    const now = performance.now();
    limit?.note(now / 1000, samplesDone);
    pace = notePace(pace, now / 1000, samplesDone);
    if (event.type === 'summary' || event.type === 'diverged') end(job);
    else if (now - estimatedAt >= ESTIMATE) {
      estimatedAt = now;
      show({ secondsLeft: secondsLeft(pace, samplesLeft()) });
      fill();
    }
  }

  async function begin(job: Job): Promise<void> {
    const { run, experiment, key } = job;
    const chosen = run.backend
      ? backend.recordedBackend(run.backend)
      : backend.requestBackend(experiment.settings.backend);
    const [dataset, choice] = await Promise.all([
      requestDataset(run.spec.dataset),
      chosen.catch((error: unknown) => String(error instanceof Error ? error.message : error)),
    ]);
    if (job.gone) return;
    if (!dataset)
      return refuse(job, `${experiment.data.name} could not be loaded. Get it on the Data page.`, 'paused');
    if (typeof choice === 'string' || !choice)
      return refuse(job, choice ?? 'No backend works in this browser.', 'paused');
    limit ??= createLimit(choice.backend, cores());
    if (!run.backend) await changeRuns([key], (old) => ({ ...old, backend: choice.backend })).catch(() => []);
    job.session = createSession(
      [{ id: run.id, spec: run.spec }],
      dataset,
      choice.backend,
      {
        onBegin: () => undefined,
        onEvent: (event) => handleEvent(job, event),
        onFailure: (_, failure) => handleFailure(job, failure),
        onSilence: () => undefined,
      },
      { keeps: () => false, reuses: true, kept: () => ({ key, resume: true }) },
    );
    if (!useQueue.getState().paused) job.session.run();
    fill();
  }

  function fill(): void {
    if (useQueue.getState().paused) return;
    // The first run chooses the backend, on which the limit depends.
    const atOnce = limit?.atOnce() ?? 1;
    while (training.length < atOnce) {
      const [next, ...others] = waiting;
      if (!next) break;
      waiting = others;
      training = [...training, next];
      limit?.changed(training.length);
      void begin(next);
    }
    show();
  }

  /** Adds the unfinished runs of an experiment that are not in the queue; they go on from their last checkpoints. */
  async function enqueue(id: string): Promise<void> {
    if (isLive(id)) return;
    const { experiments, runs } = await listNotebook();
    const experiment = experiments.find((one) => one.id === id);
    if (!experiment) return;
    const known = new Set([...waiting, ...training].map(({ key }) => keyText(key)));
    const isLeft = ({ state }: RunRecord): boolean => ['waiting', 'training', 'paused'].includes(state);
    const jobs = runs
      .filter((run) => run.experiment === id && isLeft(run))
      .toSorted((a, b) => a.place - b.place)
      .map((run): Job => {
        const key: RunKey = [id, run.id];
        return { key, run, experiment, step: run.step, retried: false, gone: false };
      })
      .filter(({ key }) => !known.has(keyText(key)));
    waiting = [...waiting, ...jobs];
    show({ paused: false });
    for (const { session } of training) session?.run();
    fill();
  }

  function pause(): void {
    for (const job of training) {
      job.session?.pause();
      void note(job, 'paused');
    }
    pace = holdPace(pace);
    show({ paused: true, secondsLeft: undefined });
  }

  function resume(): void {
    show({ paused: false });
    for (const job of training) {
      job.session?.run();
      void note(job, 'training');
    }
    fill();
  }

  /** Takes a run out of the queue; what it has learned is kept. @returns whether it was in the queue */
  function cancel(key: RunKey): boolean {
    const job = [...waiting, ...training].find((one) => keyText(one.key) === keyText(key));
    if (!job) return false;
    job.session?.stop();
    void note(job, 'stopped');
    end(job);
    return true;
  }

  /** Moves a waiting run before another one; to the end without one. The order is kept in the notebook. */
  function move(key: RunKey, before: RunKey | undefined): void {
    const job = waiting.find((one) => keyText(one.key) === keyText(key));
    if (!job) return;
    const others = waiting.filter((one) => one !== job);
    const place = before ? others.findIndex((one) => keyText(one.key) === keyText(before)) : -1;
    waiting = others.toSpliced(place < 0 ? others.length : place, 0, job);
    show();
    const places = new Map(waiting.map((one, at) => [keyText(one.key), at]));
    const first = Math.min(...waiting.map(({ run }) => run.place));
    void changeRuns(
      waiting.map((one) => one.key),
      (old) => ({ ...old, place: first + (places.get(keyText([old.experiment, old.id])) ?? 0) }),
    ).catch(() => undefined);
  }

  return { useQueue, isLive, enqueue, pause, resume, cancel, move };
}
