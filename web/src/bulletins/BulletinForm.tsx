import { History } from 'lucide-react';
import type { FormEvent } from 'react';
import { useUnits } from '../api/accounts';
import type { BulletinKind } from '../api/intake';
import { useAlerts } from '../api/queries';
import { headlineOf } from '../alerts/headline';
import { useWords, type Words } from '../i18n';
import { hazards } from '../i18n/vi/hazards';
import { Banner } from '../shared/Banner';
import { now, useNow } from '../shared/clock';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { Select } from '../shared/form/Select';
import { Tiles } from '../shared/form/Tiles';
import { useFormErrors } from '../shared/form/useFormErrors';
import { MomentField } from '../shared/form/MomentField';
import { moment } from '../shared/format';
import { instantOfWall, wallTime } from '../shared/wall';
import { hazardIcon } from '../zones/hazards';
import { AreaPicker } from './AreaPicker';
import { useBeaufort, useLevelTiles } from './choices';
import { faultsIn, FIELDS, followable, GROUP_FIELDS, groupField, groupOfFault, isTyped, isWindy, moreOf, usualToFollow, type BulletinDraft, type BulletinField, type GroupFault } from './draft';
import { Groups } from './Groups';
import { isUsual, issuersFor, USUAL, usualTitle } from './usual';

type HazardCode = keyof typeof hazards;
const KINDS: readonly BulletinKind[] = ['warning', 'last', 'cancel'];
const HOURS = [1, 3, 6, 12] as const;

interface Props {
  draft: BulletinDraft; onChange: (draft: BulletinDraft) => void;
  /** When what stands here was kept, where it was found on this device. */
  foundAt: string | null;
  onAfresh: () => void; onCheck: (draft: BulletinDraft) => void;
}

