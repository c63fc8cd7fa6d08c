/** Units that may follow a number. Any other word makes the cell a text: "7 Eleven", "80 Oak", "24 May". */

/** SI prefixes that each unit is used with: "k" and "g" make kg. */
const prefixed: Readonly<Record<string, string>> = {
  m: 'n µ m c d k',
  g: 'n µ m k',
  s: 'n µ m',
  l: 'n µ m c d h',
  L: 'n µ m c d h',
  A: 'n µ m k',
  Ah: 'm k',
  V: 'µ m k M',
  W: 'm k M G',
  Wh: 'm k M G T',
  J: 'm k M G',
  cal: 'k',
  eV: 'm k M G T',
  N: 'm k M',
  Pa: 'h k M G',
  bar: 'm k',
  Hz: 'k M G T',
  mol: 'p n µ m k',
  F: 'p n µ m',
  H: 'n µ m',
  Ω: 'm k M',
  T: 'n µ m',
  S: 'µ m',
  Sv: 'µ m',
  Bq: 'k M G',
  B: 'k M G T',
  bps: 'k M G',
};
/** Three common characters for micro. */
const micro = ['µ', 'μ', 'u'];

/** One unit per line with all its spellings; the first is displayed. */
const spellings = `%
‰
ppm
ppb
dB
dBm
°
°C ºC C° ℃
°F ºF F° ℉
C
F
K
mm MM
cm CM
m metre metres meter meters
km KM Km kilometre kilometres kilometer kilometers
in inch inches
ft foot feet
yd yard yards
mi mile miles
Å
ha hectare hectares
acres acre
sqft sqft. sq.ft. ft2 ft² ft^2
sqm
mg milligram milligrams
g gram grams
kg KG Kg kgs kilo kilos kilogram kilograms
t tonne tonnes ton tons
lb lbs
pounds pound
oz ounce ounces
ct
ml mL ML Ml
L l litre litres liter liters
cc CC
gal gallon gallons
ms msec millisecond milliseconds
s sec sec. secs second seconds Sekunde Sekunden
min min. mins minute minutes Minuten
h hr hr. hrs hour hours
Stunden Stunde Std Std.
heures heure
days day d
Tage Tag
jours jour
weeks week wk wks
Wochen Woche
months month mo mos
Monate Monat
mois
years year yr yrs
Jahre Jahr
ans an
Pa
bar
psi
atm
mmHg
V volt volts
A amp amps
Ah
W watt watts
kW KW kw
hp HP bhp
PS
Wh
kWh KWh KWH kwh
J
eV
cal
kcal
N
Nm
Hz
kHz KHz khz
MHz Mhz mhz
GHz Ghz ghz
rpm
bpm
fps
mol
Ω ohm ohms
Sv
Bq
IU
mEq
mmHg
B byte bytes
kB KB
KiB
MiB
GiB
TiB
bit bits
Mbit
Mbps mbps
px pixel pixels
dpi
mph
kn knots knot
km/h kph kmh km/hr
kmpl
mpg
lx lux
lm
cd
rad
deg degrees degree
points point pts pt
pcs pc piece pieces item items
Stück Stk Stk.
people person persons
rooms room
bedrooms bedroom
pages page
stars star
thousand
million mio mio. mn
billion bn
kr kr.
zł
Kč
Rs Rs.
руб руб.`;

/** ISO 4217 codes that are not words. */
export const currencies =
  'AED ARS AUD BDT BGN BRL CAD CHF CLP CNY CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KES KRW KWD KZT MXN MYR NGN NOK NZD PEN PKR PLN QAR RMB RON RSD RUB SAR SEK SGD THB TRL TWD UAH USD UYU VND ZAR'.split(
    ' ',
  );

const unitOfSpelling = new Map<string, string>(currencies.map((code) => [code, code]));
for (const [unit, prefixes] of Object.entries(prefixed))
  for (const prefix of prefixes.split(' '))
    for (const sign of prefix === 'µ' ? micro : [prefix])
      unitOfSpelling.set(`${sign}${unit}`, `${prefix}${unit}`);

const isWord = (text: string): boolean => /^\p{L}{3,}$/u.test(text);
/** Case-insensitive words of three letters or more ("Days", "YEARS"); shorter ones are case-sensitive: "mW" is not "MW". */
const unitOfWord = new Map<string, string>();
for (const line of spellings.split('\n')) {
  const all = line.split(' ');
  for (const one of all) {
    unitOfSpelling.set(one, all[0]!);
    if (isWord(one)) unitOfWord.set(one.toLowerCase(), all[0]!);
  }
}

/** Units that need a blank before them: "7A", "16F" and "48N" are names and places. */
const needBlank = new Set('A B C F J K N PS an cd ct d deg mn mo pc pt rad'.split(' '));

/** Units that take powers: "m²", "cm^3", "s-1". "L2" is a vertebra. */
const withPowers = new Set('nm µm mm cm dm m km in ft yd mi s min h'.split(' '));
const powers: Readonly<Record<string, string>> = { '²': '2', '³': '3' };

const LONGEST = 16;

function single(text: string): string | undefined {
  if (/^\p{Sc}$/u.test(text)) return text;
  return unitOfSpelling.get(text) ?? (isWord(text) ? unitOfWord.get(text.toLowerCase()) : undefined);
}

function raised(text: string): string | undefined {
  const whole = single(text);
  if (whole !== undefined) return whole;
  const [, base = '', power = ''] = /^(\p{L}+)\^?([23²³]|-[123])$/u.exec(text) ?? [];
  const unit = single(base);
  return unit !== undefined && withPowers.has(unit) ? `${unit}${powers[power] ?? power}` : undefined;
}

/**
 * Single capitals such as "A" and "B" count as units only if all cells have the same one; otherwise they are more
 * likely parts of names, such as school classes or flats.
 */
export const mayBeName = (unit: string): boolean => /^[A-Z]$/.test(unit);

/** @returns the unit's display spelling; undefined if the text is not a unit */
export function unitOf(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const whole = raised(text);
  if (whole !== undefined) return whole;
  const [first, second, third] = text.split(/[/·*]/);
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const [above, below] = [raised(first), raised(second)];
  if (above === undefined || below === undefined || (mayBeName(above) && mayBeName(below))) return undefined;
  return `${above}${text[first.length]}${below}`;
}

/** Whether it may directly follow the digits. */
export const mayTouch = (text: string): boolean => !needBlank.has(text);
