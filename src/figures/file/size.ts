/** Sizes of line charts in files, in pixels. */
export const FILE = { width: 640, height: 360 } as const;
/** Of those in the Inside column. */
export const SMALL_FILE = { width: 520, height: 260 } as const;
