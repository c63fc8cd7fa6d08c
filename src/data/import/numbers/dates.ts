/** Recognises dates and times, which are neither numbers nor categories. */

/** The year must have two or four digits: "1.2.3" is a version. */
const date = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))`;
/** English, German and French, full or abbreviated: "80 Marsh" is an address. */
const month = `(?:${[
  'jan(?:uary?|v(?:ier)?)?',
  'f[eé]b(?:ruary?)?|f[eé]vr?(?:ier)?',
  'm[aä]r(?:ch|z|s)?',
  'a[pv]r(?:il)?',
  'ma[iy]',
  'jun[ei]?|juin',
  'jul[iy]?|juil(?:let)?',
  'aug(?:ust)?|ao[uû]t',
  'sept?(?:emb(?:er|re))?',
  'o[ck]t(?:ob(?:er|re))?',
  'nov(?:emb(?:er|re))?',
  'd[eé][cz](?:emb(?:er|re))?',
].join('|')})\\.?`;
const weekday = '(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[.,]{0,2} ';
const day = '\\d{1,4}(?:st|nd|rd|th)?';
const named = String.raw`(?:${weekday})?(?:${day}[- /.]{0,2}${month}(?:[- /.,]{1,2}\d{2,4})?|${month}[- /.]{0,2}${day}(?:,? \d{2,4})?)`;
const half = '(?: ?[ap]\\.?m\\.?)';
const zone = String.raw`(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))`;
const time = String.raw`\d{1,2}(?:[:.]\d{2}){1,2}(?:[.,]\d{1,9})?${half}?${zone}?`;
const whole = new RegExp(
  String.raw`^(?:(?:${date}|${named})(?:(?:t|,? {1,2})(?:${time}|\d{1,2}${half}))?|${time}|\d{1,2}${half}|\d{4}-\d{2}|\d{4}-?w\d{2})$`,
  'i',
);
const LONGEST = 40;

/** Hours and minutes, or day and month, separated by a point: not numbers when the decimal mark is a comma. */
const clock = /^(?:[01]?\d|2[0-3])\.[0-5]\d$/;
const dayAndMonth = /^(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.?$/;
export const arePointTimes = (texts: readonly string[]): boolean =>
  texts.length > 0 && [clock, dayAndMonth].some((form) => texts.every((text) => form.test(text)));

/** "2004-03-01", "01/03/2004 18:00", "18.00.00", "3 Mar 2004", "6 pm". */
export const looksLikeDate = (text: string): boolean =>
  text.length <= LONGEST && /\d/.test(text) && whole.test(text);
