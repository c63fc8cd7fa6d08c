/**
 * All pages, in the order of their tabs; the first is shown where the address names none. Tabs, keys, the help dialog,
 * document titles and the router follow from here. To add one: a folder with its `page.ts`, and a line.
 */
import type { Page } from './app/page/page';
import { comparePage } from './compare/page';
import { dataPage } from './data/page';
import { labPage } from './lab/page';
import { learnPage } from './learn/page';
import { reproducePage } from './reproduce/page';

export const pages: readonly [Page, ...Page[]] = [labPage, comparePage, learnPage, dataPage, reproducePage];
