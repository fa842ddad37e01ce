/** What a service says of a code or token that is no longer good. */
import type { OAuth2Service } from '../../core/oauth2-service';

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export function spentCode({ deadTokenCodes = [] }: OAuth2Service, error: string): boolean {
  return error === 'invalid_grant' || deadTokenCodes.includes(error);
}
