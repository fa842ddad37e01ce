/** Practice Vendor: an OAuth 2.0 service with the habits of one of twelve kinds of real services. */
import { appOnly } from './vendor-app-only';
import { dotted } from './vendor-dotted';
import { epoch } from './vendor-epoch';
import { exchange as exchangeVendor } from './vendor-exchange';
import { formReplies } from './vendor-form';
import { fragment } from './vendor-fragment';
import { hexkey } from './vendor-hexkey';
import { installed } from './vendor-installed';
import { instance } from './vendor-instance';
import { jsonBodies } from './vendor-json';
import { nested } from './vendor-nested';
import { selfRenewing } from './vendor-self-renewing';
import type { Vendor, VendorOptions } from './vendor-personality';
import { runVendor, type RunningVendor } from './vendor-server';

const vendors = {
  nested,
  form: formReplies,
  exchange: exchangeVendor,
  'self-renewing': selfRenewing,
  hexkey,
  json: jsonBodies,
  instance,
  epoch,
  installed,
  'app-only': appOnly,
  fragment,
  dotted,
} satisfies Record<string, Vendor>;

export type VendorName = keyof typeof vendors;
export const VENDORS = Object.keys(vendors) as VendorName[];

export interface VendorService extends RunningVendor {
  readonly vendor: VendorName;
}

/** Starts a personality of Practice Vendor on a port the system chooses (and its API on another, where it has its own). */
export async function startVendor(name: VendorName, options: VendorOptions = {}): Promise<VendorService> {
  return Object.assign(await runVendor(vendors[name], options), { vendor: name });
}
