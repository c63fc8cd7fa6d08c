import { Component, type ReactNode } from 'react';
import { askServer, type ServerState } from '../../store/page/serverState';

const missing: Readonly<Record<ServerState, string>> = {
  gone: 'the lab’s server does not answer. Start it again (npm start); nothing here is lost, and training continues.',
  newer:
    'the server has a newer version of the lab. Open it in a new tab, with the same settings; this page keeps its curves and networks, and training continues.',
  same: 'the server does not have this file. Build the lab again (npm start); nothing here is lost, and training continues.',
};

interface State {
  readonly message?: string | undefined;
  /** Undefined until it is known. */
  readonly server?: ServerState | undefined;
}

interface Props {
  /** Name of the part: "Inside". */
  name: string;
  onAgain: () => void;
  children: ReactNode;
}

const isFetch = (message: string): boolean =>
  /fetch|preload|dynamically imported|module script|load failed/i.test(message);

/** Error boundary: a part of the page that fails or cannot be loaded is replaced by a message; the rest keeps working. */
export class Broken extends Component<Props, State> {
  override state: State = {};
  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }
  override componentDidCatch(error: unknown): void {
    if (!isFetch(String(error))) return;
    void askServer(location.href, document.documentElement.outerHTML).then((server) =>
      this.setState((state) => ({ ...state, server })),
    );
  }
  override render(): ReactNode {
    const { message, server } = this.state;
    const { name, onAgain, children } = this.props;
    if (message === undefined) return children;
    const again = (): void => {
      onAgain();
      this.setState({ message: undefined, server: undefined });
    };
    return (
      <div className="part-broken" role="alert" title={message}>
        <p>
          {isFetch(message)
            ? `“${name}” could not be fetched${server ? `: ${missing[server]}` : '. Checking the server …'}`
            : `“${name}” failed with an error. Nothing else is lost, and training continues.`}
        </p>
        {server === 'newer' && (
          <a className="button small" href={location.href} target="_blank" rel="noreferrer">
            Open in a new tab
          </a>
        )}
        <button type="button" className="button small" onClick={again}>
          Try again
        </button>
      </div>
    );
  }
}
