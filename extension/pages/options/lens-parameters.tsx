/** The parameters in the order in which they are signed; narrow, each takes two lines. */
import type { ExplainedParameter } from '../../../src/core/signature-lens';
import { t } from '../shared/texts';
import { fromWord } from './lens-words';

export function LensParameters({ parameters }: { parameters: readonly ExplainedParameter[] }) {
  return (
    <table class="params">
      <thead>
        <tr>
          <th scope="col">{t('parameter_name')}</th>
          <th scope="col">{t('parameter_value')}</th>
          <th scope="col">{t('parameter_from')}</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, value, from }, index) => (
          <tr key={index} class={from === 'protocol' ? 'o' : ''}>
            <td>
              <bdi dir="ltr">{name}</bdi>
            </td>
            <td>{value === '' ? <span class="none">{t('parameter_empty')}</span> : <bdi dir="ltr">{value}</bdi>}</td>
            <td>{fromWord(from)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
