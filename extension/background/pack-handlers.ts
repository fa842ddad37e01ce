/** What our own pages may do with packs of services. */
import { CountersignError } from '../../src/core/errors';
import type { Pack } from '../../src/core/pack';
import type { ReadCatalogue } from '../../src/core/ports';
import type { OwnHandlers } from '../../src/messaging/serve';
import { instanceOf } from '../../src/services/template';
import { readPack, writePack, type KnownService } from '../../src/services/pack';
import { currentApp } from '../../src/vault/apps';
import { saveFromPack } from '../../src/vault/packs';
import type { Vault } from '../../src/vault/vault';

type PackHandlers = Pick<OwnHandlers, 'packs.read' | 'packs.add' | 'packs.write'>;

export function packHandlers({ vault, catalogue }: { readonly vault: Vault; readonly catalogue: ReadCatalogue }): PackHandlers {
  const catalogueIds = async (): Promise<ReadonlySet<string>> => new Set((await catalogue()).services.map(({ id }) => id));
  const read = async (text: string): Promise<Pack> => readPack(text, await catalogueIds(), await knownServices(vault));
  return {
    'packs.read': ({ text }) => read(text),
    'packs.add': async ({ text, take }) => {
      const { name, services } = await read(text);
      const chosen = services.filter(({ service }) => take.includes(service.id));
      const stranger = take.find((id) => !chosen.some(({ service }) => service.id === id));
      if (stranger !== undefined) throw new CountersignError('invalid_input', { about: stranger.slice(0, 60) });
      await saveFromPack(vault, name, chosen);
    },
    'packs.write': async ({ name, ids, apps }) => {
      const known = await knownServices(vault);
      const { services: templates } = await catalogue();
      const chosen = [...new Set(ids)].map(async (id) => {
        const template = templates.find((each) => each.id === id);
        const service = known.get(id)?.service ?? (template && instanceOf(template).service);
        if (!service) throw new CountersignError('unknown_service', { about: id.slice(0, 60) });
        const clientId = apps ? (await currentApp(vault, id))?.clientId : undefined;
        return { service, clientId };
      });
      return writePack(name, await Promise.all(chosen), await catalogueIds());
    },
  };
}

async function knownServices(vault: Vault): Promise<ReadonlyMap<string, KnownService>> {
  const rows = await vault.db.services.toArray();
  return new Map(rows.map(({ id, service, source }) => [id, { service, source }]));
}
