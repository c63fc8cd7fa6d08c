import { Fragment, useEffect, useState } from 'react';
import { usePage } from '../../store/page/page';
import { showToast } from '../../store/page/toast';
import { pages } from '../pages';
import { CopyDialog } from './copying/CopyDialog';
import { DropOverlay } from './DropOverlay';
import { Header } from './Header';
import { HelpDialog } from './HelpDialog';
import { Arrival } from './page/Arrival';
import type { Page } from './page/page';
import { useKeys } from './page/useKeys';
import { SkipLink } from './SkipLink';
import { Toast } from './Toast';
import './header.css';
import './badge.css';
import './dialog.css';
import './help.css';
import './messages.css';

function useTitle({ id, title }: Page): void {
  useEffect(() => {
    document.title = id === pages[0].id ? 'F³ Lab' : `${title} · F³ Lab`;
  }, [id, title]);
}

/** Reports an unknown address; the message stays as long as the address. */
function useWrongAddress(): void {
  const problem = usePage((state) => state.problem);
  useEffect(() => (problem === undefined ? undefined : showToast({ text: problem, lasts: true })), [problem]);
}

const arrival = <Arrival />;

export function App() {
  const { page: id, rest } = usePage();
  const page = pages.find((one) => one.id === id) ?? pages[0];
  const [help, setHelp] = useState(false);
  useKeys(page, () => setHelp(true));
  useTitle(page);
  useWrongAddress();
  return (
    <>
      <SkipLink to={page.main} />
      <Header page={page} onHelp={() => setHelp(true)} />
      <Fragment key={page.id}>{page.render(rest, arrival)}</Fragment>
      <HelpDialog page={page} open={help} onClose={() => setHelp(false)} />
      <CopyDialog />
      <DropOverlay />
      <Toast />
    </>
  );
}
