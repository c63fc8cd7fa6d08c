import { expect, it } from 'vitest';
import { createQueue, type Queue } from './queue';

const order = ['a', 'b', 'c', 'd', 'e'];

/** A queue, the runs that train now, and all that have begun, in order. */
function queueOf(atOnce: number) {
  const training = new Set<string>();
  const begun: string[] = [];
  const queue = createQueue(order, atOnce, (id) => {
    training.add(id);
    begun.push(id);
  });
  const leave = (id: string, way: 'end' | 'putAside'): void => {
    training.delete(id);
    queue[way](id);
  };
  return { queue, training, begun, leave };
}

it('starts runs in order up to the limit, and the next when a place becomes free', () => {
  const { queue, training, begun, leave } = queueOf(2);
  queue.fill();
  expect([...training]).toEqual(['a', 'b']);
  expect(order.filter(queue.isWaiting)).toEqual(['c', 'd', 'e']);
  leave('b', 'end');
  leave('a', 'end');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  expect(queue.waits()).toBe(true);
  leave('c', 'end');
  expect([...training]).toEqual(['d', 'e']);
  expect(queue.waits()).toBe(false);
});

it('a waiting run can be ended, or put aside and requeued at its place in the order', () => {
  const { queue, begun, leave } = queueOf(1);
  queue.fill();
  queue.end('b');
  queue.putAside('c');
  leave('a', 'end');
  expect(begun).toEqual(['a', 'd']);
  queue.enqueue('c');
  leave('d', 'end');
  expect(begun).toEqual(['a', 'd', 'c']);
});

it('a run put aside frees its place, and waits for a free one when requeued', () => {
  const { queue, training, leave } = queueOf(2);
  queue.fill();
  leave('a', 'putAside');
  expect([...training]).toEqual(['b', 'c']);
  queue.enqueue('a');
  expect([...training]).toEqual(['b', 'c']);
  leave('c', 'end');
  expect([...training]).toEqual(['b', 'a']);
});

it('under random operations the limit is never exceeded and all runs end', () => {
  let state = 12345;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  for (let round = 0; round < 200; round += 1) {
    const atOnce = 1 + random(4);
    const { queue, training, leave } = queueOf(atOnce);
    const actions: readonly ((id: string) => void)[] = [
      (id) => leave(id, 'end'),
      (id) => leave(id, 'putAside'),
      (id) => {
        if (!training.has(id)) queue.enqueue(id);
      },
    ];
    queue.fill();
    for (let i = 0; i < 30; i += 1) {
      actions[random(actions.length)]?.(order[random(order.length)] as string);
      expect(training.size).toBeLessThanOrEqual(atOnce);
    }
    for (const id of order) if (!training.has(id)) queue.enqueue(id);
    finish(queue, training, leave);
  }
});

function finish(
  queue: Queue<string>,
  training: ReadonlySet<string>,
  leave: (id: string, way: 'end') => void,
): void {
  const done = new Set<string>();
  while (training.size > 0) {
    const [first] = training;
    done.add(first as string);
    leave(first as string, 'end');
  }
  expect(queue.waits()).toBe(false);
  expect([...done].sort()).toEqual(order);
}
