import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchDevice } from './deviceWatch';

class FullError {
  constructor(readonly message: string) {}
}
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.stubGlobal('GPUOutOfMemoryError', FullError);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

/** A fake device and pending work; a test decides the order of device failures and the work's result. */
function setUp() {
  const { promise: lost, resolve: destroy } = deferred<{ message: string }>();
  let listener: (event: { error: { message: string } }) => void = () => undefined;
  const reported: string[] = [];
  const watch = watchDevice(
    {
      lost,
      addEventListener: (_, its) => {
        listener = its;
      },
    },
    ({ name, message }) => reported.push(`${name}: ${message}`),
  );
  const work = deferred<readonly number[]>();
  /** What the page receives: values, or the name of the error. */
  const seen: unknown[] = [];
  const ask = (): void => {
    watch
      .guard(() => work.promise)
      .then(
        (values) => seen.push(values),
        ({ name }: Error) => seen.push(name),
      );
  };
  return {
    work,
    seen,
    reported,
    ask,
    destroy: () => destroy({ message: 'Destroyed.' }),
    fill: () => listener({ error: new FullError('Not enough memory left.') }),
    spoil: () => listener({ error: { message: 'a buffer is invalid' } }),
    later: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
  };
}

describe('an idle device', () => {
  it.each([
    ['destroy', 'device-lost'],
    ['fill', 'out-of-memory'],
  ] as const)('%s: reported at once, and later work is rejected', async (what, kind) => {
    const device = setUp();
    device[what]();
    await device.later(0);
    expect(device.reported).toEqual([expect.stringMatching(`^${kind}: `)]);
    device.ask();
    await device.later(0);
    expect(device.seen).toEqual([kind]);
  });
});

describe('while the device computes', () => {
  it('zeros read after a failed allocation are withheld, and the error is reported', async () => {
    const device = setUp();
    device.ask();
    device.fill();
    expect(device.reported).toEqual(['out-of-memory: Out of graphics memory: Not enough memory left.']);
    device.work.resolve([0, 0]);
    await device.later(0);
    expect(device.seen).toEqual(['out-of-memory']);
  });

  it('zeros read from a lost device are withheld, and a second failure is not reported', async () => {
    const device = setUp();
    device.ask();
    device.destroy();
    await device.later(0);
    device.fill();
    device.work.resolve([0, 0]);
    await device.later(0);
    expect(device.seen).toEqual(['device-lost']);
    expect(device.reported).toHaveLength(1);
  });

  it('a first failure is withheld until the device reports its loss', async () => {
    const device = setUp();
    device.ask();
    device.spoil();
    device.work.resolve([0, 0]);
    await device.later(500);
    expect([device.seen, device.reported]).toEqual([[], []]);
    device.destroy();
    await device.later(0);
    expect(device.seen).toEqual(['device-lost']);
    expect(device.reported).toEqual([expect.stringMatching(/^device-lost/)]);
  });

  it('an error thrown on a lost device is reported as the loss', async () => {
    const device = setUp();
    device.ask();
    device.work.reject(new Error('A valid external Instance reference no longer exists.'));
    await device.later(100);
    device.destroy();
    await device.later(0);
    expect(device.seen).toEqual(['device-lost']);
  });

  it('a failed operation on a healthy device ends the run without its values', async () => {
    const device = setUp();
    device.ask();
    device.spoil();
    device.work.resolve([0, 0]);
    await device.later(5000);
    expect(device.seen).toEqual(['broke']);
    expect(device.reported).toEqual(['broke: GPU: a buffer is invalid']);
  });
});

it('values of a healthy device and errors of the work pass unchanged', async () => {
  const device = setUp();
  device.ask();
  device.work.resolve([0.5]);
  await device.later(0);
  expect(device.seen).toEqual([[0.5]]);
  const other = setUp();
  other.ask();
  other.work.reject(new RangeError('raw'));
  await other.later(5000);
  expect([other.seen, other.reported]).toEqual([['RangeError'], []]);
});
