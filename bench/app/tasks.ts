/** Tasks of the page's main thread, from the browser's trace. */
import type { CDPSession, Page } from '@playwright/test';
import type { Window } from '../results';

export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Wall-clock time in microseconds. */
  readonly dur?: number;
  /** CPU time in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export type Tasks = Pick<Window, 'tasks' | 'under50' | 'longest' | 'longestOwn'>;

/** Tasks of the busiest renderer's main thread; other renderers are idle. */
export function tasksIn(events: readonly TraceEvent[]): Tasks {
  const mains = events
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const byThread = new Map<string, TraceEvent[]>(mains.map((thread) => [thread, []]));
  for (const event of events)
    if (event.ph === 'X' && event.name === 'RunTask') byThread.get(`${event.pid} ${event.tid}`)?.push(event);
  const durations = [...byThread.values()].map((tasks) => ({
    clock: tasks.map(({ dur = 0 }) => dur / 1000),
    own: tasks.map(({ tdur = 0 }) => tdur / 1000),
  }));
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
  const longest = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b), 0);
  const [busiest] = durations.sort((a, b) => sum(b.clock) - sum(a.clock));
  const { clock, own } = busiest ?? { clock: [], own: [] };
  return {
    tasks: clock.length,
    under50: clock.filter((duration) => duration < 50).length / clock.length,
    longest: longest(clock),
    longestOwn: longest(own),
  };
}

async function readStream(session: CDPSession, handle: string): Promise<string> {
  const chunks: string[] = [];
  while (true) {
    const { data, eof } = await session.send('IO.read', { handle });
    chunks.push(data);
    if (eof) break;
  }
  await session.send('IO.close', { handle });
  return chunks.join('');
}

/** Traces the page's main thread during `work`. */
export async function traceTasks(page: Page, work: () => Promise<void>): Promise<Tasks> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser to trace.');
  const session = await browser.newBrowserCDPSession();
  await session.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'], excludedCategories: ['*'] },
  });
  await work();
  const complete = new Promise<string>((resolve) => {
    session.once('Tracing.tracingComplete', ({ stream }) => resolve(stream ?? ''));
  });
  await session.send('Tracing.end');
  const text = await readStream(session, await complete);
  await session.detach();
  return tasksIn((JSON.parse(text) as { traceEvents: TraceEvent[] }).traceEvents);
}
