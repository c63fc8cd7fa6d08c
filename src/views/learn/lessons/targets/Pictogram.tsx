import { DirectFeedback, Net, Picture, Tag } from '../../pictogram/parts';

/** The label, straight to both hidden layers; the output has no part in it. */
export function Pictogram() {
  return (
    <Picture>
      <Net />
      <DirectFeedback rule="drtp" from={90} />
      <Tag x={204} y={90} text="label" rule="drtp" />
    </Picture>
  );
}
