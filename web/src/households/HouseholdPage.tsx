import '../i18n/register';
import './register.css';
import { useQueryClient } from '@tanstack/react-query';
import { Pencil, TriangleAlert, UserMinus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { Gate } from '../accounts/Gate';
import { useUnits } from '../api/accounts';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { moment, number } from '../shared/format';
import { DemoTag, Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { FromDevice } from '../offline/FromDevice';
import { HouseholdForm } from './HouseholdForm';
import { NO_FILTERS } from './query';
import { changeHousehold, retireHousehold, useHousehold, useSummary } from './registerQueries';
import type { HouseholdDetail, Revision } from './types';
import { useHouseholdForm } from './useHouseholdForm';
import { dayWords, destinationWords, differences, fieldName, groupWords, lineWords, valueWords } from './words';

/** One household: what the register says, every line it had, and changing it. */
export default function HouseholdPage({ id }: { id: string }) {
  const { t } = useWords();
  const found = useHousehold(id);
  const { may } = useSignedIn();
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const household = found.data;
  const names = new Map((useUnits().data ?? []).map((unit) => [unit.code, unit.name]));
  const edits = may('edit_households') && !found.broughtAt;
  return (
    <Office
      title={household ? `${household.code} · ${household.entry.head}` : t('register.title')} crumbs={[{ href: '/ho-dan', name: t('register.title') }]}
      lead={household && <>{household.entry.village}, {names.get(household.commune_code) ?? household.commune_code} · {t('register.sheet.asOf', { day: dayWords(household.as_of) })} {household.demonstration && <DemoTag />}</>}
      act={household && edits && !editing && <span className="regacts">{!household.retired_on && <button type="button" className="btn" onClick={() => setLeaving(true)} data-act="retire"><UserMinus aria-hidden className="i" />{t('register.sheet.retire')}</button>}<button type="button" className="btn pri" onClick={() => setEditing(true)} data-act="edit"><Pencil aria-hidden className="i" />{t('register.sheet.edit')}</button></span>}
    >
      <Gate needs="read_households">
        {found.broughtAt && <FromDevice at={found.broughtAt} />}
        {!household ? <Waiting error={found.error} retry={() => void found.refetch()} />
          : editing ? <EditForm key={household.revision} household={household} onDone={() => setEditing(false)} />
          : <Facts household={household} />}
        {household && !editing && !found.broughtAt && <Past revisions={household.revisions} />}
        {household && leaving && <Retire household={household} onClose={() => setLeaving(false)} />}
      </Gate>
    </Office>
  );
}

function Facts({ household }: { household: HouseholdDetail }) {
  const words = useWords();
  const { t, lang } = words;
  const { entry, zones } = household;
  const row = (name: string, value: ReactNode) => (value ? <div key={name}><dt>{name}</dt><dd>{value}</dd></div> : null);
  const sexes = entry.male !== null && entry.female !== null ? ` (${t('register.field.male')} ${entry.male}, ${t('register.field.female')} ${entry.female})` : '';
  return (
    <>
      {household.retired_on && <p className="ban warn"><TriangleAlert aria-hidden className="i" /><span className="grow">{t('register.sheet.retired', { day: dayWords(household.retired_on) })}</span></p>}
      {zones.length === 0 && !household.retired_on && <p className="ban warn"><TriangleAlert aria-hidden className="i" /><span className="grow">{t('register.sheet.noZone')}</span></p>}
      <div className="hh-cols">
        <section className="block"><dl className="cya">
          {row(t('register.field.people'), `${number(entry.people, lang)}${sexes}`)}
          {row(t('register.field.vulnerable'), entry.vulnerable.length > 0 && <span className="regtags">{groupWords(entry.vulnerable, words).map((each) => <Tag key={each} tone="warn">{each}</Tag>)}</span>)}
          {row(t('register.field.vulnerable_note'), entry.vulnerable_note)}
          {row(t('register.col.vulnerable'), household.figures.vulnerable > 0 && number(household.figures.vulnerable, lang))}
          {row(t('register.field.helper'), entry.helper)}
          {row(t('register.field.phone'), entry.phone && <a href={`tel:${entry.phone.replace(/\s/g, '')}`}>{entry.phone}</a>)}
          {row(t('register.field.poverty'), entry.poverty !== 'not_stated' && t(`register.poverty.${entry.poverty}`))}
          {row(t('register.field.ethnic_minority'), entry.ethnic_minority && t('register.sheet.yes'))}
          {row(t('register.field.note'), entry.note)}
        </dl></section>
        <section className="block"><dl className="cya">
          {row(t('register.field.destination'), entry.destination_kind === 'not_stated' && !entry.destination ? <Tag tone="unknown">{t('register.destination_kind.not_stated')}</Tag> : destinationWords(entry, words))}
          {row(t('register.field.transport'), entry.transport)}
          {row(t('register.field.property'), entry.property.map((line) => lineWords(line, words)).join(', '))}
          {row(t('register.field.house_class'), t(`register.house_class.${entry.house_class}`))}
          {row(t('register.field.danger'), entry.danger)}
          {row(t('register.col.zones'), zones.map((zone) => <p key={zone.id}><Link href={`/zones/${zone.id}`}>{zone.code}</Link> {zone.name} <small>{t(`register.basis.${zone.basis}`)}</small></p>))}
          {row(t('register.field.position'), entry.position && valueWords('position', entry.position, words))}
        </dl></section>
      </div>
    </>
  );
}

function Past({ revisions }: { revisions: Revision[] }) {
  const words = useWords();
  const { t } = words;
  const now = useNow(60_000);
  return (
    <section className="block"><h3>{t('register.sheet.history')}</h3>
      <ol className="hh-past">
        {revisions.map((revision, i) => {
          const before = revisions[i + 1];
          const found = before ? differences(before.entry, revision.entry) : [];
          return (
            <li key={revision.revision}>
              <b>{t('register.sheet.revision', { n: revision.revision })}</b> · {t('register.sheet.asOf', { day: dayWords(revision.as_of) })} · <span className="mut">{t('register.sheet.by', { who: revision.changed_by, when: moment(revision.changed_at, now) })}</span>{revision.reason && <> · {revision.reason}</>}
              {revision.retired_on && <> · <Tag tone="danger">{t('register.field.retired_on')}</Tag></>}
              {before ? (found.length > 0 ? <ul>{found.map(({ field, from, to }) => <li key={field}>{t('register.imp.change', { field: fieldName(field, words), from: valueWords(field, from, words), to: valueWords(field, to, words) })}</li>)}</ul> : !revision.retired_on && <p className="mut">{t('register.sheet.noChange')}</p>) : <p className="mut">{t('register.sheet.first')}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function EditForm({ household, onDone }: { household: HouseholdDetail; onDone: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const toast = useToast();
  const villages = useSummary({ ...NO_FILTERS, commune: household.commune_code }).data?.villages.map((each) => each.village) ?? [];
  const form = useHouseholdForm(household.entry, household.code, async (entry, extra) => {
    const changed = await changeHousehold(household, { code: extra.code.trim() || household.code, as_of: extra.as_of || null, reason: extra.reason.trim(), entry });
    await client.invalidateQueries({ queryKey: keys.households });
    void client.invalidateQueries({ queryKey: keys.zones });
    toast({ text: t('register.sheet.changed', { code: changed.code }), tone: 'done' });
    onDone();
  });
  const stale = (reason: unknown) => {
    if (!(reason instanceof Problem)) return;
    toast({ text: t('register.sheet.stale'), tone: 'fault' });
    void client.invalidateQueries({ queryKey: keys.households });
  };
  return (
    <HouseholdForm
      draft={form.draft} extra={form.extra} onChange={form.setDraft} onExtra={form.setExtra} errors={form.errors} busy={form.busy} act={t('register.sheet.save')} commune={household.commune_code} villages={villages}
      onSubmit={(event) => void form.submit(event).catch(stale)} onCancel={<button type="button" className="btn xl" onClick={onDone}>{t('register.sheet.cancel')}</button>}
    />
  );
}

function Retire({ household, onClose }: { household: HouseholdDetail; onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  return (
    <ConfirmSheet
      tone="dan" act={t('register.sheet.retireAct', { code: household.code })} onClose={onClose}
      answers={[{ name: t('register.col.head'), value: household.entry.head }, { name: t('register.field.people'), value: household.entry.people }]}
      remark={{ label: t('register.sheet.retireReason'), hint: t('register.sheet.retireHint'), needed: t('register.sheet.retireNeeded') }}
      onAct={async (reason) => { await retireHousehold(household, reason); await client.invalidateQueries({ queryKey: keys.households }); void client.invalidateQueries({ queryKey: keys.zones }); }}
    />
  );
}
