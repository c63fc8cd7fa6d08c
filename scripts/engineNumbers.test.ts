/** No curve or reported number may depend on functions whose last bits differ between JavaScript engines. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usesOf } from './engineNumbers';

const drawn = 'drawing only';

/** Allowed uses by file: which functions, and why they are safe there. */
const allowed: Readonly<Record<string, { readonly names: readonly string[]; readonly why: string }>> = {
  'core/measures/angle.ts': { names: ['acos'], why: 'degrees are rounded to single precision' },
  'data/import/arrays/arrayFile.ts': { names: ['**'], why: 'whole powers of two, which are exact' },
  'data/import/assemble.ts': { names: ['log'], why: 'an axis’s range, rounded to two digits' },
  'data/loaders/mt19937.ts': { names: ['**'], why: 'whole powers of two, which are exact' },
  'kernels/wasm/output.ts': {
    names: ['log', '**'],
    why: 'the reported loss of a batch, a sum rounded to single precision; no weight depends on it',
  },
  'figures/marks/coincide.ts': { names: ['hypot'], why: `pixels along a line: ${drawn}` },
  'views/charts/points/spots.ts': { names: ['hypot'], why: `what lies next to the pointer: ${drawn}` },
  'views/lab/charts/predicted/predicted.ts': { names: ['**'], why: 'R² is shown with few digits' },
  'figures/axes/scale.ts': { names: ['log10', '**'], why: `ends of an axis: ${drawn}` },
  'figures/lines/smooth.ts': { names: ['**'], why: `a smoothed curve: ${drawn}, read with few digits` },
  'figures/axes/xAxis.ts': {
    names: ['log10', '**'],
    why: 'places along a logarithmic axis, from which whole numbers are read',
  },
  'figures/axes/ticks.ts': {
    names: ['log10'],
    why: 'the whole number below a logarithm, put right where it may be a power of ten',
  },
  'figures/sweep/sweepAxes.ts': { names: ['log10'], why: `places along an axis: ${drawn}` },
  'figures/axes/valueAxis.ts': { names: ['log10'], why: drawn },
  'views/lab/inside/deltas/deltas.ts': { names: ['log10'], why: `an axis of powers of ten: ${drawn}` },
  'views/lab/inside/plane/PlaneDrawing.tsx': { names: ['log10'], why: `places along an axis: ${drawn}` },
  'views/lab/inside/plane/plane.ts': { names: ['log10'], why: `places along an axis: ${drawn}` },
  'views/lab/explain/locking/together/map/MapFigure.tsx': {
    names: ['log2'],
    why: `the ends of a colour scale: ${drawn}`,
  },
  'views/lab/explain/locking/together/map/MapMarks.tsx': { names: ['log2'], why: `a colour: ${drawn}` },
  'views/lab/explain/locking/together/map/MapTable.tsx': {
    names: ['**'],
    why: 'ratios of a model, shown with few digits',
  },
  'views/lab/explain/locking/together/map/mapGrid.ts': {
    names: ['log2', '**'],
    why: 'places and colours of a map; widths are rounded to whole units',
  },
  'views/lab/explain/locking/together/map/useMap.ts': {
    names: ['log2', 'log10', '**'],
    why: 'where the present network stands, and a factor that is rounded to a twentieth of a decade',
  },
  'views/lab/inside/cells/ramp.ts': { names: ['**'], why: `a colour: ${drawn}` },
  'figures/theme/oklab.ts': {
    names: ['cbrt', '**', 'cos', 'sin', 'hypot'],
    why: `colours of 8 bits: ${drawn}`,
  },
  'views/lab/inside/sample/sampleText.ts': { names: ['log10'], why: `how many digits are shown: ${drawn}` },
  'views/lab/inside/diagram/signal/signalScale.ts': {
    names: ['log10'],
    why: 'the next of 1, 2, 5 × 10ⁿ is the same from either side of a power of ten',
  },
  'views/lab/inside/diagram/reading/spots.ts': {
    names: ['hypot'],
    why: `what lies next to the pointer: ${drawn}`,
  },
};

const WHAT_TO_DO =
  'engines differ in the last bits of these functions. Use src/core/random/portable.ts (log, cos, sin, power, powerOfTen), x * x for x ** 2, ' +
  'or Math.sqrt; or round with Math.fround before the number is used or shown, and say so in scripts/engineNumbers.test.ts';

const root = join(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !/(\.test|\/testSupport)\.tsx?$/.test(file));

describe('functions whose last bits differ between engines', () => {
  const found = files.flatMap((file) =>
    usesOf(file, readFileSync(join(root, file), 'utf8')).map((use) => ({ file, ...use })),
  );

  it('are used in src only where allowed', () => {
    const others = found.filter(({ file, name }) => !allowed[file]?.names.includes(name));
    expect(others.map(({ file, line, name }) => `src/${file}:${line}: ${name}: ${WHAT_TO_DO}`)).toEqual([]);
  });

  it('have no unused entries in the list of allowed uses', () => {
    for (const [file, { names }] of Object.entries(allowed))
      for (const name of names)
        expect(found, `src/${file}: ${name}`).toContainEqual(expect.objectContaining({ file, name }));
  });

  it.each([
    ['Math.log(x)', ['log']],
    ["Math['tanh'](x)", ['tanh']],
    ['const { cos: c, fround } = Math;', ['cos']],
    ['y = x ** 2; y **= 3;', ['**', '**']],
    ['const all = 2 ** 20 + 2 ** -24 + Math.sqrt(2) + Math.hypot(1, 2);', ['hypot']],
    ["// Math.exp(x)\nconst text = 'Math.pow(2, x) ** 3';", []],
  ])('are found: %s', (text, names) => {
    expect(usesOf('any.ts', text).map(({ name }) => name)).toEqual(names);
  });

  it('are found if Math is passed on', () => {
    expect(usesOf('any.ts', 'run(Math)').length).toBeGreaterThan(20);
  });
});
