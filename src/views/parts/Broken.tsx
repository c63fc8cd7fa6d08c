import { Component, type ReactNode } from 'react';
import { askServer, type ServerState } from '../../store/page/serverState';

const missing: Readonly<Record<ServerState, string>> = {
  gone: 'the lab’s server does not answer. Start it again (npm start); nothing here is lost, and training goes on.',
  newer:
    'the server has a newer version of the lab by now. Open that one in a new tab, with the same settings; this page keeps its curves and networks, and training goes on.',
  same: 'the server answers, but has no such file. Build the lab again (npm start); nothing here is lost, and training goes on.',
};

interface State {
  readonly message?: string | undefined;
  /** Undefined until it is known. */
  readonly server?: ServerState | undefined;
}

interface Props {
  /** What may break without taking the page with it: "Inside". */
  name: string;
  onAgain: () => void;
  children: ReactNode;
}

const isFetch = (message: string): boolean =>
  /fetch|preload|dynamically imported|module script|load failed/i.test(message);

/** A part of the page that breaks, or cannot be loaded, says so in its place; the rest goes on. */
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
            ? `“${name}” could not be fetched${server ? `: ${missing[server]}` : '. Asking the server why …'}`
            : `An error ended “${name}”. Nothing else is lost, and training goes on.`}
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
