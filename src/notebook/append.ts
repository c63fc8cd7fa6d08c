/** Appends pieces to a run's curves in the database. */
import { piecesOf, type Writing } from './database';
import { type CurvePiece, cutPiece, isEmptyPiece, joined, pieceBytes } from './pieces';
import type { RunKey } from './records';
import { isPiece } from './valid';

/** Bytes up to which pieces are joined: few entries to read, and little to write again at each append. */
const JOINED = 16_384;

/**
 * Cuts off what lies beyond the piece's beginning, which a run that resumes computes again, and appends the piece.
 * @returns growth in bytes
 */
export async function appendPiece(transaction: Writing, key: RunKey, piece: CurvePiece): Promise<number> {
  const store = transaction.objectStore('curves');
  const keyAt = (one: CurvePiece): [string, string, number] => [...key, one.fromStep];
  let growth = 0;
  let last: CurvePiece | undefined;
  // From the end; ends at the first piece that stays as it is.
  for (let at = await store.openCursor(piecesOf(key), 'prev'); at; at = await at.continue()) {
    if (!isPiece(at.value)) {
      await at.delete();
      continue;
    }
    last = at.value;
    if (last.toStep <= piece.fromStep) break;
    growth -= pieceBytes(last);
    if (last.fromStep <= piece.fromStep) {
      last = cutPiece(last, piece.fromStep);
      growth += pieceBytes(last);
      await at.update(last);
      break;
    }
    await at.delete();
    last = undefined;
  }
  if (isEmptyPiece(piece)) return growth;
  const before = last && (last.fromStep === piece.fromStep || pieceBytes(last) < JOINED) ? last : undefined;
  const next = before ? joined(before, piece) : piece;
  await store.put(next, keyAt(next));
  return growth + pieceBytes(next) - (before ? pieceBytes(before) : 0);
}
