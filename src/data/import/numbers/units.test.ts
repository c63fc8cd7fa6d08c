import { describe, expect, it } from 'vitest';
import { unitOf } from './units';

describe('units after numbers', () => {
  it.each([
    ['%', '%'],
    ['kg', 'kg'],
    ['year', 'years'],
    ['years', 'years'],
    ['YEARS', 'years'],
    ['yr', 'years'],
    ['day', 'days'],
    ['Days', 'days'],
    ['metre', 'm'],
    ['meters', 'm'],
    ['feet', 'ft'],
    ['lb', 'lb'],
    ['lbs', 'lb'],
    ['µg', 'µg'],
    ['ug', 'µg'],
    ['mW', 'mW'],
    ['MW', 'MW'],
    ['m²', 'm2'],
    ['m2', 'm2'],
    ['cm^3', 'cm3'],
    ['s-1', 's-1'],
    ['km/h', 'km/h'],
    ['kph', 'km/h'],
    ['m/s²', 'm/s2'],
    ['mg/dL', 'mg/dL'],
    ['€/m²', '€/m2'],
    ['EUR', 'EUR'],
    ['Jahr', 'Jahre'],
  ])('%s is %s', (text, unit) => expect(unitOf(text)).toBe(unit));

  it.each(
    'Eleven Oak Street May Jan Dec Marsh a x th st am L2 A1 V3 A/C Mw kG toString __proto__ m/s/s / m/ /m'.split(
      ' ',
    ),
  )('%s is not a unit', (text) => expect(unitOf(text)).toBeUndefined());
});
