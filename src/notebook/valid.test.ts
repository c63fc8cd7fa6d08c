import { expect, it } from 'vitest';
import { createPieceCollector } from './pieces';
import { epochEvents, startEvents } from './testSupport';
import { isPiece } from './valid';

it('a piece with an event that has no type, no whole step or is none is damaged', () => {
  const collector = createPieceCollector();
  for (const event of [...startEvents, ...epochEvents(1)]) collector.add(event);
  const piece = collector.piece();
  expect(isPiece(piece)).toBe(true);
  const [epoch] = piece.epochs;
  const { type: _type, ...untyped } = { ...epoch };
  const damaged = [
    null,
    'epoch',
    [],
    untyped,
    { ...epoch, step: 1.5 },
    { ...epoch, step: -1 },
    { ...epoch, step: '2' },
  ];
  for (const place of ['epochs', 'measures', 'reports'] as const) {
    for (const event of damaged) expect(isPiece({ ...piece, [place]: [epoch, event] })).toBe(false);
    for (const events of [undefined, {}, epoch]) expect(isPiece({ ...piece, [place]: events })).toBe(false);
  }
});
