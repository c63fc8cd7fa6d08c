import { DirectFeedback, Net, Picture } from '../../pictogram/parts';

/** From the output straight to both hidden layers. */
export function Pictogram() {
  return (
    <Picture>
      <Net />
      <DirectFeedback rule="dfa" />
    </Picture>
  );
}
