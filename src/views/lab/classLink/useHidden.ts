import type { Part } from '../../../experiment/files/view';
import { useView } from '../../../store/settings/view';

/** Whether the page's link hides a control. */
export const useHidden = (part: Part): boolean => useView(({ hidden }) => hidden.includes(part));
