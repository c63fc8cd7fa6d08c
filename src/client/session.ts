/**
 * Several runs, one worker each. Runs that train together stay within one report of the same epoch; runs beyond the
 * limit wait in a queue. The page pulls events from the workers: to pause, it stops asking, and a busy page applies
 * back-pressure instead of filling a queue of messages.
 */
import type { BackendId } from '../core/run/backends';
import type { RunId } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { classifyFailure } from './failures';
import { createMember, type Member } from './member';
import { createQueue } from './queue';
import { isHidden } from './timeout';
import { createTurns, type ReportLimit } from './turns';
import type { NamedRun, Session, SessionListener, SessionOptions } from './types';
import { TICK } from './watchdog';

const OPTIONS = {
  lossPointsPerEpoch: 20,
  samplesPerEpoch: 5,
  millisecondsBetweenSamples: 500,
  predictions: true,
};

export function createSession(
  runs: readonly NamedRun[],
  dataset: Dataset,
  backend: BackendId,
  listener: SessionListener,
  {
    atOnce = Number.POSITIVE_INFINITY,
    keeps = () => true,
    kept = () => undefined,
    reuses = false,
    pipeline,
    threads = 1,
    weights,
  }: SessionOptions = {},
): Session {
  const create = ({ id, spec }: NamedRun, on: BackendId): Member => {
    const order = kept(id);
    const resume = order?.resume === true || (restarted.has(id) && on === backend);
    const begin = order && { ...order, resume };
    const member = createMember(id, { backend: on, threads }, (worker) =>
      worker.api.start(spec, dataset, { ...OPTIONS, id, weights }, begin, pipeline),
    );
    member.whenBroken.catch((error: unknown) => handleFailure(member, error));
    return member;
  };
  let members: readonly Member[] = [];
  const restarted = new Set<RunId>();
  /** Runs that went on by themselves after a loss. */
  const regained = new Set<RunId>();
  /** Backends of runs that were restarted on another one. */
  const backends = new Map<RunId, BackendId>();
  let running = false;
  let stopped = false;
  let wake: (() => void)[] = [];
  const find = (run: RunId): Member | undefined => members.find(({ id }) => id === run);

  const wakeAll = (): void => {
    const waiting = wake;
    wake = [];
    for (const resume of waiting) resume();
  };
  /** Epochs done by the slowest run that the others wait for. */
  const slowest = (): number =>
    Math.min(...members.filter(({ over, behind }) => !over && !behind).map(({ epochs }) => epochs));

  /** Runs that take turns: a silent one would block the others. */
  const going = (): readonly Member[] =>
    members.filter(({ over, silent, paused }) => !over && !silent && !paused);

  /** The others wait again for a run that fell behind (silent, or started later) once it has caught up. */
  const catchUp = (member: Member): void => {
    const front = slowest();
    // Only late starters are left: from here on they wait for each other.
    if (front === Number.POSITIVE_INFINITY) for (const one of going()) one.behind = false;
    else if (member.behind && !member.silent && !member.paused && member.epochs >= front)
      member.behind = false;
  };

  /** The run has delivered its last event; its place in the queue becomes free. */
  function finish(member: Member): void {
    member.over = true;
    if (!keeps(member.id)) {
      if (reuses || queue.waits()) member.recycle();
      else member.close();
    }
    queue.end(member.id);
  }

  /** The queue has a place for this run: it starts, or resumes where it was held. */
  function admit(id: RunId): void {
    const aside = find(id);
    if (aside) aside.paused = false;
    const member = aside ?? join(id);
    catchUp(member);
    wakeAll();
    if (running) void converse(member, pump);
  }
  function join(id: RunId): Member {
    const fresh = create(runs.find((run) => run.id === id) as NamedRun, backends.get(id) ?? backend);
    fresh.behind = members.some(({ epochs }) => epochs > 0);
    members = [...members, fresh];
    listener.onBegin(id);
    return fresh;
  }

  function noteSilence(member: Member, silent: boolean): void {
    if (member.silent === silent || stopped || member.over) return;
    member.setSilent(silent);
    if (silent) member.behind = true;
    listener.onSilence(member.id, silent);
    wakeAll();
  }

  function handleFailure(member: Member, error: unknown): void {
    if (stopped || member.over) return;
    noteSilence(member, false);
    member.over = true;
    // Its network can be neither trained nor inspected: free the memory.
    member.close();
    const failure = classifyFailure(error);
    if (failure.kind === 'device-lost' && regain(member.id)) return;
    listener.onFailure(member.id, failure);
    queue.end(member.id);
    wakeAll();
  }

  /** @returns whether the run goes on by itself */
  function regain(run: RunId): boolean {
    if (!listener.onRegain || regained.has(run) || !kept(run)) return false;
    regained.add(run);
    queue.end(run);
    listener.onRegain(run);
    restart(run, backends.get(run) ?? backend);
    return true;
  }

  function restart(run: RunId, on: BackendId): void {
    find(run)?.close();
    members = members.filter(({ id }) => id !== run);
    backends.set(run, on);
    restarted.add(run);
    queue.enqueue(run);
    wakeAll();
  }

  async function ask(member: Member, limit: ReportLimit): Promise<void> {
    member.watch.asked(performance.now());
    const events = await member.next(limit);
    member.watch.answered(performance.now());
    if (stopped || member.over) return;
    noteSilence(member, false);
    for (const event of events) {
      if (event.type === 'epoch' || event.type === 'resumed') member.epochs = event.epoch;
      listener.onEvent(event);
    }
    const last = events.at(-1)?.type;
    if (last === undefined || last === 'summary' || last === 'diverged') finish(member);
    catchUp(member);
    wakeAll();
  }

  const isAhead = ({ epochs }: Member): boolean => epochs > slowest();
  const turns = createTurns<Member>({
    going,
    changed: wakeAll,
    // Not reported by every browser.
    cores: globalThis.navigator?.hardwareConcurrency ?? 2,
    now: () => performance.now(),
  });

  async function start(member: Member): Promise<void> {
    member.watch.asked(performance.now());
    await member.ready;
    // From here on it may wait for its turn or be paused, which must not count as silence.
    member.watch.rest();
    noteSilence(member, false);
  }

  async function pump(member: Member): Promise<void> {
    await start(member);
    while (running && !member.over && !member.paused) {
      const limit = turns.limitFor(member);
      // A fast run waits at each epoch's end, but it must not miss a turn alone that comes then.
      if (limit && (limit.exclusive || !isAhead(member))) await takeTurn(member, limit);
      else await new Promise<void>((resume) => wake.push(resume));
    }
  }

  async function takeTurn(member: Member, limit: ReportLimit): Promise<void> {
    const end = turns.begin(member);
    try {
      await ask(member, limit);
    } finally {
      end();
      wakeAll();
    }
  }

  async function oneStep(member: Member): Promise<void> {
    await start(member);
    await ask(member, { maxSteps: 1 });
  }

  /** One task per worker at a time; an error ends this run only. */
  function converse(member: Member, talk: (member: Member) => Promise<void>): Promise<void> {
    const now = member.busy
      .then(() => (stopped || member.over || member.paused ? undefined : talk(member)))
      .catch((error: unknown) => handleFailure(member, error));
    member.busy = now;
    return now;
  }

  const queue = createQueue(
    runs.map(({ id }) => id),
    atOnce,
    admit,
  );
  queue.fill();

  const clock = setInterval(() => {
    const now = performance.now();
    for (const member of members)
      if (!member.over && member.watch.tick(now, !isHidden())) noteSilence(member, true);
  }, TICK);

  return {
    run: () => {
      if (running || stopped) return;
      running = true;
      for (const member of members) void converse(member, pump);
    },
    pause: () => {
      running = false;
      wakeAll();
    },
    step: async () => {
      running = false;
      wakeAll();
      await Promise.all(members.map((member) => member.unlessSilent(() => converse(member, oneStep))));
    },
    inspect: async (run, what, request) => {
      const member = find(run);
      return stopped ? undefined : member?.unlessSilent(() => member.inspect(what, request));
    },
    wait: (run) => {
      const member = find(run);
      member?.watch.wait();
      if (member) noteSilence(member, false);
    },
    end: (run) => {
      const member = find(run);
      if (member) member.over = true;
      member?.close();
      queue.end(run);
      wakeAll();
    },
    hold: (run) => {
      const member = find(run);
      if (member) {
        member.paused = true;
        member.behind = true;
      }
      queue.putAside(run);
      wakeAll();
    },
    resume: (run) => {
      const member = find(run);
      if (!member || member.paused) queue.enqueue(run);
    },
    restart: (run, on) => {
      if (!stopped) restart(run, on);
    },
    stop: () => {
      stopped = true;
      running = false;
      clearInterval(clock);
      for (const member of members) member.close();
      wakeAll();
    },
  };
}
