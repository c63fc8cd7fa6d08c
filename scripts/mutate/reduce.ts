/** Minimises a file that shows a fault. */

/**
 * Delta debugging over a list.
 * @param fails whether the fault persists
 */
async function smallest<T>(
  whole: readonly T[],
  fails: (part: readonly T[]) => Promise<boolean>,
  most: number,
): Promise<readonly T[]> {
  let list = whole;
  let tries = 0;
  for (let pieces = 2; list.length > 1 && tries < most; ) {
    const size = Math.ceil(list.length / pieces);
    let shorter: readonly T[] | undefined;
    for (let from = 0; from < list.length && !shorter && tries < most; from += size) {
      const rest = [...list.slice(0, from), ...list.slice(from + size)];
      tries++;
      if (await fails(rest)) shorter = rest;
    }
    if (shorter) {
      list = shorter;
      pieces = Math.max(2, pieces - 1);
    } else if (size === 1) break;
    else pieces = Math.min(list.length, 2 * pieces);
  }
  return list;
}

/** Removes lines first, then characters if little is left. */
export async function reduced(
  bytes: Uint8Array,
  fails: (bytes: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array> {
  const text = Buffer.from(bytes).toString('latin1');
  const test = (parts: readonly string[]) => fails(Buffer.from(parts.join(''), 'latin1'));
  const lines = await smallest(text.split(/(?<=\n)/), test, 400);
  const left = lines.join('');
  const characters = left.length <= 300 ? await smallest([...left], test, 400) : [left];
  return Buffer.from(characters.join(''), 'latin1');
}
