/** The windows of a convolution: plain numbers. */

/** Zeros around the image, and one window every `stride` pixels. */
export interface Windows {
  /** [channels, height, width] */
  readonly shape: readonly number[];
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

/** Windows along a side of so many pixels; 0 or less where none fits. */
export const windowsAlong = (
  pixels: number,
  { kernel, stride, padding }: Pick<Windows, 'kernel' | 'stride' | 'padding'>,
): number => Math.floor((pixels + 2 * padding - kernel) / stride) + 1;
