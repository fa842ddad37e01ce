/** Personalities of Practice Vendor in a running browser: entered with their deviations by name, and an app of this browser's redirect URL. */
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import { ownCall, practiceHosts } from '../../practice/set-up';
import { vendorEntry } from '../../practice/vendor-entries';
import { startVendor, type VendorName, type VendorService } from '../../services/vendor';
import type { VendorOptions } from '../../services/vendor-personality';
import { openStage, type Stage } from '../pages/stage';

export interface VendorPlace {
  readonly id: string;
  readonly vendor: VendorService;
  readonly entry: OAuth2Service;
}

export interface VendorStage extends Stage {
  place(name: VendorName, options?: VendorOptions): Promise<VendorPlace>;
}

/** Only the host 127.0.0.1 and the redirect's are granted. */
export async function openVendorStage(): Promise<VendorStage> {
  const stage = await openStage({ bare: true });
  await stage.browser.grantHosts(practiceHosts(stage.browser));
  stage.browser.context.setDefaultTimeout(10_000);
  const { redirectUrl } = await stage.overview();
  const open: VendorService[] = [];
  return {
    ...stage,
    async place(name, options) {
      const vendor = await startVendor(name, options);
      open.push(vendor);
      const entry = vendorEntry(name, vendor.origin);
      await ownCall(stage.own, 'services.save', { service: entry });
      const { clientId, clientSecret } = vendor.registerApp({ redirectUris: [redirectUrl] });
      const secret = clientSecret === undefined ? {} : { clientSecret };
      await ownCall(stage.own, 'apps.save', { serviceId: entry.id, clientId, ...secret });
      return { id: entry.id, vendor, entry };
    },
    close: async () => {
      await stage.close();
      await Promise.all(open.map((vendor) => vendor.close()));
    },
  };
}
