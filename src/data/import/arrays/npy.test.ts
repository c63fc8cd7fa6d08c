import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { examine } from '../index';
import { allocate, fileOf, inPieces, npyOf, problemOf, rowsOf } from '../testSupport';

/** Written by NumPy 2.4 (np.lib.format.write_array, gzipped): [[1.5, -2, 3], [4, 5.25, -6]] and others. */
const byNumpy = {
  'float64, C order':
    'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgYw+GEPoRkOQCgOBwgtAKVFobTEAQBFrwWpsAAAAA==',
  'float64, Fortran order':
    'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqGuo6Cell9UUpSYF59flJIKEg8pKk0FChdnJBakArkaRjoKxpo6CrUK5AMuBjD4YQ+hBRwgNMMBCCUK5XNAaYkDAM4XO32wAAAA',
  float16:
    'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqSuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgY7hgMMTgwuDq4MxwBDaAVTjAAAAA==',
  'big-endian float32, version 2':
    'H4sIAAAAAAACA5vsF+obEMnEUMLAwFCtnpJanFykbqWgbpdmoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKxpo6CrUKZAIu+wMMDEDE4OAAxA1AvALIBwoAAP0yZeSYAAAA',
} as const;
/** [[1, -2], [3, 2**40]] as int64 of version 3; 0 … 23 as big-endian int16 in Fortran order [2, 3, 4]; subnormal and largest float16. */
const int64 =
  'H4sIAAAAAAACA5vsF+obEMnMUMLAwFCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKRpo6CrUKZAIuRgYI+PcfApgZkABQEgDPJR0toAAAAA==';
const fortran3 =
  'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6XaaSuo6Cell9UUpSYF59flJIKEg8pKk0FChdnJBakArkaRjoKxjoKJpo6CrUKZAIuBgYGHgYWBgEGDgYRBkYGXgZWBkEGTgZRBiYGPgY2BiEGLgYxBmYGfgZ2BmEGbgZxAHrYBc+wAAAA';
const halves =
  'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqSuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CkaaOgq1CmQDLkaG/9UMDaGmANqM/quIAAAA';
const others = {
  texts:
    'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG4Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoKtQoUAK5EBgaGJCAGAKcv4OyIAAAA',
  complex:
    'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loG6TbGimrqOgnpZfVFKUmBefX5SSCpJwS8wpTgWKF2ckFqQC+RqGOpo6CrUK5AMuBjD4YA+hGRwAUD9y4JAAAAA=',
  records:
    'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6lEK2hnqiuo6Buk2mirqmjoKGeBOalWahrxgIZaflFJUWJefH5RSmpIOVuiTnFqUDx4ozEglQgX8NIB6irVoEYwMWAAwAAZ9t4mpgAAAA=',
  objects:
    'H4sIAAAAAAACA5vsF+obEMnIUMZQrZ6SWpxcpG6loF7jr66joJ6WX1RSlJgXn1+UkgoSdkvMKU4FihdnJBakAvkaRjqaOgq1CpQArgaWqX0MENAjlleaW1CpF5+cX5Sql1uaU5KZWFSUWDmlhye+KDU5P6+4pKg0uWTK5Ck9rGCVU3rY81IgSiZP8WZoneLMmDSlfUrQFA1vRm+m1ikZzD2sKSWVBakgLUz+FlM6OyCyzD2MNVP8/Py8/gMBmPC2L5mS1Bk7RaN2ijdjKpCtBwBzm1BYGQEAAA==',
} as const;
const unpack = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const opened = (text: string) => fileOf('x.npy', unpack(text));

const up = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const labels = (n: number) =>
  fileOf(
    'labels.npy',
    npyOf(
      '<i8',
      [n],
      up(n).map((i) => 5 + 2 * (i % 3)),
    ),
  );

