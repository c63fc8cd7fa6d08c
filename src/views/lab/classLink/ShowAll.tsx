import { Eye } from 'lucide-react';
import { showAll, useView } from '../../../store/settings/view';
import './classLink.css';

/** Brings back what the page's link hides. */
export function ShowAll() {
  const hides = useView(({ hidden }) => hidden.length > 0);
  if (!hides) return null;
  return (
    <button type="button" className="button show-all" title="Show all controls" onClick={showAll}>
      <Eye size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>Show all controls</span>
    </button>
  );
}
