import { Component, type ReactNode } from 'react';

interface Props {
  /** What may break without taking the page with it: "Inside". */
  name: string;
  onAgain: () => void;
  children: ReactNode;
}

const isFetch = (message: string): boolean =>
  /fetch|preload|dynamically imported|module script|load failed/i.test(message);

/** A part of the page that breaks, or cannot be loaded, says so in its place; the rest goes on. */
export class Broken extends Component<Props, { message?: string | undefined }> {
  override state: { message?: string | undefined } = {};
  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }
  override render(): ReactNode {
    const { message } = this.state;
    const { name, onAgain, children } = this.props;
    if (message === undefined) return children;
    const again = (): void => {
      onAgain();
      this.setState({ message: undefined });
    };
    return (
      <div className="part-broken" role="alert" title={message}>
        <p>
          {isFetch(message)
            ? `“${name}” could not be fetched: the lab’s server does not answer. Start it again (npm start); nothing here is lost, and training goes on.`
            : `An error ended “${name}”. Nothing else is lost, and training goes on.`}
        </p>
        <button type="button" className="button small" onClick={again}>
          Try again
        </button>
      </div>
    );
  }
}
