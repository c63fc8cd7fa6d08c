import './rescaleButton.css';

interface Props {
  /** What it does, in full. */
  title: string;
  /** Nothing lies beyond the scale: it is not urgent. */
  plain?: boolean;
  onClick: () => void;
}

/** Scales stay as they were fixed until somebody asks for others. */
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