describe('a file written by NumPy', () => {
  it.each(Object.entries(byNumpy))('%s', async (_, text) => {
    const { profile } = await examine([opened(text)]);
    expect(profile.firstRows.map((row) => row.map(Number))).toEqual([
      [1.5, -2, 3],
      [4, 5.25, -6],
    ]);
    expect(profile.columns.map(({ name }) => name)).toEqual(['c1', 'c2', 'c3']);
  });

  it('int64 and float16 over their full ranges', async () => {
    expect((await examine([opened(int64)])).profile.firstRows).toEqual([
      ['1', '-2'],
      ['3', '1099511627776'],
    ]);
    expect((await examine([opened(halves)])).profile.firstRows.map((row) => row.map(Number))).toEqual([
      [2 ** -24, 65504],
      [0, 0.333251953125],
    ]);
  });

  it('three dimensions in Fortran order, row by row', async () => {
    const targets = fileOf('y.npy', npyOf('<f8', [2], [0.5, 1.5]));
    const { make, profile } = await examine([opened(fortran3), targets]);
    const rows = rowsOf(make(profile.suggested, 'own-x', allocate).dataset);
    expect(rows.sort((a, b) => a[0]! - b[0]!)).toEqual([up(12), up(12).map((i) => 12 + i)]);
  });
});

