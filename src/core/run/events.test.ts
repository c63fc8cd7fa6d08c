import { beforeAll, expect, it } from 'vitest';
import { measureIds } from '../measures';
import { ruleIds } from '../rules';
import { tinyConfig, tinyData, train, useCpu } from '../testSupport';
import { computedOf, measuredKeys, type RunEvent } from './events';

beforeAll(useCpu);

async function eventsOf(rule: (typeof ruleIds)[number]): Promise<RunEvent[]> {
  const spec = tinyConfig({ rule, measures: [...measureIds] });
  const options = { samplesPerEpoch: 2, predictions: true, checkpoints: true };
  const events: RunEvent[] = [];
  // One after the other, as the command line asks: so that what runs alone is timed.
  const run = train(spec, tinyData(), options);
  const limit = { maxMilliseconds: 0.01, exclusive: true };
  for (let next = await run.next(limit); !next.done; next = await run.next(limit)) events.push(next.value);
  return events;
}

it.each(ruleIds)('%s: what is not measured has the same bytes each time', async (rule) => {
  const computed = async () =>
    JSON.stringify((await eventsOf(rule)).flatMap((event) => computedOf(event) ?? []));
  expect(await computed()).toBe(await computed());
});

it('what is measured stands under keys that say so, and nothing else does', async () => {
  const saysSo = /time|seconds|bytes|machine/i;
  const keys = new Set((await eventsOf('f3-error')).flatMap((event) => Object.keys(event)));
  expect([...keys].filter((key) => saysSo.test(key)).sort()).toEqual([...measuredKeys].sort());
  for (const key of measuredKeys) expect(key).toMatch(saysSo);
});
