/** An app of Practice Photos, for the tests of that service. */
import { CALLBACK, OAuth1App } from './oauth1-testing';
import type { PhotosService } from './photos';
import type { Keys } from './testing-signer';

export class PhotosApp extends OAuth1App<PhotosService> {
  constructor(service: PhotosService, keys: Keys = service.registerApp({ callbacks: [CALLBACK] })) {
    super(service, keys);
  }
}
