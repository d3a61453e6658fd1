import { History, Lock, PencilLine } from 'lucide-react';
import { Link } from 'wouter';
import type { Inspection, InspectionRecord } from '../api/inspections';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { Row } from '../shared/ConfirmSheet';
import { longMoment } from '../shared/format';
import { EvidenceRow } from './Evidence';
import { GradeBar, GradeTag } from './Grades';
import { Source } from './PointCard';
import { markOf } from './record';
import { RecordPaper } from './RecordPaper';
import { dayWords, personName, subjectName } from './words';

interface Props { record: InspectionRecord; newest: InspectionRecord; inspection: Inspection }

/** A version as it stands: nothing in it can be changed from here. */
export function RecordFrozen({ record, newest, inspection }: Props) {
  const { t, loc, lang } = useWords();
  const { content } = record;
  const older = record.version < newest.version;
  return (
    <div className="stack wide insp-frozen" data-version={record.version} data-state={record.state}>
      {record.state === 'signed' && !older && <Banner tone="ok" icon={Lock}>{t('inspections.frozen.signed', { who: record.signed_by ?? '–', time: record.signed_at ? longMoment(record.signed_at, lang) : '–' })}</Banner>}
      {record.state === 'draft' && <Banner tone="warn" icon={PencilLine}>{t('inspections.frozen.draft')}</Banner>}
      {older && <Banner tone="warn" icon={History} action={<Link className="btn s" href={`/kiem-tra/bien-ban/${record.id}`}>{t('inspections.frozen.toNewest', { n: newest.version })}</Link>}>{t('inspections.frozen.older', { n: record.version, newest: newest.version })}</Banner>}
      <section className="block">
        <dl className="cya">
          <Row name={t('inspections.campaign.one')}>{inspection.name}<small>{inspection.decision ? t('inspections.campaign.decisionOf', { number: inspection.decision.number, day: dayWords(inspection.decision.signed_on) }) : t('inspections.campaign.noDecision')}</small></Row>
          <Row name={t('inspections.record.subject')}>{subjectName(record.subject)}</Row>
          <Row name={t('inspections.record.on')}>{content.inspected_on ? dayWords(content.inspected_on) : '–'}</Row>
          <Row name={t('inspections.campaign.leader')}>{personName(inspection.leader)}</Row>
          <Row name={t('inspections.record.present')}>{content.present || '–'}</Row>
          <Row name={t('inspections.sign.grades')}><GradeBar counts={record.counts} /></Row>
        </dl>
      </section>
      {inspection.groups.filter((group) => record.points.some((point) => point.group === group.code)).map((group) => (
        <section key={group.code} className="block insp-read" aria-labelledby={`read-${group.code}`}>
          <h3 id={`read-${group.code}`}>{loc(group.name)}</h3>
          <ul>
            {record.points.filter((point) => point.group === group.code).map((point) => {
              const mark = markOf(content, point.code);
              return (
                <li key={point.code} data-point={point.code} data-grade={mark.grade}>
                  <div className="insp-read-h"><b><span className="insp-no">{point.code}</span>{loc(point.text)}</b><GradeTag grade={mark.grade} /></div>
                  {mark.remark && <p className="pre">{mark.remark}</p>}
                  {mark.grade === 'failed' && <p className="sm">{t('inspections.frozen.owed', { who: mark.responsible ? personName(mark.responsible) : '–', day: mark.due_on ? dayWords(mark.due_on) : '–' })}</p>}
                  <Source point={point} />
                  <EvidenceRow title={`${point.code}. ${loc(point.text)}`} point={point.code} photos={record.photos.filter((photo) => photo.point_code === point.code && photo.task_id === null)} evidence={null} />
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      <section className="block"><h3>{t('inspections.record.conclusion')}</h3><p className="pre">{content.conclusion || '–'}</p><p className="noprint"><Link href={`/kiem-tra/viec?dot=${record.inspection_id}&don-vi=${record.subject.unit_code}`}>{t('inspections.frozen.tasks')}</Link></p></section>
      <Versions record={newest} shown={record.version} />
      <RecordPaper record={record} inspection={inspection} />
    </div>
  );
}

function Versions({ record, shown }: { record: InspectionRecord; shown: number }) {
  const { t, lang } = useWords();
  if (record.versions.length < 2) return null;
  return (
    <section className="block noprint" aria-labelledby="versions">
      <h3 id="versions">{t('inspections.frozen.versions')}</h3>
      <ol className="insp-versions">
        {[...record.versions].sort((a, b) => b.version - a.version).map((version) => (
          <li key={version.version} aria-current={version.version === shown ? 'true' : undefined}>
            <b>{version.version === shown ? t('inspections.record.version', { n: version.version }) : <Link href={`/kiem-tra/bien-ban/${record.id}?ban=${version.version}`}>{t('inspections.record.version', { n: version.version })}</Link>}</b>
            {' '}{version.signed_at ? t('inspections.frozen.signedAt', { who: version.signed_by ?? '–', time: longMoment(version.signed_at, lang) }) : t('inspections.frozen.openedAt', { who: version.opened_by, time: longMoment(version.opened_at, lang) })}
            {version.reason && <small>{t('inspections.frozen.reason', { reason: version.reason })}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}
