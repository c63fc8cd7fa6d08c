/** The registry of cards, in the order of the page. To add one: its values in its paper's file, and a line here. */
import type { Card } from '../card';
import { testConvolution, testDense } from './defp';
import { figure6Narrow, figure6Wide } from './depth';
import { figure2, laterVersion } from './gaps';
import { table4Mnist, table4Sgemm, table5Mnist, tablesCensus, tablesCifar } from './tables';
import { thesisCifar, thesisConvolution, thesisDense, thesisFeedback } from './thesis';
import { figure3, figure5 } from './variants';

export const cards: readonly Card[] = [
  table5Mnist,
  table4Mnist,
  table4Sgemm,
  figure2,
  figure3,
  figure5,
  figure6Narrow,
  figure6Wide,
  tablesCifar,
  tablesCensus,
  laterVersion,
  thesisDense,
  thesisConvolution,
  thesisCifar,
  thesisFeedback,
  testDense,
  testConvolution,
];
