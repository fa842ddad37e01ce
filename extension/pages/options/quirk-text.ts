/** What a named deviation from the standard means, in words. */
import type { OAuth2Quirk } from '../../../src/core/oauth2-service';
import { t } from '../shared/texts';

type Underscored<T extends string> = T extends `${infer A}-${infer B}` ? `${A}_${Underscored<B>}` : T;

export function quirkText(quirk: OAuth2Quirk): string {
  return t(`quirk_${named(quirk)}`);
}

/** Keys of texts have no hyphens. */
function named<T extends string>(text: T): Underscored<T> {
  return text.replace(/-/gu, '_') as Underscored<T>;
}
