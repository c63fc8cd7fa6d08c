import { SharedWeights } from '../../../parts/SharedWeights';
import { type Column, IMAGE_HALF, MIDDLE } from '../diagramLayout';

const GAP = 4;

/** How far a column reaches from its middle. */
const half = ({ image, maps }: Column): number => (image ? IMAGE_HALF : maps !== undefined ? maps / 2 : 6);

/** What leads from one column to the next where weights are shared: "conv 5 × 5". */
export const Band = ({ from, to }: { from: Column; to: Column }) => (
  <SharedWeights
    left={from.x + half(from) + GAP}
    right={to.x - half(to) - GAP}
    y={MIDDLE}
    lines={from.link}
  />
);
