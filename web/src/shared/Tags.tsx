import { FlaskConical, Siren } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n';

export function DemoTag() {
  const { t } = useWords();
  return <span className="demo"><FlaskConical aria-hidden size={13} />{t('demoTag')}</span>;
}

export function DrillTag() {
  const { t } = useWords();
  return <span className="demo drill"><Siren aria-hidden size={13} />{t('drill')}</span>;
}

export type Tone = 'plain' | 'ok' | 'warn' | 'danger' | 'unknown' | 'strong';
const CLASS: Record<Tone, string> = { plain: '', ok: ' new', warn: ' chg', danger: ' del', unknown: ' unk', strong: ' strong' };
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag${CLASS[tone]}`}>{children}</span>;
}
