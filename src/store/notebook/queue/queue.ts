/**
 * The queue: trains kept runs in the background, several at once, each in a session of its own. Curves and checkpoints
 * reach the page through the notebook; from the sessions it learns only how far they are and how they end.
 */
import { create } from 'zustand';
import { createSession } from '../../../client/session';
import type { WorkerFailure } from '../../../client/types';
import type { RunEvent } from '../../../core/run/events';
import { pipelineShapeOf } from '../../../core/trainer/pipeline/pipelineShape';
import { keyText } from '../../../notebook/keys';
import { listNotebook } from '../../../notebook/read';
import type { RunKey, RunState } from '../../../notebook/records';
import type { LabBackend } from '../../run/backend';
import { cores } from '../../run/machine';
import { needsOf } from './begin';
import { createEstimate } from './estimate';
import { findJob, type Job, jobsOf, noteState, samplesLeft } from './job';
import { createLimit, type Limit } from './limit';
import { keepOrder, moved } from './order';

export interface QueueState {
  /** Paused by the user; nothing trains. */
  readonly paused: boolean;
  /** Texts of the keys of runs that wait, in order. */
  readonly waiting: readonly string[];
  /** Those of them that are paused one by one: they do not begin. */
  readonly held: readonly string[];
  readonly training: readonly string[];
  /** Ended since the queue was last empty. */
  readonly done: number;
  readonly secondsLeft: number | undefined;
  /** Why a run could not train, by the text of its key. */
  readonly problems: Readonly<Record<string, string>>;
}

const idle: QueueState = {
  ...{ paused: false, waiting: [], held: [], training: [] },
  ...{ done: 0, secondsLeft: undefined, problems: {} },
};

/** Milliseconds between two estimates of the time left. */
const ESTIMATE = 1000;

