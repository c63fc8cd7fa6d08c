/** Moves labels apart: at least `gap` between neighbours, as near to where they belong as that allows. */
export function spaceLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted
    .map((_, i) => i)
    .sort((a, b) => (wanted[a] as number) - (wanted[b] as number) || a - b);
  // Blocks of touching labels, each centred on the mean of where its members want to be.
  const blocks: { sum: number; members: number[] }[] = [];
  const top = ({ sum, members }: { sum: number; members: number[] }) => {
    const n = members.length;
    const free = sum / n - ((n - 1) * gap) / 2;
    return Math.max(low, Math.min(high - (n - 1) * gap, free));
  };
  for (const i of order) {
    let block = { sum: wanted[i] as number, members: [i] };
    let above = blocks.at(-1);
    while (above && top(above) + above.members.length * gap > top(block) + 1e-9) {
      blocks.pop();
      block = { sum: above.sum + block.sum, members: [...above.members, ...block.members] };
      above = blocks.at(-1);
    }
    blocks.push(block);
  }
  const placed = new Array<number>(wanted.length);
  for (const block of blocks) {
    const start = top(block);
    block.members.forEach((i, k) => {
      placed[i] = start + k * gap;
    });
  }
  return placed;
}
