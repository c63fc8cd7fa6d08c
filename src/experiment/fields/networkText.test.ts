import { expect, it } from 'vitest';
import { hiddenLayer } from '../../core/blocks/hidden';
import { layersText, networkText } from './networkText';

const conv = hiddenLayer('convolution', { channels: 32, kernel: 5 });
const text = (hidden: Parameters<typeof layersText>[0]) =>
  networkText({ inputs: 784, outputs: 10, shape: [1, 28, 28], hidden });

it('dense networks are numbers', () => {
  expect(text([])).toBe('784–10');
  expect(text([500, 300])).toBe('784–500–300–10');
  expect(text(Array(30).fill(500))).toBe('784–500 × 30–10');
  expect(text([1, 2, 3, 4, 5])).toBe('784–1–2–…–5–10');
  expect(text([500, ...Array(20).fill(64), 32])).toBe('784–500–64 × 20–32–10');
});

it('others are named from the image on', () => {
  expect(text([conv, 1000])).toBe('28 × 28 × 1 → 32 maps 5 × 5 → 1000 → 10');
  expect(layersText([conv, 1000])).toBe('32 maps 5 × 5 → 1000');
  expect(layersText([hiddenLayer('convolution', { channels: 1, kernel: 3 })])).toBe('1 map 3 × 3');
  expect(layersText(Array(4).fill(conv))).toBe('(32 maps 5 × 5) × 4');
  expect(text([64, ...Array(49).fill(hiddenLayer('residual', { units: 64 }))])).toBe(
    '28 × 28 × 1 → 64 → (Residual 64) × 49 → 10',
  );
  expect(layersText([])).toBe('none');
});

it('a long list names the first two and the last layers', () => {
  expect(layersText([conv, conv, 1, 2, 3, 4, 5, 6, 7])).toBe(
    '32 maps 5 × 5 → 32 maps 5 × 5 → … → 3 → 4 → 5 → 6 → 7',
  );
});