describe('samples and labels in two files', () => {
  const numbers = up(60).map((i) => i * 0.5);
  const features = fileOf('features.npy', npyOf('<f4', [30, 2], numbers));

  it('in either order, plain or gzipped, in chunks: whole numbers are classes', async () => {
    const packed = inPieces(fileOf('features.npy.gz', gzipSync(npyOf('<f4', [30, 2], numbers))), 50);
    for (const files of [
      [features, labels(30)],
      [labels(30), features],
      [packed, labels(30)],
    ]) {
      const { profile, outcome, make } = await examine(files);
      expect(profile).toMatchObject({ format: 'npy', rows: 30, columns: [], inputs: 2 });
      expect(profile.suggested).toMatchObject({ task: 'classification', name: 'features' });
      expect(outcome(profile.suggested)).toMatchObject({ inputs: 2, outputs: 3, train: 24, test: 6 });
      const { info, dataset } = make(profile.suggested, 'own-f', allocate);
      expect(info.classNames).toEqual(['5', '7', '9']);
      const { targets } = dataset.train;
      if (targets.kind !== 'classes') throw new Error('not classes');
      for (const [i, [x]] of rowsOf(dataset).slice(0, dataset.train.size).entries())
        expect(targets.labels[i]).toBe(x! % 3);
    }
  });

  it('columns are standardised separately, by the training rows', async () => {
    const { profile, make } = await examine([features, labels(30)]);
    const { dataset } = make(profile.suggested, 'own-f', allocate);
    const training = rowsOf(dataset).slice(0, dataset.train.size);
    for (const j of [0, 1]) {
      const column = training.map((row) => row[j]!);
      const mean = column.reduce((a, b) => a + b) / column.length;
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length;
      expect((dataset.mean as Float32Array)[j]).toBeCloseTo(mean, 5);
      expect((dataset.deviation as Float32Array)[j]).toBeCloseTo(Math.sqrt(variance), 5);
    }
  });

  it('fractions are values, also several per sample, each standardised separately', async () => {
    // A length in metres and a mass in grams: on one scale the length would be nothing.
    const values = up(60).map((i) => (i % 2 ? 1000 + i * i * 25 : 0.5 + i / 100));
    const targets = fileOf('targets.npy', npyOf('<f8', [30, 2], values));
    const wide = fileOf('x.npy', npyOf('<f4', [30, 4], up(120)));
    const { profile, make } = await examine([wide, targets]);
    expect(profile.suggested.task).toBe('regression');
    expect(profile.notes.at(-1)?.text).toMatch(/^The 2 values of targets\.npy are standardised separately/);
    const { info, dataset } = make(profile.suggested, 'own-x', allocate);
    expect(info).toMatchObject({ outputs: 2, targetName: 'targets' });
    // Two units cannot be told as one.
    expect(dataset.targetScale).toBeUndefined();
    const samples = rowsOf(dataset).map((row) => row[0]! / 4);
    const made = [dataset.train, dataset.test].flatMap((split) =>
      split.targets.kind === 'values' ? [...split.targets.values] : [],
    );
    for (const c of [0, 1]) {
      const raw = samples.map((sample) => values[2 * sample + c]!);
      const training = raw.slice(0, dataset.train.size);
      const mean = training.reduce((a, b) => a + b) / training.length;
      const deviation = Math.sqrt(training.reduce((sum, v) => sum + (v - mean) ** 2, 0) / training.length);
      for (const [i, value] of raw.entries())
        expect(made[2 * i + c]).toBeCloseTo((value - mean) / deviation, 5);
    }
  });

  it.each([
    ['0, 1, 2 as np.zeros(n) makes them', up(30).map((i) => i % 3), 'classification'],
    ['-1 and 1', up(30).map((i) => 2 * (i % 2) - 1), 'classification'],
    ['halves', up(30).map((i) => (i % 3) / 2), 'regression'],
    ['another whole number for each sample', up(30), 'regression'],
    ['one number', up(30).map(() => 1), 'regression'],
  ] as const)('floating-point labels: %s', async (_, values, task) => {
    const y = fileOf('y.npy', npyOf('<f8', [30], values));
    const samples = fileOf('x.npy', npyOf('<f4', [30, 2], up(60)));
    if (new Set(values).size > 1) expect((await examine([samples, y])).profile.suggested.task).toBe(task);
    else expect(await problemOf([samples, y])).toMatch(/always the same/);
  });

  it('are classes or values as the user chooses', async () => {
    const y = (dtype: '<i8' | '<f8', factor: number) =>
      fileOf(
        'y.npy',
        npyOf(
          dtype,
          [30],
          up(30).map((i) => factor * (i % 3)),
        ),
      );
    const whole = await examine([features, y('<i8', 2)]);
    expect(whole.profile.suggested.task).toBe('classification');
    const values = { ...whole.profile.suggested, task: 'regression' } as const;
    expect(whole.outcome(values)).toMatchObject({ outputs: 1, train: 24, test: 6 });
    const predicted = whole.make(values, 'own-v', allocate);
    expect(predicted.info).toMatchObject({ task: 'regression', outputs: 1, settings: { loss: 'mse' } });
    expect(predicted.dataset.train.targets.kind).toBe('values');
    expect(predicted.dataset.targetScale).toMatchObject({ unit: 'y' });
    const halves = await examine([features, y('<f8', 0.5)]);
    const classes = { ...halves.profile.suggested, task: 'classification' } as const;
    expect(halves.outcome(classes).outputs).toBe(3);
    expect(halves.make(classes, 'own-c', allocate).info.classNames).toEqual(['0', '0.5', '1']);
  });

  it('are distinguished by their names, else by how many numbers they have', async () => {
    const hot = up(60).map((i) => Number(i % 2 === (i >> 1) % 2));
    const [one, two] = [npyOf('<f8', [30], up(30)), npyOf('|u1', [30, 2], hot)];
    const labelsOf = async (first: string, second: string) =>
      (await examine([fileOf(first, one), fileOf(second, two)])).profile.labels;
    expect(await labelsOf('x.npy', 'labels.npy')).toBe('labels.npy');
    expect(await labelsOf('y.npy', 'X.npy')).toBe('y.npy');
    expect(await labelsOf('a.npy', 'b.npy')).toBe('a.npy');
    const many = fileOf('y-images.npy', npyOf('|u1', [30, 300], new Array<number>(9000).fill(7)));
    const { profile } = await examine([
      many,
      fileOf(
        'a.npy',
        npyOf(
          '<i4',
          [30],
          up(30).map((i) => i % 3),
        ),
      ),
    ]);
    expect(profile.inputs).toBe(300);
  });

  it('can be swapped by the user', async () => {
    const y = fileOf(
      'y.npy',
      npyOf(
        '<f4',
        [30, 1],
        up(30).map((i) => i % 3),
      ),
    );
    const found = await examine([features, y]);
    expect(found.profile).toMatchObject({
      labels: 'y.npy',
      inputs: 2,
      suggested: { task: 'classification' },
    });
    const swapped = await examine([features, y], { labels: 'features.npy' });
    expect(swapped.profile).toMatchObject({
      labels: 'features.npy',
      inputs: 1,
      suggested: { name: 'y', task: 'regression' },
      notes: [{ text: 'y.npy holds the samples, features.npy the targets.' }, {}],
    });
    expect(swapped.profile.firstRows[1]).toEqual(['1', '1', '1.5']);
    expect(swapped.outcome(swapped.profile.suggested)).toMatchObject({ inputs: 1, outputs: 2 });
    // Two of the same shape can be told apart by the person alone.
    const a = fileOf('a.npy', npyOf('<f8', [3, 2], up(6)));
    const b = fileOf('b.npy', npyOf('<f8', [3, 2], up(6)));
    expect((await examine([a, b], { labels: 'a.npy' })).profile).toMatchObject({ labels: 'a.npy' });
    expect(await problemOf([a, b], { labels: 'c.npy' })).toMatch(/“c\.npy” was named; .*a\.npy and b\.npy/);
  });

  it('cannot be swapped if that gives more outputs than a network may have', async () => {
    const samples = fileOf('x.npy', npyOf('|u1', [30, 257], up(30 * 257)));
    expect((await examine([samples, labels(30)])).profile).not.toHaveProperty('labels');
    expect(await problemOf([samples, labels(30)], { labels: 'x.npy' })).toMatch(/too many outputs/);
  });

  it('a single 1 among zeros is a class', async () => {
    const hot = up(90).map((i) => Number(i % 3 === Math.floor(i / 3) % 3));
    const wide = fileOf('x.npy', npyOf('<f4', [30, 4], up(120)));
    const { profile, outcome } = await examine([wide, fileOf('y.npy', npyOf('<f4', [30, 3], hot))]);
    expect(profile.suggested.task).toBe('classification');
    expect(outcome(profile.suggested).outputs).toBe(3);
  });

  it('columns of bytes are standardised separately, and stay bytes', async () => {
    // A share in percent beside a count to 255.
    const bytes = up(60).map((i) => (i % 2 ? (i * 37) % 256 : i % 7));
    const { profile, make } = await examine([fileOf('b.npy', npyOf('|u1', [30, 2], bytes)), labels(30)]);
    const { dataset } = make(profile.suggested, 'own-b', allocate);
    expect(dataset.train.inputs).toBeInstanceOf(Uint8Array);
    for (const j of [0, 1]) {
      const column = rowsOf(dataset)
        .slice(0, dataset.train.size)
        .map((row) => row[j]!);
      const mean = column.reduce((a, b) => a + b) / column.length;
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length;
      expect((dataset.mean as Float32Array)[j]).toBeCloseTo(mean, 4);
      expect((dataset.deviation as Float32Array)[j]).toBeCloseTo(Math.sqrt(variance), 4);
    }
  });

  it('bytes of two dimensions are images, and stay bytes', async () => {
    const pixels = up(30 * 6).map((i) => i % 256);
    const { profile, make } = await examine([fileOf('i.npy', npyOf('|u1', [30, 2, 3], pixels)), labels(30)]);
    expect(profile.image).toEqual({ height: 2, width: 3, channels: 1 });
    expect([...profile.pixels!]).toEqual(pixels.slice(0, 14 * 6));
    const { info, dataset } = make(profile.suggested, 'own-i', allocate);
    expect(info.image).toEqual({ height: 2, width: 3, channels: 1 });
    expect(dataset.train.inputs).toBeInstanceOf(Uint8Array);
    const training = rowsOf(dataset).slice(0, dataset.train.size).flat();
    const mean = training.reduce((a, b) => a + b) / training.length;
    expect(dataset.mean).toBeCloseTo(mean, 8);
    expect(dataset.deviation).toBeCloseTo(
      Math.sqrt(training.reduce((sum, x) => sum + (x - mean) ** 2, 0) / training.length),
      8,
    );
    const raw = make({ ...profile.suggested, standardise: false }, 'own-i', allocate).dataset;
    expect([raw.mean, raw.deviation]).toEqual([0, 255]);
  });

  it.each([
    ['last', [30, 2, 2, 3], (y: number, x: number, c: number) => 10 * (2 * y + x) + c],
    ['first', [30, 3, 2, 2], (y: number, x: number, c: number) => 10 * (2 * y + x) + c],
  ] as const)('colours stored %s become planes', async (order, shape, value) => {
    const pixel = (i: number): number => {
      if (order === 'last') return value(Math.floor(i / 6), Math.floor(i / 3) % 2, i % 3);
      return value(Math.floor(i / 2) % 2, i % 2, Math.floor(i / 4));
    };
    const pixels = up(30).flatMap(() => up(12).map(pixel));
    const { profile, make } = await examine([fileOf('rgb.npy', npyOf('|u1', shape, pixels)), labels(30)]);
    expect(profile.image).toEqual({ height: 2, width: 2, channels: 3 });
    const planes = [0, 10, 20, 30, 1, 11, 21, 31, 2, 12, 22, 32];
    expect([...profile.pixels!.subarray(0, 12)]).toEqual(planes);
    expect(rowsOf(make(profile.suggested, 'own-i', allocate).dataset)[17]).toEqual(planes);
  });
});

