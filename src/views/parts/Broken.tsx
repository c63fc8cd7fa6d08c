import { Component, type ReactNode } from 'react';

interface Props {
  /** What may break without taking the page with it: "Inside". */
  name: string;
  children: ReactNode;
}

/** A part of the page that breaks, or cannot be loaded, says so in its place; the rest goes on. */
export class Broken extends Component<Props, { message?: string }> {
  override state: { message?: string } = {};
  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }
  override render(): ReactNode {
    const { message } = this.state;
    if (message === undefined) return this.props.children;
    return (
      <p className="part-broken" role="alert">
        “{this.props.name}” broke, training goes on. Close and open it, or reload the page. ({message})
      </p>
    );
  }
}
