import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../core/run/events';
import { createPieceCollector, curvesOf, cutPiece, isEmptyPiece, joined } from './pieces';
import { epochEvents, measuresEvent, resumedEvent, startEvents } from './testSupport';

/** One piece after each list of events. */
function piecesFrom(...lists: readonly (readonly RunEvent[])[]) {
  const collector = createPieceCollector();
  return lists.map((events) => {
    for (const event of events) collector.add(event);
    const piece = collector.piece();
    collector.empty();
    return piece;
  });
}
const all = [...startEvents, ...epochEvents(1), ...epochEvents(2), ...epochEvents(3)];
const [whole] = piecesFrom(all);

describe('pieces of curves', () => {
  it('hold every event of a curve, in order', () => {
    const curves = curvesOf(whole ? [whole] : []);
    expect([...curves.loss.steps]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...curves.loss.values]).toEqual([0.1, 0.3, 0.05, 0.15, 0.1 / 3, 0.3 / 3]);
    expect(curves.start).toBe(startEvents[1]);
    expect(curves.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(curves.measures).toEqual([0, 1, 2, 3].map(measuresEvent));
    expect(curves.predictions?.epoch).toBe(3);
  });

  it('are the same curves, wherever the events are divided', () => {
    const curves = curvesOf(whole ? [whole] : []);
    for (let at = 1; at < all.length; at++) {
      const [a, b] = piecesFrom(all.slice(0, at), all.slice(at));
      if (!a || !b) throw new Error('two pieces');
      expect(b.fromStep).toBe(a.toStep);
      expect(curvesOf([a, b])).toEqual(curves);
      expect(joined(a, b)).toEqual(whole);
    }
  });

  it('end at the step to which they are cut', () => {
    const [until] = piecesFrom([...startEvents, ...epochEvents(1), ...epochEvents(2)]);
    expect(whole && cutPiece(whole, 4)).toEqual({ ...until, predictions: undefined, toStep: 4 });
    expect(whole && cutPiece(whole, 6)).toBe(whole);
    expect(whole && isEmptyPiece(cutPiece(whole, -1))).toBe(true);
  });

  it('begin where the run resumes', () => {
    const [piece] = piecesFrom([resumedEvent(2), ...epochEvents(3)]);
    expect(piece).toMatchObject({ fromStep: 4, toStep: 6 });
    expect(isEmptyPiece(piecesFrom([resumedEvent(2)])[0] as never)).toBe(true);
  });

  it('leave out what is no curve', () => {
    const [piece] = piecesFrom([
      { type: 'progress', run: 'dfa-0', step: 1 },
      { type: 'sample', run: 'dfa-0', step: 1, samples: 3, testLoss: 1, testAccuracy: 1 },
      { type: 'checkpoint', run: 'dfa-0', step: 2, epoch: 1 },
    ]);
    expect(piece && isEmptyPiece(piece)).toBe(true);
  });
});
