import type { Statistics } from '../../../experiment/aggregate';

interface Props {
  of: Statistics | undefined;
  text: (value: number) => string;
  /** Format of the standard deviation, without the mean's unit. */
  spread: (sd: number) => string;
}

/** A rule's mean, and below it the standard deviation over its seeds. */
export function Spread({ of, text, spread }: Props) {
  if (!of) return <>–</>;
  return (
    <>
      {text(of.mean)}
      {of.sd !== undefined && <span className="sd">{` ± ${spread(of.sd)}`}</span>}
    </>
  );
}