/** Everything a bulletin says, in the order in which the paper says it; what is usual is already chosen. */
export function BulletinForm({ draft, onChange, foundAt, onAfresh, onCheck }: Props) {
  const words = useWords();
  const { t } = words;
  const errors = useFormErrors('bulletin', [...FIELDS, ...moreOf(draft).flatMap((_, at) => GROUP_FIELDS.map((field) => groupField(at, field)))]);
  const set = (part: Partial<BulletinDraft>) => onChange({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultsIn(draft, now());
    if (!errors.found(Object.fromEntries(wrong.map((field) => [field, faultWords(field, words)])))) onCheck(draft);
  };
  // A field that has been mended no longer says what was wrong; the summary stays until the next check.
  const still = new Set<string>(faultsIn(draft, now()));
  const shared = { draft, set, errors: { ...errors, of: (field: string) => (still.has(field) ? errors.of(field) : null) } };
  return (
    <form className="block bulletinform" noValidate onSubmit={submit}>
      {foundAt && <Found at={foundAt} onAfresh={onAfresh} />}
      <ErrorSummary errors={errors.errors} />
      <Hazard {...shared} />
      <Level {...shared} />
      <Following {...shared} />
      <Head {...shared} />
      {isWindy(draft.hazard) && <Winds {...shared} />}
      <AreaPicker id={errors.idOf('areas')} label={t('bulletins.areas')} hint={t('bulletins.areasHint')} error={shared.errors.of('areas')} areas={draft.areas} onChange={(areas) => set({ areas })} />
      <Field label={`${t('bulletins.areaText')} (${t('optional')})`} hint={t('bulletins.areaTextHint')} value={draft.areaText} onChange={(event) => set({ areaText: event.target.value })} maxLength={1000} />
      {draft.kind === 'warning' && <Groups {...shared} />}
      <Later {...shared} />
      <Field multiline label={`${t('bulletins.text')} (${t('optional')})`} hint={t('bulletins.textHint')} value={draft.text} onChange={(event) => set({ text: event.target.value })} rows={4} maxLength={20_000} />
      <div className="acts-row"><button type="submit" className="btn pri xl" data-act="check">{t('bulletins.check')}</button><span className="hint">{t('bulletins.keptHint')}</span></div>
    </form>
  );
}

/** A fault of a further group says of which. */
function faultWords(field: BulletinField | GroupFault, { t }: Pick<Words, 't'>): string {
  const group = groupOfFault(field);
  return group === null ? t(`bulletins.fault.${field as BulletinField}`) : `${t('bulletins.group', { n: group.n })}: ${t(`bulletins.fault.${group.field}`)}`;
}

function Found({ at, onAfresh }: { at: string; onAfresh: () => void }) {
  const { t } = useWords();
  const time = useNow(60_000);
  return (
    <Banner tone="info" icon={History} live action={<button type="button" className="btn s" onClick={onAfresh} data-act="afresh">{t('bulletins.afresh')}</button>}>
      {t('bulletins.found', { time: moment(at, time) })}
    </Banner>
  );
}

interface PartProps { draft: BulletinDraft; set: (part: Partial<BulletinDraft>) => void; errors: ReturnType<typeof useFormErrors> }

function Hazard({ draft, set, errors }: PartProps) {
  const { t } = useWords();
  const alerts = useAlerts().data ?? [];
  const names = Object.keys(hazards) as HazardCode[];
  const choose = (hazard: HazardCode) => set({
    hazard,
    follows: usualToFollow(alerts, hazard),
    ...(!draft.titleTouched && { title: usualTitle(hazard, hazards[hazard]) }),
  });
  return (
    <>
      <Tiles
        id={errors.idOf('hazard')} legend={t('bulletins.hazard')} error={errors.of('hazard')}
        value={isUsual(draft.hazard) ? draft.hazard : null} onChange={choose}
        tiles={(Object.keys(USUAL) as (keyof typeof USUAL)[]).map((value) => ({ value, name: t(`hazards.${value}`), icon: hazardIcon(value) }))}
      />
      <Select
        label={t('bulletins.otherHazard')} value={draft.hazard && !isUsual(draft.hazard) ? draft.hazard : ''}
        onChange={(event) => event.target.value && choose(event.target.value as HazardCode)}
        options={[{ value: '', name: t('bulletins.otherNone') }, ...names.filter((name) => !isUsual(name)).map((value) => ({ value, name: t(`hazards.${value}`) }))]}
      />
    </>
  );
}

function Level({ draft, set, errors }: PartProps) {
  const { t } = useWords();
  const tiles = useLevelTiles();
  return (
    <Tiles
      small id={errors.idOf('level')} legend={t('bulletins.level')} hint={t('bulletins.levelHint')} error={errors.of('level')}
      value={draft.level} onChange={(level) => set({ level })} tiles={tiles}
    />
  );
}

/** Whether it warns, ends or cancels, and which bulletin it is the next of. */
function Following({ draft, set, errors }: PartProps) {
  const words = useWords();
  const { t } = words;
  const time = useNow(60_000);
  const before = followable(useAlerts().data ?? [], draft.hazard);
  return (
    <>
      <Choices
        id={errors.idOf('kind')} legend={t('bulletins.kind')} value={draft.kind} onChange={(kind) => set({ kind })}
        choices={KINDS.map((value) => ({ value, name: t(`bulletins.kinds.${value}`), what: t(`bulletins.kindWhat.${value}`) }))}
      />
      {(before.length > 0 || draft.kind !== 'warning') && (
        <Select
          id={errors.idOf('follows')} label={t('bulletins.follows')} hint={t(before.length > 0 ? 'bulletins.followsHint' : 'bulletins.followsNone')} error={errors.of('follows')}
          value={draft.follows} onChange={(event) => set({ follows: event.target.value })}
          options={[{ value: '', name: t('bulletins.followsNothing') }, ...before.map((alert) => ({ value: alert.id, name: `${headlineOf(alert, words)} · ${moment(alert.sent, time)}${isTyped(alert) ? ` · ${t('bulletins.typed')}` : ''}` }))]}
        />
      )}
    </>
  );
}

function Head({ draft, set, errors }: PartProps) {
  const { t } = useWords();
  const provinces = (useUnits().data ?? []).filter((unit) => unit.kind === 'province').map((unit) => unit.name);
  return (
    <>
      <Field id={errors.idOf('title')} label={t('bulletins.titleField')} hint={t('bulletins.titleHint')} error={errors.of('title')} value={draft.title} onChange={(event) => set({ title: event.target.value, titleTouched: true })} maxLength={300} />
      <div className="two-f">
        <div>
          <Field id={errors.idOf('issuer')} label={t('bulletins.issuer')} error={errors.of('issuer')} value={draft.issuer} onChange={(event) => set({ issuer: event.target.value })} list="bulletin-issuers" maxLength={200} onFocus={(event) => event.target.select()} />
          <datalist id="bulletin-issuers">{issuersFor(provinces).map((name) => <option key={name} value={name} />)}</datalist>
        </div>
        <Field label={`${t('bulletins.number')} (${t('optional')})`} value={draft.number} onChange={(event) => set({ number: event.target.value })} maxLength={60} />
      </div>
      <MomentField id={errors.idOf('issued_at')} label={t('bulletins.issuedAt')} hint={t('bulletins.issuedHint')} error={errors.of('issued_at')} value={draft.issuedAt} onChange={(issuedAt) => set({ issuedAt })} />
    </>
  );
}

function Winds({ draft, set, errors }: PartProps) {
  const { t } = useWords();
  const options = useBeaufort();
  return (
    <div className="two-f even">
      <Select label={t('bulletins.wind')} hint={t('bulletins.windHint')} value={draft.windForce} onChange={(event) => set({ windForce: event.target.value })} options={options} />
      <Select id={errors.idOf('wind_gust')} label={t('bulletins.gust')} hint={t('bulletins.windHint')} error={errors.of('wind_gust')} value={draft.windGust} onChange={(event) => set({ windGust: event.target.value })} options={options} />
    </div>
  );
}

/** When it begins, and when the next bulletin is due. */
function Later({ draft, set, errors }: PartProps) {
  const { t } = useWords();
  const issued = instantOfWall(draft.issuedAt);
  return (
    <div className="two-f even">
      <MomentField id={errors.idOf('onset')} label={`${t('bulletins.onset')} (${t('optional')})`} hint={t('bulletins.onsetHint')} error={errors.of('onset')} value={draft.onset} onChange={(onset) => set({ onset })} />
      {draft.kind === 'warning' && (
        <div>
          <MomentField id={errors.idOf('next_bulletin_at')} label={`${t('bulletins.next')} (${t('optional')})`} hint={t('bulletins.nextHint')} error={errors.of('next_bulletin_at')} value={draft.nextAt} onChange={(nextAt) => set({ nextAt })} />
          {issued && (
            <p className="quick">
              {HOURS.map((hours) => <button key={hours} type="button" className="btn s" onClick={() => set({ nextAt: wallTime(new Date(Date.parse(issued) + hours * 3_600_000)) })}>{t('bulletins.afterHours', { n: hours })}</button>)}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
