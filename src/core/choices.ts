/** The choices that an OAuth 2.0 service's entry has, as lists: for the schema and for the form, in the order in which people see them. */
import type { ClientAuth, OAuth2Quirk, OAuth2Way } from './oauth2-service';

export const clientAuths = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'basic_without_secret',
] as const satisfies readonly ClientAuth[];

export const oauth2Ways = ['redirect', 'device', 'app', 'implicit'] as const satisfies readonly OAuth2Way[];

export const oauth2Quirks = [
  'reply-form',
  'errors-in-200',
  'scope-array',
  'scope-commas',
  'token-type-any',
  'numbers-as-text',
  'empty-members',
  'redirect-uri-on-renewal',
  'scope-on-renewal',
  'appsecret-proof',
  'issuer-per-tenant',
] as const satisfies readonly OAuth2Quirk[];
