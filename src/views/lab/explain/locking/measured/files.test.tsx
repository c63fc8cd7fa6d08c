import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { TraceEvent } from '../../../../../core/run/events';
import { measuredDrawing, measuredRows } from './files';
import { lengthOf, type Traced } from './pieces';
import type { MeasuredView } from './useMeasured';

const lane = (layer: number, ...seconds: number[]): TraceEvent['lanes'][number] => ({
  works: [
    { layer, work: 'forward' },
    { layer, work: 'update' },
  ],
  seconds: Float64Array.from(seconds, (one) => one / 1000),
});
const pipelined: Traced = {
  ...{ rule: 'f3-error', name: 'F³-Error' },
  trace: {
    ...{ type: 'trace', run: 'f3-error-0', step: 2, epoch: 1, ready: 0 },
    lanes: [lane(0, 0, 10, 20, 20, 30, 40), lane(1, 20, 30, 40, 40, 50, 60)],
  },
};
const batches = { first: 1, shown: 2, most: 2 };
const all = [pipelined];
const view: MeasuredView = {
  ...{ all, ...batches, backend: 'wasm', of: () => pipelined },
  length: lengthOf([pipelined.trace.lanes], batches),
  setFirst: () => undefined,
  setShown: () => undefined,
};

it('draws stages in brackets and each batch’s number where there is room', () => {
  expect(view.length).toBe(0.06);
  const { content, width } = measuredDrawing(view);
  const text = renderToStaticMarkup(<g>{content}</g>);
  for (const stage of [1, 2]) expect(text).toContain(`<title>Stage ${stage}: one worker</title>`);
  // Two layers, two batches, forward and update, each a sixth of the window wide.
  expect(text.match(/font-size="10"/g)).toHaveLength(8);
  expect(text).toContain('ms since batch 1 began');
  // Nothing lies beyond the right end: lanes begin at 64 pixels, the last work takes the last sixth.
  const starts = [...text.matchAll(/M([\d.]+) [\d.]+h/g)].map(([, x]) => Number(x));
  expect(starts).toHaveLength(8);
  expect(Math.max(...starts) - 3).toBeCloseTo(64 + ((width - 64) * 5) / 6, 6);
});

it('lists every work', () => {
  const [head, ...rows] = measuredRows(view);
  expect(head).toEqual(['algorithm', 'run', 'epoch', 'worker', 'layer', 'batch', 'work', 'from_ms', 'to_ms']);
  expect(rows).toHaveLength(8);
  expect(rows[5]).toEqual(['F³-Error', 'f3-error-0', 1, 2, 2, 1, 'update', 30, 40]);
});
