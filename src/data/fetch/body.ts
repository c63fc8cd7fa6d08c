/** Reads a response body in the browser, with a size limit and a stall timeout. */
import { bytesText as amount, bytesOf as amountOf } from '../../core/format';
import { SourceFailure } from './faults';
import { announcedText, announcesTooMuch, exceededText, type Limit, mostOf } from './limits';
import type { Stall } from './stall';

/** Cross-origin responses hide Content-Encoding from pages, although Content-Length counts the encoded bytes. */
const mayBeEncoded = ({ headers, type }: Response): boolean =>
  type === 'cors' || headers.has('content-encoding');

/** Cancels an unread body, which would keep its connection open. */
export async function leave(response: Response | undefined): Promise<void> {
  if (response?.body?.locked === false) await response.body.cancel().catch(() => undefined);
}

/**
 * @throws {SourceFailure} if it is shorter than announced or longer than the limit; the stall's reason on timeout or
 *   abort
 */
export async function readBody(
  response: Response,
  limit: Limit,
  onBytes: (done: number) => void,
  stall: Stall,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = response.headers.get('content-length');
  const declared = length === null ? undefined : Number(length);
  const encoded = mayBeEncoded(response);
  const reader = response.body?.getReader();
  const leave = (text: string): never => {
    reader?.cancel().catch(() => {}); // it has been left
    throw new SourceFailure(text, 'source');
  };
  if (declared !== undefined && announcesTooMuch(limit, declared, encoded))
    leave(announcedText(declared, Math.max(limit.packed, limit.plain)));
  const expected = response.headers.has('content-encoding') ? undefined : declared;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  const cutOff = () =>
    new SourceFailure(`cut off after ${expected ? amountOf(done, expected) : amount(done)}`, 'connection');
  for (;;) {
    const piece = await reader?.read().catch((reason) => {
      throw stall.signal.aborted ? reason : cutOff();
    });
    if (piece === undefined || piece.done) break;
    stall.heard();
    const most = mostOf(limit, parts[0] ?? piece.value);
    if (!encoded && declared !== undefined && declared > most) leave(announcedText(declared, most));
    parts.push(piece.value);
    done += piece.value.length;
    if (done > most) leave(exceededText(most));
    onBytes(done);
  }
  if (expected !== undefined && done < expected) throw cutOff();
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
