/** Times as people say them, in the language of our texts, by the reader's own region: near ones as amounts, today's and tomorrow's by the clock, then dates. */
import { language } from '../../../src/platform/language';
import type { Instant } from '../../../src/core/words';
import { t } from './texts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

type Unit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day';

function unit(value: number, of: Unit, digits = 0): string {
  const unitDisplay = of === 'day' ? 'long' : 'short';
  return new Intl.NumberFormat(language(), { style: 'unit', unit: of, unitDisplay, maximumFractionDigits: digits }).format(value);
}

function formatted(at: Instant, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language(), options).format(at);
}

/** Calendar days from `now` until `at`, in the reader's time zone. */
function daysUntil(at: Instant, now: Instant): number {
  const [a, b] = [new Date(at), new Date(now)];
  const noon = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((noon(a) - noon(b)) / day);
}

/** "14:10", "2:10 PM" without a break before PM. */
export function clock(at: Instant): string {
  return unbroken(formatted(at, { timeStyle: 'short' }));
}

/** "13:45:09". */
export function clockExact(at: Instant): string {
  return unbroken(formatted(at, { timeStyle: 'medium' }));
}

function unbroken(text: string): string {
  return text.replace(/\s/gu, '\u00A0');
}

/** "13:45:09" today, "20 Nov, 13:45" on another day. */
export function dayClock(at: Instant, now: Instant): string {
  if (daysUntil(at, now) === 0) return clockExact(at);
  return formatted(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

/** "today 13:45:09", "20 Nov, 13:45" on another day. */
export function secondsMoment(at: Instant, now: Instant): string {
  return daysUntil(at, now) === 0 ? t('time_today', { time: clockExact(at) }) : dayClock(at, now);
}

/** The whole of it, for tooltips: "21 Nov 2026, 13:47:00". */
export function exact(at: Instant): string {
  return formatted(at, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** "28 Nov", with the year when it is another one. */
export function date(at: Instant, now: Instant): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return formatted(at, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** "3 Oct 2026". */
export function fullDate(at: Instant): string {
  return formatted(at, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "today 23:59", "tomorrow 14:10", "28 Nov". */
export function moment(at: Instant, now: Instant): string {
  const days = daysUntil(at, now);
  if (days === 0) return t('time_today', { time: clock(at) });
  if (days === 1) return t('time_tomorrow', { time: clock(at) });
  return date(at, now);
}

/** An amount of time in its largest sensible unit: "40 sec", "12 min", "2 hr", "6 days". */
export function amount(duration: number): string {
  if (duration < minute) return unit(Math.max(0, Math.floor(duration / second)), 'second');
  if (duration < hour) return unit(Math.floor(duration / minute), 'minute');
  if (duration < day) return unit(Math.floor(duration / hour), 'hour');
  return unit(Math.floor(duration / day), 'day');
}

/** A length of time in full words: "15 minutes", "4 hours". @param minutes whole ones, or whole hours of them */
export function lasting(minutes: number): string {
  const [value, of] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(language(), { style: 'unit', unit: of, unitDisplay: 'long' }).format(value);
}

const steps = [
  ['day', day],
  ['hour', hour],
  ['minute', minute],
  ['second', second],
] as const satisfies readonly (readonly [Unit, number])[];

/** A length of time in its two largest units: "4 min 12 sec", "1 hr", "2 days 3 hr". */
export function duration(length: number): string {
  const first = steps.findIndex(([of, size]) => length >= size || of === 'second');
  const parts = steps.slice(first, first + 2).map(([of, size], at) => {
    const rest = at === 0 ? length : length % (steps[first]?.[1] ?? 1);
    return [of, Math.floor(rest / size)] as const;
  });
  const shown = parts.filter(([, value], at) => at === 0 || value > 0).map(([of, value]) => unit(value, of));
  return new Intl.ListFormat(language(), { type: 'unit', style: 'narrow' }).format(shown);
}

/** Whether it lies less than an hour ahead, where an amount says more than the clock. */
export function isNear(at: Instant, now: Instant): boolean {
  return at > now && at - now < hour;
}

/** "in 12 min" below an hour, then as {@link moment}. */
export function ahead(at: Instant, now: Instant): string {
  if (at <= now) return t('time_now');
  return isNear(at, now) ? t('time_in', { amount: amount(Math.max(minute, at - now)) }) : moment(at, now);
}

/** "now", "2 min ago", "2 hr ago", "yesterday", "6 days ago", then the date. */
export function ago(at: Instant, now: Instant): string {
  const passed = now - at;
  if (passed < minute) return t('time_now');
  const days = -daysUntil(at, now);
  if (days === 0 || passed < 6 * hour) return t('time_ago', { amount: amount(passed) });
  if (days === 1) return t('time_yesterday');
  return days < 7 ? new Intl.RelativeTimeFormat(language()).format(-days, 'day') : date(at, now);
}

/** A number of bytes in its largest sensible unit: "820 bytes", "48 kB", "1.2 MB". */
export function bytes(count: number): string {
  const [size, of, digits] =
    count < 1000 ? [count, 'byte', 0] : count < 1_000_000 ? [count / 1000, 'kilobyte', 0] : [count / 1_000_000, 'megabyte', 1];
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: of,
    unitDisplay: of === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(size);
}

/** How long an answer took: "84 ms", "1.2 sec". */
export function took(milliseconds: number): string {
  return milliseconds < second ? unit(Math.round(milliseconds), 'millisecond') : unit(milliseconds / second, 'second', 1);
}
