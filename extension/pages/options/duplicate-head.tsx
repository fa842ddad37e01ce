/** The head of a service that begins as another one: what that means, and which places in it the user has to fill. */
import type { Template } from '../../../src/core/catalogue';
import { Note } from '../shared/note';
import { rich, t } from '../shared/texts';
import { BackToServices } from './service-head';

export function DuplicateHead({ of }: { of: Template }) {
  const { variables = [] } = of;
  return (
    <>
      <BackToServices />
      <div class="stack">
        <h2>{rich('duplicate_title', { name: <bdi>{of.name}</bdi> })}</h2>
        <p class="soft">{t('duplicate_text')}</p>
      </div>
      {variables.length > 0 && (
        <Note>
          <p>
            <b>{t('duplicate_places')}</b>
          </p>
          <ul class="hosts">
            {variables.map(({ name, label, usual, example }) => (
              <li key={name}>
                <code>{`{${name}}`}</code>{' '}
                {rich('joined', { first: <bdi>{label}</bdi>, second: t('host_such_as_within', { host: usual ?? example }) })}
              </li>
            ))}
          </ul>
        </Note>
      )}
    </>
  );
}
