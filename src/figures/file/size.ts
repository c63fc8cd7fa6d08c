/** Size of a line chart in a file, in pixels. */
export const FILE = { width: 640, height: 360 } as const;
