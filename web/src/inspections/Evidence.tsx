import { Camera, RotateCcw, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { evidenceImage, type EvidencePhoto } from '../api/inspections';
import { KINDS, MOST_PHOTOS } from '../checklists/photo';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { moment } from '../shared/format';
import type { Evidence } from './useEvidence';

interface Props { title: string; point: string; photos: readonly EvidencePhoto[]; /** Null where photos are only looked at. */ evidence: Evidence | null }

/** The photos of one point or one task: small pictures, those on their way, and in words those that were taken out. */
export function EvidenceRow({ title, point, photos, evidence }: Props) {
  const { t } = useWords();
  const now = useNow(60_000);
  const [large, setLarge] = useState<EvidencePhoto | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const shown = photos.filter((photo) => !photo.removed);
  const removed = photos.filter((photo) => photo.removed);
  const sending = evidence?.sending.filter((each) => each.point === point) ?? [];
  const room = MOST_PHOTOS - shown.length - sending.length;
  return (
    <div className="photos" data-photos={shown.length}>
      {shown.length > 0 && (
        <ul>
          {shown.map((photo, i) => (
            <li key={photo.id}>
              <button type="button" className="thumb" onClick={() => setLarge(photo)} aria-label={t('inspections.photo.open', { n: i + 1, total: shown.length, title, time: moment(photo.taken_at, now) })}>
                <img src={evidenceImage(photo.id)} alt="" width={photo.width} height={photo.height} loading="lazy" decoding="async" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {sending.map((each) => (
        <p key={each.id} className="insp-sending" role="status" data-sending={each.id}>
          <span className="grow">{each.failed === null ? t('inspections.photo.sending', { name: each.name }) : `${t('inspections.photo.notSent', { name: each.name })} ${each.failed}`}</span>
          {each.failed !== null && <button type="button" className="btn s" onClick={() => void evidence?.again(each)}><RotateCcw aria-hidden className="i sm" />{t('inspections.photo.again')}</button>}
          {each.failed !== null && <button type="button" className="btn s" onClick={() => evidence?.drop(each.id)} aria-label={t('inspections.photo.drop', { name: each.name })}><X aria-hidden className="i sm" /></button>}
        </p>
      ))}
      {removed.map((photo) => photo.removed && <p key={photo.id} className="sm mut">{t('inspections.photo.removed', { time: moment(photo.removed.at, now), who: photo.removed.by, remark: photo.removed.remark })}</p>)}
      {evidence && room > 0 && (
        <>
          <button type="button" className="btn" data-act="add-photo" onClick={() => picker.current?.click()} aria-label={`${t('inspections.photo.add')}: ${title}`}><Camera aria-hidden className="i" />{t('inspections.photo.add')}</button>
          <input
            ref={picker} type="file" accept={KINDS} multiple hidden
            onChange={(event) => { const files = [...(event.target.files ?? [])].slice(0, room); event.target.value = ''; if (files.length > 0) void evidence.add(point, files); }}
          />
        </>
      )}
      {evidence && room <= 0 && <p className="sm mut">{t('inspections.photo.full', { most: MOST_PHOTOS })}</p>}
      {large && <Large photo={large} title={title} onClose={() => setLarge(null)} evidence={evidence} />}
    </div>
  );
}

function Large({ photo, title, onClose, evidence }: { photo: EvidencePhoto; title: string; onClose: () => void; evidence: Evidence | null }) {
  const { t } = useWords();
  const now = useNow(60_000);
  const [removing, setRemoving] = useState(false);
  const time = moment(photo.taken_at, now);
  if (removing && evidence) {
    return (
      <ConfirmSheet
        tone="dan" act={t('inspections.photo.removeAct')} onClose={() => setRemoving(false)} answers={[{ name: t('inspections.photo.of'), value: title }, { name: t('inspections.photo.takenAt'), value: `${time} · ${photo.added_by}` }]}
        remark={{ label: t('inspections.photo.removeWhy'), hint: t('inspections.photo.removeHint'), needed: t('inspections.photo.removeMissing') }}
        onAct={async (remark) => { await evidence.remove(photo.id, remark); onClose(); }}
      />
    );
  }
  return (
    <Dialog title={title} onClose={onClose} wide>
      <div className="dlg-f">
        <div className="dlg-b" tabIndex={0}>
          <img className="photo-l" src={evidenceImage(photo.id)} alt={t('inspections.photo.alt', { title, time })} width={photo.width} height={photo.height} />
          <p className="sm">{t('inspections.photo.taken', { time, who: photo.added_by })} · {t('inspections.photo.received', { time: moment(photo.received_at, now) })}</p>
        </div>
        <footer className="dlg-x">
          {evidence && <button type="button" className="btn" onClick={() => setRemoving(true)} data-act="remove-photo">{t('inspections.photo.remove')}</button>}
          <button type="button" className="btn" onClick={onClose}>{t('close')}</button>
        </footer>
      </div>
    </Dialog>
  );
}
