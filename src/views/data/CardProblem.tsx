import { Coded } from '../parts/Coded';

interface Props {
  title: string;
  detail: string;
}

/** Replaces the samples at the same size, so that nothing moves; long texts scroll. */
export function CardProblem({ title, detail }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must be scrollable by keys.
    <div className="card-problem" role="alert" tabIndex={0}>
      <strong>{title}</strong>
      <Coded text={detail} />
    </div>
  );
}
