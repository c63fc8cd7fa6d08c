import { beforeEach, expect, it } from 'vitest';
import type { Preview } from '../../data/preview';
import { forgetFailures, showPreview, usePreviews } from './previews';

const samples: Preview = { kind: 'points', x: [1], y: [2], labels: [0] };
beforeEach(() => usePreviews.setState({ previews: {} }));

it('failed previews are retried when their data arrive, existing ones are kept', () => {
  showPreview('mnist', null);
  showPreview('adult', null);
  showPreview('moons', samples);
  forgetFailures(['mnist', 'moons']);
  expect(usePreviews.getState().previews).toEqual({ adult: null, moons: samples });
});
