import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../core/run/inspect/network';
import { createLab } from '../lab';
import { scaleKey, shownLayer, shownRule, withScales } from './inside';

const lab = createLab();
const { rescale, useInside } = lab.inside;

const inspection: Inspection = {
  step: 3,
  epoch: 1,
  seconds: 0.004,
  layers: [
    { layer: 0, size: 2, units: [0, 1], activations: [9, -9] },
    { layer: 1, size: 2, units: [0, 1], activations: [0.5, -2] },
    { layer: 2, size: 1, units: [0], activations: [1] },
  ],
  wires: [{ from: 0, to: 1, weights: Float32Array.of(0.25, -0.5) }],
  heatmap: {
    shape: [1, 2],
    rows: [0],
    columns: [0, 1],
    feedback: Float32Array.of(1, -1),
    path: Float32Array.of(0, 0),
    largest: { feedback: 4, path: 0 },
    correlation: null,
  },
  sample: {
    index: 0,
    output: Float32Array.of(1),
    target: Float32Array.of(1),
    remembered: undefined,
    visited: undefined,
  },
};

describe('scales of a run', () => {
  it('are fixed at the first inspection, separately per matrix', () => {
    const scales = withScales({}, { run: 'dfa-0', layer: 1, inspection });
    expect(scales).toEqual({
      [scaleKey('dfa-0', 'B', 1)]: 4,
      [scaleKey('dfa-0', 'units')]: 2,
      [scaleKey('dfa-0', 'W')]: 1.5,
      [scaleKey('dfa-0', 'signal')]: 1,
    });
    const larger = { ...inspection, heatmap: { ...inspection.heatmap!, largest: { feedback: 9, path: 7 } } };
    const later = withScales(scales, { run: 'dfa-0', layer: 1, inspection: larger });
    expect(later[scaleKey('dfa-0', 'B', 1)]).toBe(4);
    // An all-zero matrix fixes no scale.
    // Three times the first maximum, because the path grows.
    expect(later[scaleKey('dfa-0', 'path', 1)]).toBe(21);
    expect(withScales(later, { run: 'dfa-0', layer: 1, inspection: larger })).toBe(later);
  });
});

describe('rescaling', () => {
  it('rescaling uses the current values of everything shown, and keeps other rules’ scales', () => {
    const old = {
      [scaleKey('dfa-0', 'B', 1)]: 1,
      [scaleKey('dfa-0', 'path', 2)]: 1,
      [scaleKey('dfa-0', 'W')]: 9,
    };
    const others = { [scaleKey('sdfa-0', 'B', 1)]: 1 };
    useInside.setState({ seen: { run: 'dfa-0', layer: 1, inspection }, scales: { ...old, ...others } });
    rescale();
    expect(useInside.getState().scales).toEqual({
      ...others,
      [scaleKey('dfa-0', 'B', 1)]: 4,
      [scaleKey('dfa-0', 'W')]: 0.5,
      [scaleKey('dfa-0', 'units')]: 2,
      [scaleKey('dfa-0', 'signal')]: 1,
    });
  });
});

describe('the shown rule and layer', () => {
  it('are the chosen ones, if they exist', () => {
    expect(shownRule('dfa', ['bp', 'dfa', 'f3-error'])).toBe('dfa');
    expect(shownRule('dfa', ['bp', 'f3-error', 'llo'])).toBe('f3-error');
    expect(shownRule(undefined, [])).toBeUndefined();
    expect([shownLayer(5, 3), shownLayer(2, 3), shownLayer(1, 0)]).toEqual([3, 2, 1]);
  });
});
