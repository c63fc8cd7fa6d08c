import { expect, it } from 'vitest';
import { keyText } from '../../notebook/keys';
import { createPieceCollector, curvesOf } from '../../notebook/pieces';
import { listNotebook } from '../../notebook/read';
import type { RunRecord } from '../../notebook/records';
import {
  epochEvents,
  experimentRecord,
  resumedEvent,
  runRecord,
  startEvents,
} from '../../notebook/testSupport';
import { addExperiment, keepProgress } from '../../notebook/write';
import { requestCurves, useCurves } from './curves';

/** Trains epochs `from` + 1 … `to` of a run, and keeps them. */
async function train(id: string, from: number, to: number): Promise<void> {
  const collector = createPieceCollector();
  for (const event of from === 0 ? startEvents : [resumedEvent(from)]) collector.add(event);
  for (let epoch = from + 1; epoch <= to; epoch += 1)
    for (const event of epochEvents(epoch)) collector.add(event);
  await keepProgress(['e1', id], { piece: collector.piece(), run: (old) => ({ ...old, step: 2 * to }) });
}

function undisturbed(epochs: number) {
  const collector = createPieceCollector();
  for (const event of startEvents) collector.add(event);
  for (let epoch = 1; epoch <= epochs; epoch += 1)
    for (const event of epochEvents(epoch)) collector.add(event);
  return curvesOf([collector.piece()]);
}

const curves = () => useCurves.getState().curves;
const textOf = ({ experiment, id }: RunRecord): string => keyText([experiment, id]);

it('curves of all runs come, in as many transactions as their size asks for, and again only of those that grew', async () => {
  const ids = Array.from({ length: 8 }, (_, i) => `r${i}`);
  await addExperiment(
    experimentRecord(),
    ids.map((id) => runRecord(id)),
  );
  for (const id of ids.slice(1)) await train(id, 0, 2);
  // As if they were large: two in a transaction, one, …
  const sized = async () =>
    (await listNotebook()).runs.map((run, i) =>
      run.curveBytes > 0 ? { ...run, curveBytes: i % 3 === 0 ? 900_000 : 400_000 } : run,
    );
  await requestCurves(await sized());
  expect([...curves().keys()].sort()).toEqual((await sized()).slice(1).map(textOf));
  for (const own of curves().values()) expect(own).toEqual(undisturbed(2));

  const before = curves();
  await train('r3', 2, 3);
  await requestCurves(await sized());
  for (const [text, own] of before)
    if (text === 'e1 r3') expect(curves().get(text)).toEqual(undisturbed(3));
    else expect(curves().get(text)).toBe(own);
  const after = curves();
  await requestCurves(await sized());
  expect(curves()).toBe(after);
});
