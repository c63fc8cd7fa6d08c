import { beforeAll, expect, it } from 'vitest';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { createRun } from '../run';

beforeAll(useCpu);

it('has the arrays of a checkpoint at the same step, and every B', async () => {
  const spec = tinyConfig({ rule: 'f3-error', hidden: [4, 3], feedbackRedraw: 'epoch', epochs: 2 });
  const run = createRun(spec, tinyData(), { checkpoints: true });
  let seen = 0;
  for await (const event of run.events) {
    if (event.type !== 'checkpoint') continue;
    const { arrays } = await run.checkpoint();
    const now = await run.inspect('parameters', {});
    const { feedback1, feedback2, ...parameters } = now?.arrays ?? {};
    const kept = Object.entries(arrays).filter(([name]) => /^layer\d\.[Wb]$/.test(name));
    expect(parameters).toEqual(Object.fromEntries(kept));
    expect(Object.keys(parameters)).toHaveLength(6);
    const outputs = tinyData().outputs;
    expect([feedback1?.shape, feedback2?.shape]).toEqual([
      [outputs, 4],
      [outputs, 3],
    ]);
    seen += 1;
  }
  expect(seen).toBe(2);
});