/** @param isLive whether the Lab trains this experiment itself */
export function createRunQueue(backend: LabBackend, isLive: (experiment: string) => boolean) {
  const useQueue = create<QueueState>(() => idle);
  let waiting: readonly Job[] = [];
  let training: readonly Job[] = [];
  let limit: Limit | undefined;
  const estimate = createEstimate();
  let estimatedAt = 0;

  const show = (part: Partial<QueueState> = {}): void => {
    const texts = (jobs: readonly Job[]) => jobs.map(({ key }) => keyText(key));
    const held = waiting.filter((job) => job.held);
    useQueue.setState({ waiting: texts(waiting), held: texts(held), training: texts(training), ...part });
  };
  const isPaused = (): boolean => useQueue.getState().paused;

  function leave(job: Job): void {
    job.turn += 1;
    waiting = waiting.filter((one) => one !== job);
    training = training.filter((one) => one !== job);
    limit?.changed(training.length);
  }

  function end(job: Job): void {
    leave(job);
    const { done } = useQueue.getState();
    const over = waiting.length + training.length === 0;
    show({ done: over ? 0 : done + 1, ...(over ? { paused: false } : {}) });
    fill();
  }

  /** @param state undefined: another tab trains it, and says how it stands */
  function refuse(job: Job, problem: string, state?: RunState): void {
    if (state) noteState(job, state);
    useQueue.setState(({ problems }) => ({ problems: { ...problems, [keyText(job.key)]: problem } }));
    end(job);
  }

  /** A worker that broke is replaced once: the run goes on from its last checkpoint. */
  function handleFailure(job: Job, { kind, details }: WorkerFailure): void {
    job.session?.stop();
    job.session = undefined;
    if (kind === 'refused') refuse(job, details);
    else if (job.retried) refuse(job, details, 'failed');
    else {
      job.retried = true;
      if (training.includes(job)) void begin(job);
    }
  }

  function handleEvent(job: Job, event: RunEvent): void {
    const steps = Math.max(0, event.step - job.step);
    const now = performance.now();
    estimate.note(now / 1000, event.type === 'resumed' ? 0 : steps * job.run.spec.batchSize);
    job.step = event.step;
    limit?.note(now / 1000, estimate.samples());
    if (event.type === 'summary' || event.type === 'diverged') end(job);
    // What was under way at the pause still arrives, and may have been noted as training.
    else if (job.held || isPaused()) noteState(job, 'paused');
    else if (now - estimatedAt >= ESTIMATE) {
      estimatedAt = now;
      show({ secondsLeft: estimate.left(samplesLeft([...waiting, ...training])) });
      fill();
    }
  }

  async function begin(job: Job): Promise<void> {
    job.turn += 1;
    const { turn, run, key } = job;
    const needs = await needsOf(job, backend);
    if (job.turn !== turn) return;
    if ('problem' in needs) return refuse(job, needs.problem, 'paused');
    limit ??= createLimit(needs.backend, Math.max(1, Math.floor(cores() / job.experiment.settings.pipeline)));
    job.session = createSession(
      [{ id: run.id, spec: run.spec }],
      needs.dataset,
      needs.backend,
      {
        onBegin: () => undefined,
        onEvent: (event) => handleEvent(job, event),
        onFailure: (_, failure) => handleFailure(job, failure),
        onSilence: () => undefined,
      },
      {
        ...{ weights: needs.weights, pipeline: pipelineShapeOf(job.experiment.settings) },
        ...{ keeps: () => false, reuses: true, kept: () => ({ key, resume: true }) },
      },
    );
    if (!isPaused()) job.session.run();
    fill();
  }

  function goOn(job: Job): void {
    job.session?.run();
    noteState(job, 'training');
  }

  function fill(): void {
    if (isPaused()) return;
    // The first run chooses the backend, on which the limit depends.
    const atOnce = limit?.atOnce() ?? 1;
    while (training.length < atOnce) {
      const next = waiting.find(({ held }) => !held);
      if (!next) break;
      waiting = waiting.filter((one) => one !== next);
      training = [...training, next];
      limit?.changed(training.length);
      if (next.session) goOn(next);
      else void begin(next);
    }
    rest();
    show();
  }

  function rest(): void {
    if (training.length > 0 && !isPaused()) return;
    estimate.rest();
    useQueue.setState({ secondsLeft: undefined });
  }

  /** Adds the unfinished runs of an experiment that are not in the queue; they go on from their last checkpoints. */
  async function enqueue(id: string): Promise<void> {
    if (isLive(id)) return;
    const { experiments, runs } = await listNotebook();
    const experiment = experiments.find((one) => one.id === id);
    if (!experiment) return;
    const known = [...waiting, ...training];
    waiting = [...waiting, ...jobsOf(experiment, runs).filter(({ key }) => !findJob(known, key))];
    if (isPaused()) resume();
    else fill();
  }

  function pause(): void {
    for (const job of training) {
      job.session?.pause();
      noteState(job, 'paused');
    }
    show({ paused: true });
    rest();
  }

  /** Goes on with what `pause` stopped; runs that are held stay held. */
  function resume(): void {
    show({ paused: false });
    training.forEach(goOn);
    fill();
  }

  /** Pauses one run. Its core goes to the next one; the run itself waits at the front, with what it has learned. */
  function hold(key: RunKey): void {
    const job = findJob([...waiting, ...training], key);
    if (!job || job.held) return;
    job.held = true;
    if (training.includes(job)) {
      job.session?.pause();
      leave(job);
      waiting = [job, ...waiting];
    }
    noteState(job, 'paused');
    show();
    fill();
  }

  /** Lets a held run go on, as soon as there is a core for it. */
  function release(key: RunKey): void {
    const job = findJob(waiting, key);
    if (!job?.held) return;
    job.held = false;
    noteState(job, 'waiting');
    show();
    fill();
  }

  /** Takes a run out of the queue; what it has learned is kept. @returns whether it was in the queue */
  function cancel(key: RunKey): boolean {
    const job = findJob([...waiting, ...training], key);
    if (!job) return false;
    job.session?.stop();
    noteState(job, 'stopped');
    end(job);
    return true;
  }

  /** Moves a waiting run before another one; to the end without one. The order is kept in the notebook. */
  function move(key: RunKey, before: RunKey | undefined): void {
    const next = moved(waiting, key, before);
    if (next === waiting) return;
    waiting = next;
    show();
    keepOrder(waiting);
  }

  return { useQueue, isLive, enqueue, pause, resume, hold, release, cancel, move };
}
