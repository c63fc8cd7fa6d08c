import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { membersOf } from './archive';

const text = (value: string) => new TextEncoder().encode(value);
const open = (bytes: Uint8Array, ...wanted: string[]) => membersOf('a.zip', bytes, 'zip', new Set(wanted));

/** Says of its only member that it has so many bytes. */
function claiming(bytes: number): Uint8Array {
  const archive = zipSync({ wanted: text('little') });
  const view = new DataView(archive.buffer, archive.byteOffset);
  const directory = view.getUint32(archive.length - 6, true);
  view.setUint32(directory + 24, bytes, true);
  return archive;
}

describe('nested zip archives', () => {
  it('are opened, one level deep', async () => {
    const inner = zipSync({ 'in/a': text('first'), 'deep.zip': zipSync({ b: text('second') }) });
    const found = await open(zipSync({ 'inner.zip': inner }), 'a', 'b');
    expect([...found]).toEqual([['a', text('first')]]);
  });

  it('share one limit on the unpacked size', async () => {
    await expect(open(zipSync({ 'one.zip': claiming(300_000_000) }), 'none')).resolves.toHaveProperty(
      'size',
      0,
    );
    const two = zipSync({ 'one.zip': claiming(210_000_000), 'two.zip': claiming(210_000_000) });
    await expect(open(two, 'wanted')).rejects.toThrow(/it contains far more than any of the data sets/);
  });

  it('share one limit on the number of archives', async () => {
    const few = zipSync(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}/a`, text('x')])));
    await expect(open(few, 'a')).resolves.toHaveProperty('size', 1);
    await expect(open(zipSync({ 'one.zip': few, 'two.zip': few }), 'a')).rejects.toThrow(/far more/);
  });
});
