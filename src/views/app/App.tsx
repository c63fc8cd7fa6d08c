import { useEffect, useRef, useState } from 'react';
import { pageNames, usePage } from '../../store/page/page';
import { DataPart } from '../data/DataPart';
import { DropOverlay } from './DropOverlay';
import { Header } from './Header';
import { HelpDialog } from './HelpDialog';
import { LabPage } from './LabPage';
import { Toast } from './Toast';
import { useShortcuts } from './useShortcuts';
import './app.css';

/** What had the focus went with the page before: then the new page's main part takes it. */
function usePageChange(): void {
  const page = usePage((state) => state.page);
  const first = useRef(true);
  useEffect(() => {
    document.title = page === 'lab' ? 'F³ Lab' : `${pageNames[page]} · F³ Lab`;
    if (!first.current) {
      scrollTo(0, 0);
      if (document.activeElement === document.body)
        document.querySelector('main')?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [page]);
}

const skips = {
  lab: { href: '#charts', text: 'Skip to the charts' },
  data: { href: '#data-sets', text: 'Skip to the data sets' },
} as const;

export function App() {
  const page = usePage((state) => state.page);
  const [help, setHelp] = useState(false);
  useShortcuts(() => setHelp(true));
  usePageChange();
  return (
    <>
      <a className="skip" href={skips[page].href}>
        {skips[page].text}
      </a>
      <Header onHelp={() => setHelp(true)} />
      {page === 'lab' ? <LabPage /> : <DataPart />}
      <HelpDialog open={help} onClose={() => setHelp(false)} />
      <DropOverlay />
      <Toast />
    </>
  );
}
