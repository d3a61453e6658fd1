import { useWords } from '../i18n';
import type { AccountState, ManagedAccount } from '../api/accounts';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';
import { Tag, type Tone } from '../shared/Tags';

const TONE: Record<AccountState, Tone> = { active: 'ok', invited: 'strong', disabled: 'plain', locked: 'danger' };

export function AccountStateTag({ account }: { account: ManagedAccount }) {
  const { t } = useWords();
  const now = useNow();
  if (account.state === 'locked' && account.locked_until) {
    return <Tag tone="danger">{t('account.lockedUntil', { time: moment(account.locked_until, now) })}</Tag>;
  }
  return <Tag tone={TONE[account.state]}>{t(`account.state.${account.state}`)}</Tag>;
}
