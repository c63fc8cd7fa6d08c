import { expect, it } from 'vitest';
import { type TraceEvent, tasksIn } from './tasks';

const thread = (pid: number, tid: number, name: string): TraceEvent => ({
  name: 'thread_name',
  ph: 'M',
  pid,
  tid,
  args: { name },
});
const task = (pid: number, tid: number, milliseconds: number): TraceEvent => ({
  name: 'RunTask',
  ph: 'X',
  pid,
  tid,
  dur: milliseconds * 1000,
  tdur: milliseconds * 500,
});

it('counts tasks of the busiest main thread, but of no worker', () => {
  const events = [
    thread(1, 1, 'CrRendererMain'),
    thread(1, 2, 'DedicatedWorker thread'),
    thread(2, 1, 'CrRendererMain'),
    task(1, 1, 10),
    task(1, 1, 60),
    task(1, 1, 49),
    task(1, 1, 1),
    task(1, 2, 500),
    task(2, 1, 90),
    { ...task(1, 1, 300), name: 'Layout' },
    { ...task(1, 1, 300), ph: 'B' },
  ];
  expect(tasksIn(events)).toEqual({ tasks: 4, under50: 0.75, longest: 60, longestOwn: 30 });
});
