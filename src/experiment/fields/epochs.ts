/** Spans of epochs as text: "4" for epoch 4, "4-" from epoch 4 on, "1-3" for epochs 1 to 3. */

export interface Epochs {
  readonly from: number;
  /** Default: until the end. */
  readonly to?: number | undefined;
}

/** @param text undefined for all epochs @returns undefined if invalid */
export function parseEpochs(text: string | undefined): { from: number; to?: number } | undefined {
  if (text === undefined) return { from: 1 };
  const match = /^(0|[1-9]\d*)\s*(-\s*(0|[1-9]\d*)?)?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  if (match[2] === undefined) return { from, to: from };
  return match[3] ? { from, to: Number(match[3]) } : { from };
}

/** With its colon: ":1-3"; "" for all epochs. */
export function formatEpochs({ from, to }: Epochs): string {
  if (to === undefined) return from === 1 ? '' : `:${from}-`;
  return from === to ? `:${from}` : `:${from}-${to}`;
}

/** A span that ends before it begins. */
export const isBackwards = ({ from, to }: Epochs): boolean => to !== undefined && to < from;
