import { useQueryClient } from '@tanstack/react-query';
import { Download, PenLine, PhoneCall } from 'lucide-react';
import { useState } from 'react';
import { BASE } from '../api/client';
import { keys } from '../api/keys';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { failureWords, Waiting } from '../shared/Failure';
import { FromDevice } from '../offline/FromDevice';
import { DataTable, type Column } from '../shared/table/DataTable';
import { DemoTag, Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { Filter, useSoughtFilters } from './Filter';
import { Phone } from './Phone';
import { confirmPhone, queryOf, useShelterLines } from './resourceQueries';
import { ShelterDialog } from './ShelterDialog';
import { SHELTER_KINDS, type Shelter } from './types';
import { dayWords } from './words';

/** The shelters, with what they are safe for and what is not known of them. */
export function ShelterList() {
  const { t } = useWords();
  const [filters, setFilters] = useState(useSoughtFilters());
  const [editing, setEditing] = useState<Shelter | null>(null);
  const found = useShelterLines(filters);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Filter filters={filters} set={setFilters} kinds={SHELTER_KINDS.map((kind) => ({ value: kind, name: t(`resources.shelterKind.${kind}`) }))} />
      {found.broughtAt && <FromDevice at={found.broughtAt} />}
      {found.data ? <Table rows={rows} filtered={queryOf(filters) !== ''} onEdit={setEditing} /> : <Waiting error={found.error} retry={() => void found.refetch()} />}
      <div className="regacts"><a className="btn" href={`${BASE}/shelters/export?format=csv`} download><Download aria-hidden className="i" />{t('resources.exportCsv')}</a></div>
      {editing && <ShelterDialog shelter={editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function Table({ rows, filtered, onEdit }: { rows: Shelter[]; filtered: boolean; onEdit: (shelter: Shelter) => void }) {
  const { t } = useWords();
  const columns: Column<Shelter>[] = [
    { key: 'name', heading: t('resources.col.name'), main: true, value: (s) => s.name, cell: (s) => <>{s.name}<small>{s.code} · {t(`resources.shelterKind.${s.kind}`)}</small>{s.demonstration && <DemoTag />}{s.retired_on && <Tag>{t('resources.retired', { day: dayWords(s.retired_on) })}</Tag>}</> },
    { key: 'unit', heading: t('resources.col.unit'), value: (s) => s.commune_name, cell: (s) => <>{s.commune_name}{s.facts.village && <small>{s.facts.village}</small>}</> },
    { key: 'night', heading: t('resources.col.night'), num: true, total: true, value: (s) => s.capacity, cell: (s) => <>{s.capacity}{s.away_today && <span className="restag"><Tag tone="warn">{t('resources.awayUntil', { day: dayWords(s.away_today.to) })}</Tag></span>}</> },
    { key: 'day', heading: t('resources.col.day'), num: true, value: (s) => s.facts.capacity_day, cell: (s) => s.facts.capacity_day ?? '–' },
    { key: 'suits', heading: t('resources.col.suits'), value: (s) => s.suitable_for.join(' '), cell: (s) => <Suits shelter={s} /> },
    { key: 'access', heading: t('resources.col.access'), value: (s) => s.facts.access, cell: (s) => <>{s.facts.access}{s.facts.crosses_spillway === 'yes' && <span className="restag"><Tag tone="danger">{t('resources.spillway')}</Tag></span>}{s.facts.crosses_spillway === 'unknown' && <span className="restag"><Tag tone="unknown">{t('resources.spillwayUnknown')}</Tag></span>}</> },
    { key: 'inspected', heading: t('resources.col.inspected'), value: (s) => s.facts.inspected_on ?? '', cell: (s) => (s.facts.inspected_on ? dayWords(s.facts.inspected_on) : <Tag tone="unknown">{t('resources.answer.unknown')}</Tag>) },
    { key: 'phone', heading: t('resources.col.phone'), value: (s) => s.facts.keeper_phone_confirmed_on ?? '', cell: (s) => <Phone name={s.keeper_name ?? ''} phone={s.keeper_phone ?? ''} confirmedOn={s.facts.keeper_phone_confirmed_on} /> },
    { key: 'acts', heading: t('resources.col.acts'), fixed: true, value: () => '', cell: (s) => <Acts shelter={s} onEdit={onEdit} /> },
  ];
  return <DataTable caption={t('resources.tabs.shelters')} columns={columns} rows={rows} rowKey={(s) => s.id} rowClass={(s) => (s.retired_on ? 'quiet' : undefined)} empty={<p>{t(filtered ? 'resources.nothing' : 'resources.none')}</p>} />;
}

function Suits({ shelter }: { shelter: Shelter }) {
  const { t } = useWords();
  const names = (answer: 'yes' | 'no') => shelter.suitability.filter((said) => said.answer === answer).map((said) => t(`hazards.${said.hazard as 'storm'}`)).join(', ');
  const [yes, no] = [names('yes'), names('no')];
  if (!yes && !no) return <Tag tone="unknown">{t('resources.suitsUnknown')}</Tag>;
  return <>{yes}{no && <small>{t('resources.suitsNot', { hazards: no })}</small>}</>;
}

function Acts({ shelter, onEdit }: { shelter: Shelter; onEdit: (shelter: Shelter) => void }) {
  const { t } = useWords();
  const { account, may } = useSignedIn();
  const client = useQueryClient();
  const say = useToast();
  const own = account?.unit_code ?? null;
  if (!may('edit_resources') || (own !== null && own !== shelter.commune_code)) return null;
  const call = async () => {
    try {
      await confirmPhone('shelters', shelter.id, 'main');
      void client.invalidateQueries({ queryKey: keys.resources });
      say({ tone: 'done', text: t('resources.confirmed', { name: shelter.name }) });
    } catch (reason) {
      say({ tone: 'fault', text: failureWords(reason, t, true) });
    }
  };
  return (
    <span className="resacts">
      {shelter.keeper_phone && <button type="button" className="btn s" onClick={() => void call()} data-act="confirm-phone" aria-label={`${t('resources.confirm')}: ${shelter.name}`}><PhoneCall aria-hidden className="i sm" />{t('resources.confirm')}</button>}
      <button type="button" className="btn s" onClick={() => onEdit(shelter)} data-act="edit" aria-label={`${t('resources.edit')}: ${shelter.name}`}><PenLine aria-hidden className="i sm" />{t('resources.edit')}</button>
    </span>
  );
}
