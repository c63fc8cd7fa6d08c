import './rescaleButton.css';

interface Props {
  /** Full description, as tooltip. */
  title: string;
  /** Less prominent, if no value is beyond the scale. */
  plain?: boolean;
  onClick: () => void;
}

/** Rescales to the current values. Scales are otherwise fixed. */
export function RescaleButton({ title, plain = false, onClick }: Props) {
  return (
    <button
      type="button"
      className={plain ? 'button small rescale plain' : 'button small rescale'}
      title={title}
      onClick={onClick}
    >
      Rescale
    </button>
  );
}
