import { CircleHelp, Scale } from 'lucide-react';
import { useRanking, type Inspection, type RankedUnit } from '../api/inspections';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import { GradeBar } from './Grades';
import { dayWords } from './words';

/** How communes stand: computed here and so advice, the unknown beside each figure, who was not inspected apart. */
export function RankingPart({ inspection }: { inspection: Inspection }) {
  const { t, loc, lang } = useWords();
  const found = useRanking(inspection.id);
  if (!found.data) return <Waiting error={found.error} retry={() => void found.refetch()} />;
  const { ranked, apart, note, on } = found.data;
  const columns: Column<RankedUnit>[] = [
    { key: 'rank', heading: t('inspections.ranking.rank'), num: true, value: (r) => r.rank, cell: (r) => <div><b className="insp-rank">{r.rank}</b>{r.tied_with > 0 && <small>{t('inspections.ranking.tied', { count: r.tied_with })}</small>}</div> },
    { key: 'unit', heading: t('inspections.ranking.unit'), main: true, value: (r) => r.unit_name, cell: (r) => <><span className="insp-rank-m">{t('inspections.ranking.rankOf', { n: r.rank })} · </span>{r.unit_name}<small>{t('inspections.ranking.records', { count: r.records })}</small></> },
    { key: 'percent', heading: t('inspections.ranking.points'), num: true, value: (r) => r.percent, cell: (r) => <div><b>{number(r.percent, lang)} %</b><small>{t('inspections.ranking.earned', { n: number(r.earned, lang), all: number(r.possible, lang) })}</small></div> },
    { key: 'unknown', heading: t('inspections.ranking.unknown'), num: true, value: (r) => r.counts.unknown, cell: (r) => (r.counts.unknown > 0 ? <Tag tone="unknown">{t('inspections.count.unknown', { n: number(r.counts.unknown, lang) })}</Tag> : number(0, lang)) },
    { key: 'grades', heading: t('inspections.sign.grades'), value: (r) => r.counts.failed, cell: (r) => <GradeBar counts={r.counts} /> },
  ];
  return (
    <div className="stack wide">
      <Banner tone="info" icon={Scale}><b>{t('inspections.ranking.advice', { day: dayWords(on) })}</b> {loc(note)}</Banner>
      <div className="insp-ranks"><DataTable caption={t('inspections.campaign.parts.ranking')} columns={columns} rows={ranked} rowKey={(r) => r.unit_code} file="xep-hang-kiem-tra" empty={<p>{t('inspections.ranking.none')}</p>} /></div>
      {apart.length > 0 && (
        <section className="block insp-apart" aria-labelledby="apart">
          <h3 id="apart"><CircleHelp aria-hidden className="i" />{t('inspections.ranking.apart', { count: apart.length })}</h3>
          <p className="hint">{t('inspections.ranking.apartHint')}</p>
          <ul>{apart.map((unit) => <li key={unit.unit_code}><b>{unit.unit_name}</b> <Tag tone="unknown">{t(`inspections.ranking.reason.${unit.reason}`)}</Tag><small>{loc(unit.words)}</small></li>)}</ul>
        </section>
      )}
    </div>
  );
}
