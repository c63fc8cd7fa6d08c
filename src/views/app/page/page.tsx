/** What a page is: an entry in its own folder, and one line in `views/pages.ts`. */
import type { ComponentType, ReactNode } from 'react';
import type { Lab } from '../../../store/lab';
import type { KnownPage } from '../../../store/page/page';
import { LazyPart, partFrom } from '../../parts/LazyPart';
import { PageWaiting } from './PageWaiting';

/** A key that acts while its page is shown, as long as single keys are on. */
export interface PageKey {
  /** As the help dialog names it: "S", "Space". */
  readonly name: string;
  /** What it does, for the help dialog. */
  readonly does: string;
  /** Not while a button or field has the focus, which the key would press. */
  readonly offControls?: true;
  /** @returns false where there is nothing to do: then the browser's own use of the key stays */
  readonly act: (lab: Lab) => unknown;
}

interface Described {
  /** In the address, after "#": lower-case letters. */
  readonly id: string;
  /** Of its tab and of the document. */
  readonly title: string;
  /** A page without a tab is reached by links only. */
  readonly tab?: false;
  /** One letter that leads here from every other page. */
  readonly key?: string;
  /** The skip link leads to the element with this id: "Skip to the charts". */
  readonly main: { readonly id: string; readonly name: string };
  /** Keys of its own. */
  readonly keys?: readonly PageKey[];
  /** Beside its tab while another page is shown. */
  readonly TabStatus?: ComponentType;
  /** In the header of a phone while this page is shown. */
  readonly PhoneTool?: ComponentType;
}

interface PageEntry<Path extends object> extends Described {
  /**
   * What the parts of the address after the id mean: the props of its component. Undefined where they mean nothing:
   * then the person is told, and the page is shown as without them.
   */
  readonly read: (rest: readonly string[]) => Path | undefined;
  /** The component, or how to fetch it: a page that the first screen does without comes in a file of its own. */
  readonly from:
    | { readonly here: ComponentType<Path> }
    | { readonly load: () => Promise<ComponentType<Path>> };
}

export interface Page extends Described {
  readonly takes: KnownPage['takes'];
  /** @param arrival stands beside its content once that has come */
  readonly render: (rest: readonly string[], arrival: ReactNode) => ReactNode;
}

/** For pages without parts. */
export const noParts = (rest: readonly string[]): object | undefined => (rest.length === 0 ? {} : undefined);

/** Call once for each page, at the level of the module. */
export function page<Path extends object>({ read, from, ...described }: PageEntry<Path>): Page {
  const { title, main } = described;
  const takes = (rest: readonly string[]): boolean => read(rest) !== undefined;
  if ('here' in from) {
    const Here = from.here;
    const render: Page['render'] = (rest, arrival) => {
      const path = read(rest);
      return (
        path && (
          <>
            <Here {...path} />
            {arrival}
          </>
        )
      );
    };
    return { ...described, takes, render };
  }
  const part = partFrom(from.load);
  const waiting = <PageWaiting title={title} id={main.id} />;
  const render: Page['render'] = (rest, arrival) => {
    const path = read(rest);
    return (
      path && (
        <LazyPart name={title} from={part} waiting={waiting} props={path}>
          {arrival}
        </LazyPart>
      )
    );
  };
  return { ...described, takes, render };
}
