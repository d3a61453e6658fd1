import { Plus, X } from 'lucide-react';
import { useWords } from '../i18n';
import { Field } from '../shared/Field';
import { Select } from '../shared/form/Select';
import { Tiles } from '../shared/form/Tiles';
import type { useFormErrors } from '../shared/form/useFormErrors';
import { AreaPicker } from './AreaPicker';
import { emptyGroup, groupField, isWindy, moreOf, type BulletinDraft, type GroupDraft } from './draft';
import { useBeaufort, useLevelTiles } from './choices';

interface Props { draft: BulletinDraft; set: (part: Partial<BulletinDraft>) => void; errors: Pick<ReturnType<typeof useFormErrors>, 'idOf' | 'of'> }

/** Further groups of places, each with its own level and wind: a storm is not equally strong everywhere. */
export function Groups({ draft, set, errors }: Props) {
  const { t } = useWords();
  const more = moreOf(draft);
  const change = (at: number, part: Partial<GroupDraft>) => set({ more: more.map((group, i) => (i === at ? { ...group, ...part } : group)) });
  return (
    <>
      {more.map((group, at) => (
        <Group key={at} at={at} group={group} windy={isWindy(draft.hazard)} errors={errors} onChange={(part) => change(at, part)} onDrop={() => set({ more: more.filter((_, i) => i !== at) })} />
      ))}
      <div>
        <button type="button" className="btn" onClick={() => set({ more: [...more, emptyGroup()] })} disabled={more.length >= 19} data-act="add-group"><Plus aria-hidden className="i" />{t('bulletins.addGroup')}</button>
        <p className="hint">{t('bulletins.addGroupHint')}</p>
      </div>
    </>
  );
}

interface GroupProps { at: number; group: GroupDraft; windy: boolean; errors: Props['errors']; onChange: (part: Partial<GroupDraft>) => void; onDrop: () => void }
function Group({ at, group, windy, errors, onChange, onDrop }: GroupProps) {
  const { t } = useWords();
  const [tiles, winds] = [useLevelTiles(), useBeaufort()];
  const [level, areas, gust] = [groupField(at, 'level'), groupField(at, 'areas'), groupField(at, 'wind_gust')];
  return (
    <fieldset className="areagroup" data-group={at + 2}>
      <legend>{t('bulletins.group', { n: at + 2 })}</legend>
      <Tiles small id={errors.idOf(level)} legend={t('bulletins.groupLevel')} error={errors.of(level)} value={group.level} onChange={(value) => onChange({ level: value })} tiles={tiles} />
      {windy && (
        <div className="two-f even">
          <Select label={t('bulletins.wind')} hint={t('bulletins.windHint')} value={group.windForce} onChange={(event) => onChange({ windForce: event.target.value })} options={winds} />
          <Select id={errors.idOf(gust)} label={t('bulletins.gust')} hint={t('bulletins.windHint')} error={errors.of(gust)} value={group.windGust} onChange={(event) => onChange({ windGust: event.target.value })} options={winds} />
        </div>
      )}
      <AreaPicker id={errors.idOf(areas)} label={t('bulletins.areas')} hint={t('bulletins.areasHint')} error={errors.of(areas)} areas={group.areas} onChange={(value) => onChange({ areas: value })} />
      <Field label={`${t('bulletins.areaText')} (${t('optional')})`} hint={t('bulletins.areaTextHint')} value={group.areaText} onChange={(event) => onChange({ areaText: event.target.value })} maxLength={1000} />
      <button type="button" className="btn s" onClick={onDrop} data-act="drop-group"><X aria-hidden className="i sm" />{t('bulletins.dropGroup', { n: at + 2 })}</button>
    </fieldset>
  );
}
