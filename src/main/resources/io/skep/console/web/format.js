// Figures and times as people read them; what is exact stands in the titles.

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
const whole = new Intl.NumberFormat('en');
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const LONGEST_TITLE = 300;

/** What has no figure, and what a figure too large for one is. */
export const NONE = '–';

export function count(value) {
  return value === null || value === undefined ? NONE : whole.format(value);
}

/** Three digits and a binary unit. */
export function bytes(value) {
  if (value === null || value === undefined) {
    return NONE;
  }
  let left = Math.abs(value);
  let unit = 0;
  while (left >= 1023.5 && unit < UNITS.length - 1) {
    left /= 1024;
    unit++;
  }
  const digits = unit === 0 || left >= 99.95 ? 0 : left >= 9.995 ? 1 : 2;
  const text = unit === 0 ? String(left) : left.toFixed(digits);
  return `${value < 0 ? '−' : ''}${text} ${UNITS[unit]}`;
}

export function exactBytes(value) {
  return value === null || value === undefined ? 'not known' : `${whole.format(value)} bytes`;
}

/** So many in a second, minute or whatever the chart says. */
export function rate(value) {
  if (value === null || value === undefined) {
    return NONE;
  }
  const scale = value < 1 ? 100 : 10;
  return value >= 100 ? whole.format(Math.round(value)) : String(Math.round(value * scale) / scale);
}

/** Seconds, in the unit that fits. */
export function latency(seconds) {
  if (seconds === null || seconds === undefined) {
    return NONE;
  }
  const micros = seconds * 1e6;
  if (micros < 1000) {
    return `${Math.round(micros)} µs`;
  }
  return micros < 1e6 ? `${three(micros / 1000)} ms` : `${three(seconds)} s`;
}

function three(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function ratio(value) {
  if (value === null || value === undefined) {
    return NONE;
  }
  if (value >= 1000) {
    return count(Math.floor(value));
  }
  // Never more than it is: 0.998 is not yet the 1 that a rule asks for. What is added is what a
  // product in floating point may lack: 0.29 * 100 is a little less than 29.
  return (Math.floor(value * 100 + 1e-9) / 100).toFixed(2);
}

export function percent(part, all) {
  return all > 0 ? `${Math.round((100 * part) / all)} %` : NONE;
}

/** The two largest units of a duration in seconds. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return NONE;
  }
  const parts = [
    ['d', Math.floor(seconds / 86400)],
    ['h', Math.floor(seconds / 3600) % 24],
    ['min', Math.floor(seconds / 60) % 60],
    ['s', Math.floor(seconds) % 60],
  ];
  const first = parts.findIndex(([, value]) => value > 0);
  if (first < 0) {
    return '0 s';
  }
  return parts
    .slice(first, first + 2)
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => `${value} ${unit}`)
    .join(' ');
}

export function at(text) {
  return text ? moment.format(new Date(text)) : NONE;
}

export function day(text) {
  return text ? date.format(new Date(text)) : NONE;
}

/** How long ago, or in how long. */
export function ago(text, now = Date.now()) {
  if (!text) {
    return 'never';
  }
  const seconds = Math.round((now - new Date(text).getTime()) / 1000);
  if (Math.abs(seconds) < 5) {
    return 'now';
  }
  const span = duration(Math.abs(seconds)).split(' ').slice(0, 2).join(' ');
  return seconds > 0 ? `${span} ago` : `in ${span}`;
}

/**
 * What strangers wrote, without what could turn the writing of its neighbours around or break an
 * address; to be put into text nodes only.
 */
export function tame(text) {
  return String(text ?? '')
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '\ufffd');
}

/** The same, short enough for a title. */
export function titleOf(text) {
  const tamed = tame(text);
  return tamed.length > LONGEST_TITLE ? `${[...tamed].slice(0, LONGEST_TITLE).join('')}…` : tamed;
}

export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}
