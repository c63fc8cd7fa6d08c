import { describe, expect, it } from 'vitest';
import { createStream } from '../../core/random/rng';
import type { NamedArray } from '../../core/run/checkpoint';
import { DamagedFile, readTensors, writeTensors } from './safetensors';

/** Output of Hugging Face's `safetensors.numpy.save` 0.8.0 for `small`, in base64. */
const REFERENCE =
  '8AAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiLCtSDigJx44oCdIn0sImJwLTAvbGF5ZXIxLlciOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzIsM10sImRhdGFfb2Zmc2V0cyI6WzAsMjRdfSwiYnAtMC9sYXllcjEuYiI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzI0LDM2XX0sImJwLTAvdmlzaXRzIjp7ImR0eXBlIjoiVTE2Iiwic2hhcGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbMzYsNDJdfX0AAMA/AAAAwAAAQEAAAIA+AACAfwEAAAAAAOBAAAAAQQAAEEEAAAEA//8=';
const reference = (): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(REFERENCE, 'base64'));
const small = {
  metadata: { format: 'µ “x”' },
  arrays: new Map<string, NamedArray>([
    [
      'bp-0/layer1.W',
      { shape: [2, 3], values: Float32Array.of(1.5, -2, 3, 0.25, Number.POSITIVE_INFINITY, 1e-45) },
    ],
    ['bp-0/layer1.b', { shape: [3], values: Float32Array.of(7, 8, 9) }],
    ['bp-0/visits', { shape: [3], values: Uint16Array.of(0, 1, 65535) }],
  ]),
};

/** A file with any text as its header. */
function fileOf(header: string, data = 8): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}
const one = (entry: string): string => `{"a":${entry}}`;

describe('the safetensors format', () => {
  it('has the same bytes as the format’s own library', () => {
    expect(readTensors(reference())).toEqual(small);
    expect(writeTensors(small)).toEqual(reference());
  });

  it('round-trips any shapes, names and values bit for bit, including NaN payloads', () => {
    const { below } = createStream(14, 'arrays');
    for (let trial = 0; trial < 50; trial++) {
      const arrays = Array.from({ length: below(7) }, (_, i): [string, NamedArray] => {
        const shape = Array.from({ length: below(4) }, () => below(5));
        const bits = Uint32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => below(2 ** 32));
        const values = below(2) === 0 ? new Float32Array(bits.buffer) : Uint16Array.from(bits);
        return [['', '“ü”', '__proto__', 'a"\\\n', '12'][below(5)] + String(i), { shape, values }];
      });
      const metadata = { [`k${below(9)}`]: 'x'.repeat(below(9)), '\u2028': '{"a":[1]}' };
      const bytes = writeTensors({ metadata, arrays: new Map(arrays) });
      const read = readTensors(bytes);
      expect(read.metadata).toEqual(metadata);
      expect([...read.arrays.keys()].sort()).toEqual(arrays.map(([name]) => name).sort());
      for (const [name, { shape, values }] of arrays) {
        const found = read.arrays.get(name);
        expect(found?.shape).toEqual(shape);
        expect(found?.values.constructor).toBe(values.constructor);
        // Compares bytes, because toEqual treats all NaN as equal.
        const raw = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
          Buffer.from(buffer, byteOffset, byteLength);
        expect(raw(found?.values as Float32Array).equals(raw(values))).toBe(true);
      }
    }
  });

  it('reads aligned arrays as views, and others as copies', () => {
    const bytes = reference();
    expect(readTensors(bytes).arrays.get('bp-0/layer1.W')?.values.buffer).toBe(bytes.buffer);
    const shifted = new Uint8Array(bytes.length + 1).subarray(1);
    shifted.set(bytes);
    expect(readTensors(shifted)).toEqual(small);
  });
});

