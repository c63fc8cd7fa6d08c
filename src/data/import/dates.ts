/** Dates and times: neither numbers nor categories. */

/** The year has two or four digits: "1.2.3" is a version. */
const date = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))`;
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';
const named = String.raw`(?:\d{1,4}[- /.]{0,2}${month}(?:[- /.,]{1,2}\d{2,4})?|${month}[- /.]{0,2}\d{1,4}(?:,? \d{2,4})?)`;
const half = '(?: ?[ap]\\.?m\\.?)';
const zone = String.raw`(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))`;
const time = String.raw`\d{1,2}(?:[:.]\d{2}){1,2}(?:[.,]\d{1,9})?${half}?${zone}?`;
const whole = new RegExp(
  String.raw`^(?:(?:${date}|${named})(?:(?:t|,? )(?:${time}|\d{1,2}${half}))?|${time}|\d{1,2}${half}|\d{4}-\d{2}|\d{4}-?w\d{2})$`,
  'i',
);
const LONGEST = 40;

/** Hours and minutes, or day and month, with a point between them: where commas are decimal they are no numbers. */
const clock = /^(?:[01]?\d|2[0-3])\.[0-5]\d$/;
const dayAndMonth = /^(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.?$/;
export const arePointTimes = (texts: readonly string[]): boolean =>
  texts.length > 0 && [clock, dayAndMonth].some((form) => texts.every((text) => form.test(text)));

/** "2004-03-01", "01/03/2004 18:00", "18.00.00", "3 Mar 2004", "6 pm". */
export const saysDate = (text: string): boolean =>
  text.length <= LONGEST && /\d/.test(text) && whole.test(text);
