/** The findings on threads against stages as Markdown. */

import { wayCostKeys } from '../../src/core/cost/ways';
import { gainOf, modelError, modelled, type WaysRecord } from '../../src/experiment/results/ways';
import { short, table } from '../table';

function pointRows(record: WaysRecord): string[][] {
  return record.points.map((point) => {
    const model = modelled(record, point, record.costs);
    const { depth, width, batchSize, alone, threads, stages, judged, rounds } = point;
    return [
      `${record.net.inputs}-${width}×${depth}-${record.net.outputs}, ${batchSize}`,
      ...[1000 * alone, 1000 * model.alone, alone / threads, alone / stages].map(short),
      ...[gainOf(point), gainOf(model)].map(short),
      judged > 0 ? `${judged} of ${rounds}` : `none of ${rounds}: unjudged`,
    ];
  });
}

export function waysText(record: WaysRecord | undefined): string[] {
  if (!record) return [];
  const { workers, costs } = record;
  const head = [
    ...['network, batch', 'ms by one', 'model', `faster by ${workers} threads`, `by ${workers} stages`],
    ...['threads’ time over stages’', 'model', 'rounds'],
  ];
  const { typical, most, agreed, points } = modelError(record);
  const fitted = wayCostKeys.map((key) =>
    key === 'sharing' || key === 'beside'
      ? `${key} ${short(costs[key])}`
      : `${key} ${short(1e9 * costs[key])} ns`,
  );
  return [
    `### ${workers} stages or ${workers} threads, F³-Error, Node, WebAssembly`,
    table(head, pointRows(record)),
    `Fitted: ${fitted.join(', ')}. The model’s ratio is off by a factor of ${short(typical)} (median; at most ${short(most)}), and names the faster way at ${agreed} of ${points} points.`,
  ];
}
