/** What a check found, in sentences, and what its button says. */
import type { ComponentChild } from 'preact';
import type { CheckName, CheckView } from '../../../src/core/health';
import type { Instant } from '../../../src/core/words';
import { names, number, plural, problemTexts, rich, t } from '../shared/texts';
import { ahead, bytes, duration } from '../shared/times';

/** So many hosts are named one by one. */
const most = 6;

export function checkTitle(name: CheckName): string {
  return t(`check_${name}`);
}

/** The sentence of a check that has ended. */
export function checkText(view: CheckView, now: Instant): ComponentChild {
  if (view.problem) {
    const { title, todo } = problemTexts({ code: view.problem, message: '' });
    return `${t('sentence', { text: title })} ${todo}`;
  }
  return sentences[view.name](view, now);
}

/** The verb on a check's button; without one, there is nothing to do here. */
export function repairVerb({ name, repair, state, facts }: CheckView): string | undefined {
  if (facts['stopped'] !== undefined || (name === 'services' && state === 'needs-you')) return t('ask_again');
  if (state === 'failed') return t('check_again');
  if (repair === undefined || facts['refused'] !== undefined) return undefined;
  return t(`repair_${repair}`);
}

const text = (view: CheckView, fact: string): string => String(view.facts[fact] ?? '');
const count = (view: CheckView, fact: string): number => Number(view.facts[fact] ?? 0);
const has = (view: CheckView, fact: string): boolean => view.facts[fact] !== undefined;

const sentences: Readonly<Record<CheckName, (view: CheckView, now: Instant) => ComponentChild>> = {
  vault: (view) => {
    const accounts = plural('accounts_count', count(view, 'accounts'));
    if (has(view, 'locked')) return t('health_vault_locked', { accounts });
    if (view.state !== 'fine') return plural('health_vault_damaged', count(view, 'damaged'));
    const damaged = plural('health_damaged', count(view, 'damaged'));
    return t('health_vault', { accounts, damaged, size: bytes(count(view, 'bytes')) });
  },
  keys: (view) => {
    if (view.state === 'failed') return t('health_keys_open');
    if (view.facts['lock'] === 'locked') return t('health_keys_locked');
    if (view.facts['lock'] === 'none') return t('health_keys_none');
    const passkeys = count(view, 'passkeys');
    return passkeys === 0 ? t('health_keys_passphrase') : plural('health_keys_passkeys', passkeys);
  },
  storage: (view) => {
    if (has(view, 'full')) return t('health_storage_full', { size: bytes(count(view, 'left')) });
    if (has(view, 'refused')) return t('health_storage_refused');
    if (view.state !== 'fine') return t('health_storage_unkept');
    return count(view, 'persisted') === 1 ? t('health_storage') : t('health_storage_exempt');
  },
  redirect: (view) => <code>{text(view, 'url')}</code>,
  alarms: (view, now) => {
    if (view.state !== 'fine') return t('health_alarms_missing');
    const alarms = count(view, 'count');
    return alarms === 0 ? t('health_alarms_none') : plural('health_alarms', alarms, { when: ahead(count(view, 'next'), now) });
  },
  clock: (view) => {
    const seconds = count(view, 'seconds');
    const values = { amount: duration(Math.abs(seconds) * 1000), service: <bdi>{text(view, 'service')}</bdi> };
    const { amount, service } = values;
    if (view.facts['kind'] === 'here')
      return seconds > 0 ? rich('health_clock_behind', values) : rich('health_clock_ahead', values);
    if (view.facts['kind'] === 'there')
      return seconds > 0 ? rich('health_clock_theirs_ahead', values) : rich('health_clock_theirs_behind', values);
    if (view.facts['kind'] === 'back') return t('health_clock_back', { amount });
    if (view.facts['kind'] === 'was-ahead') return t('health_clock_was_ahead', { amount });
    return view.facts['kind'] === 'right' ? rich('health_clock', { service }) : t('health_clock_unmeasured');
  },
  hosts: (view) => {
    const { origins = [] } = view;
    if (view.state === 'fine')
      return count(view, 'total') === 0 ? t('health_hosts_none') : plural('health_hosts', count(view, 'total'));
    const named = origins.slice(0, most).map((origin) => new URL(origin).host);
    const others = origins.length - named.length;
    const closed = others > 0 ? [...named, plural('health_hosts_others', others)] : named;
    return rich('health_hosts_closed', { hosts: names(closed) });
  },
  services: (view) => {
    const [total, answered] = [count(view, 'total'), count(view, 'answered')];
    if (has(view, 'silent')) {
      const silent = text(view, 'silent').split('\n');
      return silent.length === 1
        ? rich('health_service_silent', { names: <bdi>{silent[0]}</bdi> })
        : rich('health_services_silent', { names: names(silent) });
    }
    if (has(view, 'stopped')) return t('health_services_stopped', { answered: number(answered), total: number(total) });
    if (total === 0) return t('health_services_none');
    if (count(view, 'closed') > 0) return t('health_services_closed', { answered: number(answered), total: number(total) });
    return plural('health_services', answered);
  },
  actions: (view) => {
    const said = (['signIns', 'actions', 'old', 'renewals', 'still'] as const).flatMap((fact) => {
      const found = count(view, fact);
      return found === 0 ? [] : [plural(unfinished[fact], found)];
    });
    return said.length === 0 ? t('health_nothing') : said.join(' ');
  },
  update: (view) =>
    has(view, 'waiting')
      ? t('health_update_waiting', { name: t('name'), version: text(view, 'version') })
      : t('health_version', { name: t('name'), version: text(view, 'version') }),
};

const unfinished = {
  signIns: 'health_sign_ins',
  actions: 'health_running',
  old: 'health_old',
  renewals: 'health_renewals',
  still: 'health_still',
} as const;