describe('a single matrix is a table', () => {
  it('NaN is missing; infinities are asked about', async () => {
    const values = up(60).map((i) => (i === 5 ? Number.NaN : i === 7 ? Number.POSITIVE_INFINITY : i));
    const file = fileOf('m.npy', npyOf('<f8', [30, 2], values));
    expect(await problemOf([file])).toMatch(/infinite\. \| m\.npy, row 4, column c2: “Infinity”/);
    const { profile } = await examine([file], { missing: ['inf'] });
    expect(profile).toMatchObject({ rows: 30, format: 'npy' });
    expect(profile.suggested.target).toBe('c2');
    expect(profile.columns[1]).toMatchObject({ missing: 2, distinct: 28 });
    expect(profile.notes[0]).toMatchObject({
      row: 3,
      column: 'c2',
      text: '“NaN” counts as missing. 2 such rows are left out, for the target is missing.',
    });
  });
});

describe('an unusable NPY file is named with its fault', () => {
  const good = npyOf('<f8', [4, 3], up(12));
  const text = (bytes: Uint8Array, from: string, to: string): Uint8Array =>
    Uint8Array.from(Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1'));
  const zeros = new Uint8Array(70_000_000);
  zeros.set(good);

  it.each([
    [
      'cut short',
      good.subarray(0, -1),
      /cut short\. \| Its header promises 96\sbytes of numbers; in bad\.npy 95\sbytes are/,
    ],
    ['gzipped and cut short inside', gzipSync(good.subarray(0, -8)), /cut short\. \| .* bad\.npy 88\sbytes/],
    ['too long', Uint8Array.from([...good, 0]), /too long\. \| .* bad\.npy more than that/],
    [
      'a header alone',
      good.subarray(0, 40),
      /header of this NPY file is damaged\. \| bad\.npy: it ends within/,
    ],
    ['a magic alone', good.subarray(0, 8), /header of this NPY file is damaged\. \| bad\.npy/],
    [
      'wrong magic',
      Uint8Array.from([0x92, ...good.subarray(1)]),
      /not an NPY file\. \| bad\.npy: It begins with the bytes 92/,
    ],
    ['empty', new Uint8Array(0), /not an NPY file\. \| bad\.npy: It is empty/],
    [
      'an unknown version',
      Uint8Array.from(good, (byte, i) => (i === 6 ? 9 : byte)),
      /version 9 is not known/,
    ],
    [
      'a damaged dictionary',
      text(good, 'fortran_order', 'fortran_ordex'),
      /damaged\. \| bad\.npy: it says “\{'descr'/,
    ],
    ['a damaged shape', text(good, '(4, 3)', '(4, x)'), /damaged\. \| bad\.npy: its shape is \(4, x\)/],
    [
      'a shape of too much',
      text(good, '(4, 3), }       ', '(4, 3000000000)}'),
      /too large\. \| bad\.npy has the shape \(4, 3000000000\)/,
    ],
    ['a shape that the file cannot hold', text(good, '(4, 3), }    ', '(4, 3000000)}'), /cut short/],
    ['no samples', npyOf('<f8', [0, 3], []), /empty\. \| bad\.npy has the shape \(0, 3\)/],
    [
      'texts',
      unpack(others.texts),
      /not plain numbers\. \| bad\.npy holds texts \(dtype <U1\)\. .*np\.unique/,
    ],
    [
      'complex numbers',
      unpack(others.complex),
      /holds complex numbers \(dtype <c16\)\. .*np\.concatenate\(\[X\.real, X\.imag\]/,
    ],
    ['records', unpack(others.records), /holds records \(dtype \[\('a'.*structured_to_unstructured/],
    ['Python objects', unpack(others.objects), /holds Python objects \(dtype \|O\)\. .*np\.unique.*float64/],
    [
      'labels alone',
      npyOf('<i4', [4], [1, 2, 1, 2]),
      /Labels are missing\. \| bad\.npy has the shape \(4,\)/,
    ],
    [
      'images alone',
      npyOf('|u1', [2, 2, 2], up(8)),
      /Labels are missing\. \| bad\.npy has the shape \(2, 2, 2\)/,
    ],
    [
      '3,000 columns alone',
      npyOf('|u1', [2, 3000], up(6000)),
      /too many columns\. \| bad\.npy has 3,000 columns/,
    ],
    ['one value of the target only', npyOf('<f8', [3, 2], [1, 7, 2, 7, 3, 7]), /column c2 is 7 in every row/],
    ['gzip cut short', gzipSync(good).subarray(0, -12), /gzip file is damaged/],
    ['a gzip bomb', gzipSync(zeros), /too long/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), /It is a PNG image/],
  ])('%s', async (_, content, message) => {
    expect(await problemOf([fileOf('bad.npy', content)])).toMatch(message);
  });

  it('a zip of arrays', async () => {
    expect(await problemOf([fileOf('a.npz', 'PK\u0003\u0004')])).toMatch(
      /NPZ.*\| a\.npz: unpack it like a zip/,
    );
  });

  const x = (n: number, values = up(2 * n)) => fileOf('x.npy', npyOf('<f8', [n, 2], values));
  const y = (values: readonly number[]) => fileOf('y.npy', npyOf('<f8', [values.length], values));
  const inf = Number.POSITIVE_INFINITY;
  it.each([
    [
      'other counts',
      [x(4), y([1, 2, 3])],
      /do not match in number\. \| x\.npy holds 4 samples, y\.npy 3 labels/,
    ],
    [
      'NaN among samples',
      [x(3, [0, 1, 2, Number.NaN, 4, 5]), y([1, 2, 3])],
      /not a finite number\. \| x\.npy, row 2, number 2 of 2 is NaN/,
    ],
    ['infinity among targets', [x(3), y([1, inf, 3])], /not a finite number\. \| y\.npy, row 2 is Infinity/],
    [
      'one class only',
      [x(4), fileOf('y.npy', npyOf('<i4', [4], [3, 3, 3, 3]))],
      /only one class\. \| y\.npy is “3” in every row/,
    ],
    ['one value only', [x(3), y([2, 2, 2])], /always the same\. \| y\.npy is 2 in every row/],
    [
      'two of the same shape',
      [fileOf('a.npy', npyOf('<f8', [3, 2], up(6))), x(3)],
      /Which file holds the labels\? \| a\.npy has the shape \(3, 2\)/,
    ],
    [
      'three files',
      [x(3), y([1, 2, 3]), y([1, 2, 3])],
      /do not form a data set\. \| x\.npy, y\.npy, y\.npy: Choose two/,
    ],
  ] as const)('%s', async (_, files, message) => {
    expect(await problemOf(files)).toMatch(message);
  });

  it('one number instead of one per sample', async () => {
    const single = fileOf('y.npy', npyOf('<f8', [], [3]));
    expect(await problemOf([x(4), single])).toMatch(
      /single number\. \| y\.npy has the shape \(\): it holds one number, not one for each of the 4 samples/,
    );
  });

  it('more outputs than a network may have', async () => {
    const targets = fileOf('y.npy', npyOf('|u1', [2, 300], up(600)));
    const samples = fileOf('x.npy', npyOf('|u1', [2, 400], up(800)));
    expect(await problemOf([samples, targets])).toMatch(/too many outputs\. \| y\.npy has 300 numbers/);
  });

  it('several numbers per sample, chosen as classes', async () => {
    const targets = fileOf('y.npy', npyOf('<f8', [3, 2], [1, 2, 3, 4, 5, 6]));
    const samples = fileOf('x.npy', npyOf('<f8', [3, 3], up(9)));
    expect(await problemOf([samples, targets], {}, { task: 'classification' })).toMatch(
      /not classes\. \| y\.npy has 2 numbers per sample/,
    );
  });
});
