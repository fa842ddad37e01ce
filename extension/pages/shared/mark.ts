/** The two words of the user's mark, from the same number as its engraving. */
import { seeded } from './random';

const qualities = (
  'quiet amber silver gentle early hidden golden mossy northern southern western eastern autumn winter summer april ' +
  'morning evening midnight copper ivory indigo violet scarlet hazel marble velvet paper linen cotton wooden woollen ' +
  'little narrow distant steady patient curious clever careful playful honest bright mellow misty sunny windy snowy ' +
  'cloudy starry salty sandy grassy leafy rustic ancient modern plain simple silent humble candid lucid merry'
).split(' ');

const places = (
  'harbour meadow lantern river orchard garden island valley bridge window library kitchen cottage lighthouse mountain ' +
  'forest market station village theatre museum bakery workshop compass feather anchor pebble acorn button candle kettle ' +
  'ladder mirror needle pillow pocket ribbon saddle teapot thimble walnut willow maple birch cedar clover heather juniper ' +
  'lavender otter heron sparrow swallow badger beaver rabbit robin salmon turtle violin piano banjo whistle drum'
).split(' ');

/** "quiet harbour": names, not sentences, so they are the same in every language. */
export function markWords(seed: number): string {
  const next = seeded(seed ^ 0x5eed);
  const pick = (words: readonly string[]): string => words[Math.floor(next() * words.length)] ?? '';
  return `${pick(qualities)} ${pick(places)}`;
}

/** How many marks' words there are. */
export const markCount = { qualities: qualities.length, places: places.length };
