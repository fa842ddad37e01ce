/** What a service promises about its sign-in, as sentences for people. */
import type { Service } from '../../../src/core/service';
import type { TextKey } from '../shared/texts';

interface Promised {
  readonly key: Extract<TextKey, `has_${string}`>;
  /** Whether it spares the user something or protects them; else it is only said. */
  readonly good: boolean;
}

/** @param registers nothing has to be registered by hand */
export function advertised(service: Service, registers: boolean): readonly Promised[] {
  const set: Promised = registers ? { key: 'has_registration', good: true } : { key: 'has_no_registration', good: false };
  if (service.protocol !== 'oauth2') return [set];
  const { dpop, ways = [], jwksUrl, issuer, parUrl, revokeUrl, revokeBy } = service;
  const all: readonly (Promised & { readonly when: boolean })[] = [
    { key: 'has_dpop', good: true, when: dpop === true },
    { key: 'has_device', good: true, when: ways.includes('device') },
    { key: 'has_identity', good: true, when: jwksUrl !== undefined && issuer !== undefined },
    { key: 'has_par', good: true, when: parUrl !== undefined },
    { key: 'has_revocation', good: true, when: revokeUrl !== undefined || revokeBy !== undefined },
    { key: 'has_no_revocation', good: false, when: revokeUrl === undefined && revokeBy === undefined },
  ];
  return [set, ...all.filter(({ when }) => when).map(({ key, good }) => ({ key, good }))];
}
