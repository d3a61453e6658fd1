import type { LateWho as Late } from '../api/types';
import { useWords } from '../i18n';
import { number } from '../shared/format';

/** Who is late, by name and role, with how many tasks. */
export function LateWho({ who }: { who: readonly Late[] }) {
  const { t, loc, lang } = useWords();
  if (who.length === 0) return null;
  const words = who.map((each) => t('checklists.lateOne', { who: each.name ? `${each.name} (${loc(each.role_name)})` : loc(each.role_name), n: number(each.tasks, lang) }));
  return <span className="sm latew" data-late={who.length}>{t('checklists.lateWho', { who: words.join('; ') })}</span>;
}