describe('a damaged file', () => {
  const whole = '{"dtype":"F32","shape":[2],"data_offsets":[0,8]}';
  it.each([
    ['an empty one', new Uint8Array(0), /^is cut short: it has 0 bytes/],
    [
      'a header beyond its end',
      fileOf('{}', 0).subarray(0, 9),
      /its header should have 2 bytes, and 1 are there/,
    ],
    ['an image', new Uint8Array(Buffer.from('\x89PNG\r\n\x1a\nxxxx', 'latin1')), /does not begin as/],
    ['text', new Uint8Array(Buffer.from('0.1,0.2,0.3')), /does not begin as/],
    ['no JSON', fileOf('{"a":', 0), /header is not JSON/],
    ['no UTF-8', reference().fill(0xff, 20, 21), /header is not JSON/],
    ['a list', fileOf('[]', 0), /not a JSON object/],
    [
      'metadata that are not strings',
      fileOf('{"__metadata__":{"version":1}}', 0),
      /__metadata__ is not a set/,
    ],
    ['a duplicate name', fileOf(`{"a":${whole},"a":${whole}}`), /says “a” twice/],
    ['duplicate metadata', fileOf('{"__metadata__":{"k":"1","k":"2"}}', 0), /says “k” twice/],
    ['a null array', fileOf(one('null')), /of its array “a”, the entry is missing/],
    [
      'another type',
      fileOf(one('{"dtype":"F64","shape":[1],"data_offsets":[0,8]}')),
      /type is "F64", not F32/,
    ],
    [
      'the name of an Object.prototype property as type',
      fileOf(one('{"dtype":"toString","shape":[1],"data_offsets":[0,8]}')),
      /type is "toString"/,
    ],
    ['no shape', fileOf(one('{"dtype":"F32","data_offsets":[0,8]}')), /the shape is undefined/],
    ['a negative size', fileOf(one('{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}')), /shape is \[-2\]/],
    [
      'a fractional size',
      fileOf(one('{"dtype":"F32","shape":[0.5],"data_offsets":[0,2]}')),
      /shape is \[0.5\]/,
    ],
    ['an infinite size', fileOf(one('{"dtype":"F32","shape":[1e999],"data_offsets":[0,8]}')), /the shape is/],
    [
      'sizes larger than any memory',
      fileOf(one('{"dtype":"F32","shape":[9007199254740991,9007199254740991],"data_offsets":[0,8]}')),
      /needs .* bytes, and it has 8/,
    ],
    [
      'offsets larger than any memory',
      fileOf(one('{"dtype":"U16","shape":[1000000000000],"data_offsets":[0,2000000000000]}')),
      /^is cut short: its arrays should have 2000000000000 bytes, and 8 are there/,
    ],
    ['invalid offsets', fileOf(one('{"dtype":"F32","shape":[2],"data_offsets":8}')), /the place is 8/],
    ['an end before the beginning', fileOf(one('{"dtype":"F32","shape":[0],"data_offsets":[8,0]}')), /-8/],
    [
      'a gap between arrays',
      fileOf(one('{"dtype":"F32","shape":[1],"data_offsets":[4,8]}')),
      /begins at byte 4 instead of 0/,
    ],
    ['two arrays at one offset', fileOf(`{"a":${whole},"b":${whole}}`), /“b” begins at byte 0 instead of 8/],
    [
      'trailing bytes',
      fileOf(one('{"dtype":"F32","shape":[1],"data_offsets":[0,4]}')),
      /4 bytes follow its last/,
    ],
  ] as const)('%s is rejected with its reason', (_name, bytes, words) => {
    expect(() => readTensors(bytes)).toThrow(words);
    expect(() => readTensors(bytes)).toThrow(DamagedFile);
  });

  it('is rejected when truncated at any byte', () => {
    for (let length = 0; length < reference().length; length++)
      expect(() => readTensors(reference().slice(0, length))).toThrow(DamagedFile);
  });

  it('with any bit flipped is valid or throws DamagedFile, nothing else', () => {
    const bytes = reference();
    for (let bit = 0; bit < 8 * (8 + 240); bit++) {
      const flipped = reference();
      flipped[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
      try {
        readTensors(flipped);
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedFile);
      }
    }
  });
});
