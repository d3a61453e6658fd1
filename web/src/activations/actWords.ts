// The sentence on the button: it names the act, the plan, the level and how many zones. Never “OK”.
import type { ActivationAct } from '../api/acts';
import type { Activation } from '../api/types';
import type { Words } from '../i18n';
import { levelNoun } from '../shared/levels';

export function actWords(activation: Activation, act: ActivationAct, zones: number, { t, loc }: Pick<Words, 't' | 'loc'>, prepare = false): string {
  const hazard = loc(activation.plan.hazard_name);
  switch (act) {
    case 'confirm':
      if (prepare) return t('activations.act.prepare', { hazard, count: zones });
      if (activation.status === 'active') return t('activations.act.widen', { hazard, count: zones });
      return activation.level
        ? t('activations.act.confirm', { hazard, level: levelNoun(activation.level.value, t), count: zones })
        : t('activations.act.confirmNoLevel', { hazard, count: zones });
    case 'decline':
      return t('activations.act.decline', { hazard });
    case 'stand-down':
      return t('activations.act.standDown', { count: zones });
    case 'close':
      return t('activations.act.close', { hazard });
  }
}

/** “mở thêm 2 vùng · đề nghị kết thúc 3 vùng (bản tin đã huỷ)”: what a newer bulletin left for a person to decide. */
export function pendingWords(activation: Activation, open: number, standDown: number, { t }: Pick<Words, 't'>): string {
  const cancelled = activation.alert?.msg_type === 'Cancel' ? ` (${t('activations.pending.becauseCancel')})` : '';
  return [
    open > 0 && t('activations.pending.open', { count: open }),
    standDown > 0 && t('activations.pending.standDown', { count: standDown }) + cancelled,
  ].filter(Boolean).join(' · ');
}
