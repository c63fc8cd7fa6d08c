import { beforeEach, expect, it } from 'vitest';
import type { Preview } from '../../data/preview';
import { forgetFailures, showPreview, usePreviews } from './previews';

const samples: Preview = { kind: 'points', x: [1], y: [2], labels: [0] };
beforeEach(() => usePreviews.setState({ previews: {} }));

it('what could not be made is made again when its data come, what was made stays', () => {
  showPreview('mnist', null);
  showPreview('adult', null);
  showPreview('moons', samples);
  forgetFailures(['mnist', 'moons']);
  expect(usePreviews.getState().previews).toEqual({ adult: null, moons: samples });
});
