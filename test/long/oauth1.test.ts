/** The properties of signed requests with twenty thousand random requests each; another `SEED` takes others. */
import { describe, test } from 'vitest';
import { propertyTests } from '../unit/oauth1/properties';

describe('a signed request', () => {
  test.each(propertyTests(20_000))('%s', async (_, run) => run());
});
