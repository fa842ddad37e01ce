/** A service is data: its entry by the protocol it speaks, and the app that was registered with it. */
import type { BrokeredService } from './brokered-service';
import type { ApiKeyService, BasicService } from './entered-service';
import type { OAuth1Service, OAuth1Way } from './oauth1-service';
import type { ClientAuth, OAuth2Service, OAuth2Way } from './oauth2-service';
import type { Instant } from './words';

/** How one signs in, where a service has several ways. */
export type Way = OAuth1Way | OAuth2Way;

/** A service is data: everything that a protocol needs to know about it, and no code. */
export type Service = OAuth1Service | OAuth2Service | ApiKeyService | BasicService | BrokeredService;

/** The registration that a service gave to the user. Its secret is kept elsewhere, sealed. */
export interface App {
  readonly serviceId: string;
  /** Consumer key or client id. */
  readonly clientId: string;
  /** Consumer secret, client secret or private key; empty for a public client. */
  readonly clientSecret: string;
  /** How it authenticates, where its registration says otherwise than the service's entry. */
  readonly clientAuth?: ClientAuth;
  /** The redirect URL that it was registered with, where that is neither this browser's nor the entry's. */
  readonly redirectUrl?: string;
  /** When the service forgets the secret; absent for never. */
  readonly secretUntil?: Instant;
}
