import { Arrow, Net, Picture } from '../../pictogram/parts';

/** From the output round to the input. */
export function Pictogram() {
  return (
    <Picture>
      <Net />
      <Arrow
        rule="pepita"
        points={[
          [218, 62],
          [218, 94],
          [20, 94],
          [20, 66],
        ]}
      />
    </Picture>
  );
}
