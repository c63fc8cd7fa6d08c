/** Keyboard shortcuts of the lessons. */
import { goTo, usePage } from '../../store/page/page';
import type { PageKey } from '../app/page/page';
import { REPAIR } from './place';

function present(): boolean {
  const [lesson, view] = usePage.getState().rest;
  if (lesson === undefined || lesson === REPAIR || view !== undefined) return false;
  goTo('learn', lesson, 'present');
  return true;
}

export const learnKeys: readonly PageKey[] = [
  { name: 'P', does: 'Present the open lesson to a class', act: present },
];
